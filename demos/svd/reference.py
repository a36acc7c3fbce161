"""Singular value decomposition: the page's numbers once more, with NumPy.

inputs["matrix"]  A, m x n
inputs["frames"]  50 random orthogonal p x p matrices, p = min(m, n)
params["k"]       the rank shown on the page
"""

import numpy as np


def run(inputs, params):
    A, frames = inputs["matrix"], inputs["frames"]
    m, n = A.shape
    p = min(m, n)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    truncated = [(U[:, :k] * s[:k]) @ Vt[:k] for k in range(p + 1)]
    rests = [A - X for X in truncated]
    return {
        "matrix": A,
        "singularValues": s,
        "norm": np.linalg.norm(A),
        "normFromValues": np.sqrt(np.sum(s**2)),
        "energy": energy(s),
        "measured": {"frobenius": norms(rests, "fro"), "spectral": norms(rests, 2)},
        # Eckart and Young (Frobenius norm), Mirsky (spectral norm)
        "bounds": {
            "frobenius": [np.sqrt(np.sum(s[k:] ** 2)) for k in range(p + 1)],
            "spectral": [*s, 0.0],
        },
        "random": best_random(A if m <= n else A.T, frames),
        "summary": summary(A, s),
    }


def norms(matrices, kind):
    return [np.linalg.norm(X, kind) for X in matrices]


def energy(s):
    """Share of the squared singular values held by the first 0, 1, ..., p of them."""
    total = np.sum(s**2)
    if total == 0:
        return np.ones(len(s) + 1)
    return np.concatenate([[0], np.cumsum(s**2) / total])


def best_random(A, frames):
    """Smallest error of projecting A on the first k columns of a frame, for k = 0, ..., p."""
    best = {"frobenius": [], "spectral": []}
    for k in range(len(A) + 1):
        rests = [A - F[:, :k] @ (F[:, :k].T @ A) for F in frames] if k < len(A) else [0 * A]
        best["frobenius"].append(min(norms(rests, "fro")))
        best["spectral"].append(min(norms(rests, 2)))
    return best


def summary(A, s):
    m, n = A.shape
    rank = np.linalg.matrix_rank(A)
    shares = s[s > 0] / np.sum(s)
    found = {
        "rank": rank,
        "condition": np.linalg.cond(A) if rank == len(s) else np.inf,
        "effectiveRank": np.exp(-np.sum(shares * np.log(shares))),
        "stableRank": np.sum(s**2) / s[0] ** 2,
    }
    if m == n:
        found["determinantSign"] = np.linalg.slogdet(A)[0] if rank == n else 0
    return found


def draw(results, params, plt):
    ranks = range(len(results["energy"]))
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    left.bar(ranks[1:], results["singularValues"])
    left.set(title="Singular values", xlabel="index i", ylabel="singular value")
    right.plot(ranks, results["bounds"]["frobenius"], "k:", label="Eckart–Young bound")
    right.plot(ranks, results["measured"]["frobenius"], "o", label="truncated SVD")
    right.plot(ranks, results["random"]["frobenius"], "s--", label="best of 50 random projections")
    right.axvline(params["k"], color="grey", linewidth=1)
    right.set(title="Error by rank", xlabel="rank k", ylabel="Frobenius norm of A − A_k")
    right.legend()
