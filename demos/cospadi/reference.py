"""CoSpaDi (arXiv 2509.22075): the page's numbers once more, with NumPy and SciPy.

A layer X W is compressed as W ~ D S, the columns of S sparse. Numbers of equations are the paper's.

inputs["W"], ["b"], ["W2"]   d1 x d2, d2, d2 x out: the network relu(x W + b) W2
inputs["Xcal"]               N x d1, calibration inputs
inputs["Xtest"], ["Ytest"]   held-out inputs and the answers asked for
inputs["perm"]               an order of the columns; the first ones start the dictionary
params["cr"], ["rho"], ["iters"]   compression, k/s, alternations
"""

import numpy as np
from scipy.linalg import cholesky, solve_triangular, subspace_angles

RHOS = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5]
CRS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
CURVE_ITERS = 15
SPANS = 16


def run(inputs, params):
    W, b, W2, Xcal, Xtest, Ytest = (
        inputs[name] for name in ["W", "b", "W2", "Xcal", "Xtest", "Ytest"]
    )
    perm = inputs["perm"].astype(int)
    cr, rho, iters = params["cr"], params["rho"], params["iters"]
    d1, d2 = W.shape
    L = whitening(Xcal)
    Y = L @ W

    k, s = size(d1, d2, cr, rho)
    masked_k, masked_s = size(d1, d2, cr, rho, mask=True)
    dense_k, _ = size(d1, d2, cr, 1)
    r = rank(d1, d2, stored(d1, d2, k, s))

    D, S, objective = learn(Y, perm, k, s, iters)
    Df, Sf, free_objective = learn(W, perm, k, s, iters)
    Dm, Sm, _ = learn(Y, perm, masked_k, masked_s, iters)
    Da, Sa, dense_objective = learn(Y, perm, dense_k, dense_k, iters)
    changed = {
        "svd": cut(W, r),
        "svdLlm": solve_triangular(L, cut(Y, r)),
        "cospadiFree": Df @ Sf,
        "cospadi": solve_triangular(L, D @ S),
        "masked": solve_triangular(L, Dm @ Sm),
        "dense": solve_triangular(L, Da @ Sa),
    }

    def output_error(V):
        return relative(Xtest @ V, Xtest @ W)

    def loss(V):
        return relative(np.maximum(Xtest @ V + b, 0) @ W2, Ytest) ** 2

    def curve(cr, rho):
        k, s = size(d1, d2, cr, rho)
        r = rank(d1, d2, stored(d1, d2, k, s))
        D, S, objective = learn(Y, perm, k, s, min(iters, CURVE_ITERS))
        ours, svd = (output_error(solve_triangular(L, A)) for A in (D @ S, cut(Y, r)))
        return objective[-1], ours, svd

    by_cr = [curve(at, rho) for at in CRS]
    spans = overlaps(D, S)
    s_plain, s_white = (np.linalg.svd(A, compute_uv=False) for A in (W, Y))
    return {
        "sizes": {
            "k": k, "s": s, "maskedK": masked_k, "maskedS": masked_s, "r": r, "denseK": dense_k,
        },
        "stored": {
            "cospadi": stored(d1, d2, k, s) / (d1 * d2),
            "masked": stored(d1, d2, masked_k, masked_s, mask=True) / (d1 * d2),
            "svd": r * (d1 + d2) / (d1 * d2),
            "dense": dense_k * (d1 + d2) / (d1 * d2),
        },
        "errors": {name: output_error(V) for name, V in changed.items()},
        "weightErrors": {name: relative(V, W) for name, V in changed.items()},
        "losses": {**{name: loss(V) for name, V in changed.items()}, "original": loss(W)},
        "objective": objective,
        "freeObjective": free_objective,
        "svdLlmCalibration": relative(cut(Y, r), Y),
        "denseCalibration": dense_objective[-1],
        "denseBound": relative(cut(Y, dense_k), Y),
        "rhoCurve": {"rhos": RHOS, "cospadi": [curve(cr, at)[0] for at in RHOS]},
        "crCurve": {
            "crs": CRS,
            "cospadi": [ours for _, ours, _ in by_cr],
            "svdLlm": [svd for _, _, svd in by_cr],
        },
        "spectra": {"plain": s_plain / s_plain[0], "whitened": s_white / s_white[0]},
        "uses": np.count_nonzero(S, axis=1),
        "strengths": np.linalg.norm(S, axis=1),
        "spans": spans,
        "meanOverlap": spans[np.tril_indices(len(spans), -1)].mean(),
    }


def relative(A, B):
    return np.linalg.norm(A - B) / np.linalg.norm(B)


def whitening(X):
    """L upper triangular with L^T L = X^T X / N, made definite where X does not span its space."""
    G = X.T @ X / len(X)
    values = np.linalg.eigvalsh(G)
    if values[0] <= 1e-10 * values[-1]:
        G += (max(0, -values[0]) + 1e-8 * values[-1]) * np.eye(len(G))
    return cholesky(G)


def cut(A, r):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :r] * s[:r] @ Vt[:r]


# Storage, in numbers


def stored(d1, d2, k, s, mask=False):
    """Eq. 11, or Eq. 10 with the mask of k bits a column in 16-bit words."""
    return d1 * k + s * d2 + (k * d2 / 16 if mask else 0)


def size(d1, d2, cr, rho, mask=False):
    k = np.arange(1, d1 * d2 + 1)
    s = np.clip(np.floor(k / rho).astype(int), 1, d1)
    fits = stored(d1, d2, k, s, mask) <= (1 - cr) * d1 * d2 + 1e-9
    best = max(np.flatnonzero(fits), default=0)
    return int(k[best]), int(s[best])


def rank(d1, d2, numbers):
    """Rounded up: the SVD never stores less."""
    return int(min(d1, d2, np.ceil(numbers / (d1 + d2))))


# Sparse dictionary learning


def learn(Y, perm, k, s, iters):
    columns = Y[:, perm]
    columns = columns[:, np.linalg.norm(columns, axis=0) > 0][:, :k]
    D = columns / np.linalg.norm(columns, axis=0)
    objective = []
    for _ in range(iters):
        S = omp(D, Y, s)
        D, S = ksvd_pass(Y, D, S)
        objective.append(relative(D @ S, Y))
    return D, S, objective


def omp(D, Y, s):
    """All columns at once; each keeps an orthonormal basis Q of the atoms it has chosen."""
    k, n = D.shape[1], Y.shape[1]
    chosen = np.zeros((s, n), dtype=int)
    count = np.zeros(n, dtype=int)
    taken = np.zeros((k, n), dtype=bool)
    Q = np.zeros((n, D.shape[0], s))
    residual = Y.copy()
    going = np.ones(n, dtype=bool)
    for t in range(s):
        correlation = np.where(taken, -1, np.abs(D.T @ residual))
        atom = np.argmax(correlation, axis=0)
        going &= correlation.max(axis=0) > 1e-12
        q = D[:, atom].T
        for _ in range(2):  # twice, for orthogonality
            q = q - np.einsum("jct,jt->jc", Q, np.einsum("jct,jc->jt", Q, q))
        length = np.linalg.norm(q, axis=1)
        going &= length**2 > 1e-12 * np.sum(D[:, atom] ** 2, axis=0)
        q = np.where(going, 1 / np.where(going, length, 1), 0)[:, None] * q
        Q[:, :, t] = q
        residual = residual - q.T * np.sum(q.T * residual, axis=0)
        chosen[t] = atom
        taken[atom[going], np.flatnonzero(going)] = True
        count += going
    S = np.zeros((k, n))
    for j in range(n):
        support = chosen[: count[j], j]
        S[support, j] = np.linalg.lstsq(D[:, support], Y[:, j], rcond=None)[0]
    return S


def ksvd_pass(Y, D, S):
    D, S = D.copy(), S.copy()
    for i in range(D.shape[1]):
        users = S[i] != 0
        if not users.any():
            continue
        others = np.arange(D.shape[1]) != i
        R = Y[:, users] - D[:, others] @ S[np.ix_(others, users)]
        M = R @ R.T
        u = D[:, i]
        for _ in range(8):
            v = M @ u
            length = np.linalg.norm(v)
            u = v / length if length > 0 else u
        D[:, i], S[i, users] = u, u @ R
    return D, S


def overlaps(D, S):
    """Mean cos^2 of the principal angles of the spans that pairs of columns use."""
    used = [D[:, S[:, j] != 0] for j in range(min(SPANS, S.shape[1]))]
    return np.array([[np.mean(np.cos(subspace_angles(A, B)) ** 2) for B in used] for A in used])


def draw(results, params, plt):
    _, ((bars, curve), (atoms, steps)) = plt.subplots(2, 2, figsize=(11, 9))
    bars.bar(list(results["errors"]), list(results["errors"].values()))
    bars.set(title="The same storage", ylabel="relative output error")
    bars.tick_params(axis="x", rotation=40)
    curve.plot(results["rhoCurve"]["rhos"], results["rhoCurve"]["cospadi"], "o-", label="CoSpaDi")
    curve.axhline(results["svdLlmCalibration"], color="k", linestyle=":", label="SVD-LLM")
    curve.axvline(params["rho"], color="grey", linewidth=1)
    curve.set(title="Split of the budget", xlabel="k/s", ylabel="relative calibration error")
    curve.legend()
    atoms.bar(np.arange(1, len(results["uses"]) + 1), results["uses"])
    atoms.set(title="Who uses which atom", xlabel="atom", ylabel="columns that use it")
    steps.plot(results["objective"], label="CoSpaDi")
    steps.plot(results["freeObjective"], label="without data")
    steps.set(title="Learning", xlabel="alternation", ylabel="relative error")
    steps.legend()
