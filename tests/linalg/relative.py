"""Singular values of graded matrices to 60 digits, written to relative.json beside this file.

Run by hand: python3 tests/linalg/relative.py (needs NumPy and mpmath, a few seconds)

Each matrix is A[i][j] = Z[i][j] * 2^(rows[i] + columns[j]) with small integers Z: exact doubles on
both sides. Z is the best conditioned of a few draws, so the small values are determined by the
entries to nearly full relative accuracy.
"""

import json
from pathlib import Path

import mpmath as mp
import numpy as np

DIGITS = 60
DRAWS = 30

rng = np.random.default_rng(20011)


def condition(z):
    """Of Z with rows and columns of unit length."""
    z = z / np.linalg.norm(z, axis=1, keepdims=True)
    return np.linalg.cond(z / np.linalg.norm(z, axis=0))


def pattern(m, n):
    draws = [rng.integers(-9, 10, (m, n)) for _ in range(DRAWS)]
    return min(draws, key=condition)


def dominant(n):
    """Every leading block is well conditioned, as two-sided grading needs."""
    signs = rng.choice([-1, 1], n)
    return rng.integers(-9, 10, (n, n)) + np.diag(signs * (20 + 3 * n))


def grades(n, bits):
    """Binary exponents from 0 down to about -bits, in uneven steps."""
    steps = np.linspace(0, -bits, n)
    steps[1:-1] += rng.uniform(-0.3, 0.3, n - 2) * bits / (n - 1)
    return np.round(steps).astype(int)


def flat(n):
    return np.zeros(n, dtype=int)


def cases():
    for n, bits in ((6, 120), (10, 150), (20, 180), (30, 200)):
        size = f"{n}x{n}"
        down = grades(n, bits)
        half = grades(n, bits // 2)
        z = dominant(n)
        yield f"rows shrink downwards, {size}", pattern(n, n), down, flat(n)
        yield f"rows grow downwards, {size}", pattern(n, n), down[::-1], flat(n)
        yield f"columns shrink rightwards, {size}", pattern(n, n), flat(n), down
        yield f"columns grow rightwards, {size}", pattern(n, n), flat(n), down[::-1]
        yield f"rows and columns shrink, {size}", z, half, half
        yield f"rows and columns grow, {size}", z[::-1, ::-1], half[::-1], half[::-1]
        yield f"rows shrink and columns grow, {size}", z[:, ::-1], half, half[::-1]
    for m, n, bits in ((24, 8, 150), (40, 10, 180)):
        down = grades(n, bits)
        long = grades(m, bits)
        yield f"columns shrink, tall {m}x{n}", pattern(m, n), flat(m), down
        yield f"columns grow, tall {m}x{n}", pattern(m, n), flat(m), down[::-1]
        yield f"rows shrink, tall {m}x{n}", pattern(m, n), long, flat(n)
        yield f"rows grow, tall {m}x{n}", pattern(m, n), long[::-1], flat(n)
        yield f"rows shrink, wide {n}x{m}", pattern(n, m), down, flat(m)
        yield f"rows grow, wide {n}x{m}", pattern(n, m), down[::-1], flat(m)
        yield f"columns grow, wide {n}x{m}", pattern(n, m), flat(n), long[::-1]


def exact_values(z, rows, columns):
    """The working digits cover the condition of A as well."""
    with mp.workdps(DIGITS + 120):
        a = mp.matrix(*z.shape)
        for i in range(z.shape[0]):
            for j in range(z.shape[1]):
                a[i, j] = mp.ldexp(int(z[i, j]), int(rows[i] + columns[j]))
        values = mp.svd_r(a if a.rows >= a.cols else a.T, compute_uv=False)
        return sorted((float(x) for x in values), reverse=True)


def gesdd_error(z, rows, columns, exact):
    found = np.linalg.svd(np.ldexp(z.astype(float), rows[:, None] + columns), compute_uv=False)
    return float(f"{np.max(np.abs(found / exact - 1)):.2g}")


relative = []
for name, z, rows, columns in cases():
    exact = exact_values(z, rows, columns)
    relative.append(
        {
            "name": name,
            "Z": z.tolist(),
            "rows": rows.tolist(),
            "columns": columns.tolist(),
            "s": exact,
            "gesdd": gesdd_error(z, rows, columns, exact),
        }
    )

path = Path(__file__).with_name("relative.json")
path.write_text(json.dumps(relative, separators=(",", ":")) + "\n")
