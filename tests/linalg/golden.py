"""Golden values from NumPy, SciPy and mpmath, written to golden.json beside this file.

Run by hand: python3 tests/linalg/golden.py
JSON numbers are Python's shortest exact decimals, so both sides see the same doubles.
"""

import json
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy.linalg as sla

rng = np.random.default_rng(20011)


def hilbert(n):
    return sla.hilbert(n)


def graded(m, n):
    return rng.standard_normal((m, n)) * 10.0 ** -np.arange(n)


def with_spectrum(m, n, s):
    u = np.linalg.qr(rng.standard_normal((m, len(s))))[0]
    v = np.linalg.qr(rng.standard_normal((n, len(s))))[0]
    return (u * s) @ v.T


def rounded(a):
    """Fewer digits: a smaller file, and still an exact double on both sides."""
    return np.round(a, 6)


def subspace_pair(n, k, l, angles):
    """Bases of two subspaces with the given principal angles, hidden by random mixing."""
    q = np.linalg.qr(rng.standard_normal((n, n)))[0]
    u = q[:, :k]
    v = q[:, k : k + l] * 0
    for i in range(l):
        if i < len(angles):
            v[:, i] = q[:, i] * np.cos(angles[i]) + q[:, k + i] * np.sin(angles[i])
        else:
            v[:, i] = q[:, k + i]
    return u @ rng.standard_normal((k, k)), v @ rng.standard_normal((l, l))


def centred_cka(x, y):
    x = x - x.mean(axis=0)
    y = y - y.mean(axis=0)
    cross = np.linalg.norm(x.T @ y) ** 2
    return cross / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def measures(s):
    p = s[s > 0] / s.sum()
    energy = np.cumsum(s**2) / np.sum(s**2)
    return {
        "s": s.tolist(),
        "effectiveRank": float(np.exp(-(p * np.log(p)).sum())),
        "stableRank": float((s**2).sum() / s[0] ** 2),
        "energyCurve": energy.tolist(),
        "rank90": int(np.argmax(energy >= 0.9)) + 1,
    }


general = {
    "Gaussian 6x6": rounded(rng.standard_normal((6, 6))),
    "tall 12x5": rounded(rng.standard_normal((12, 5))),
    "wide 4x11": rounded(rng.standard_normal((4, 11))),
    "graded 10x8": graded(10, 8),
    "clustered 9x7": with_spectrum(9, 7, np.array([2, 2, 2, 1, 1, 1e-6, 1e-6])),
    "rank 2, 7x6": with_spectrum(7, 6, np.array([3, 0.5])),
    "Hilbert 8x8": hilbert(8),
    "Gaussian 24x24": rounded(rng.standard_normal((24, 24))),
}

symmetric = {}
for n in (2, 5, 16):
    b = rounded(rng.standard_normal((n, n)))
    symmetric[f"Gaussian {n}x{n}"] = b + b.T
symmetric["Hilbert 7x7"] = hilbert(7)
b = with_spectrum(8, 8, np.array([1, 1, 1, 1, 1e-3, 1e-3, 0, 0]))
symmetric["clustered 8x8"] = (b @ b.T + (b @ b.T).T) / 2

systems = {
    "square": (rng.standard_normal((6, 6)), rng.standard_normal((6, 2))),
    "overdetermined": (rng.standard_normal((12, 4)), rng.standard_normal((12, 3))),
    "underdetermined": (rng.standard_normal((4, 9)), rng.standard_normal((4, 2))),
    "rank-deficient": (with_spectrum(9, 6, np.array([3, 2, 1])), rng.standard_normal((9, 1))),
}

pairs = {
    "tiny to right angles": subspace_pair(12, 4, 4, [1e-9, 1e-4, 0.7, np.pi / 2]),
    "two in five": subspace_pair(11, 5, 2, [1e-8, 0.3]),
    "random": (rng.standard_normal((9, 3)), rng.standard_normal((9, 4))),
    "overlapping": (rng.standard_normal((6, 4)), rng.standard_normal((6, 5))),
}

x = rng.standard_normal((15, 4))
activations = {
    "unrelated": (x, rng.standard_normal((15, 6))),
    "linear image": (x, x @ rng.standard_normal((4, 5)) + 3),
    "noisy copy": (x, x + 0.3 * rng.standard_normal((15, 4))),
}


def solved(a, b):
    rcond = max(a.shape) * np.finfo(float).eps
    solution, _, rank, _ = np.linalg.lstsq(a, b, rcond=rcond)
    residual = np.linalg.norm(a @ solution - b)
    return {"X": solution.tolist(), "rank": int(rank), "residual": float(residual)}


def exact_angles(u, v):
    """By arccos in 60 digits. scipy.linalg.subspace_angles (1.17) reads 1e-9 beside pi/2 as 0."""
    with mp.workdps(60):
        qu = mp.qr(mp.matrix(u.tolist()), mode="skinny")[0]
        qv = mp.qr(mp.matrix(v.tolist()), mode="skinny")[0]
        cosines = mp.svd_r(qu.T * qv, compute_uv=False)
        return sorted(float(mp.acos(min(c, mp.mpf(1)))) for c in cosines)


golden = {
    "svd": [
        {"name": name, "A": a.tolist(), **measures(sla.svdvals(a))} for name, a in general.items()
    ],
    "eigh": [
        {"name": name, "A": a.tolist(), "values": sla.eigvalsh(a)[::-1].tolist()}
        for name, a in symmetric.items()
    ],
    "lstsq": [
        {"name": name, "A": a.tolist(), "B": b.tolist(), **solved(a, b)}
        for name, (a, b) in systems.items()
    ],
    "angles": [
        {
            "name": name,
            "U": u.tolist(),
            "V": v.tolist(),
            "angles": exact_angles(u, v),
            "overlap": float(np.mean(np.cos(exact_angles(u, v)) ** 2)),
        }
        for name, (u, v) in pairs.items()
    ],
    "cka": [
        {"name": name, "X": p.tolist(), "Y": q.tolist(), "cka": float(centred_cka(p, q))}
        for name, (p, q) in activations.items()
    ],
}

path = Path(__file__).with_name("golden.json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
