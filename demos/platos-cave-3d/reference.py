"""Escaping Plato's Cave (arXiv 2503.05283): the page's numbers once more, with NumPy and SciPy.

inputs["XA"], inputs["YA"]   anchors: n x 48 3D features, n x 40 text features, rows paired
inputs["XQ"], inputs["YQ"]   queries: m x 48 and m x 40, rows paired
inputs["ZQ"], inputs["GQ"]   the queries' planted meaning (m x s) and geometry (m x 16)
inputs["shuffle"]            order in which the texts are handed to the matching
params["k"]                  dimension of the subspace
params["s"]                  number of planted shared directions
"""

import numpy as np
from scipy.linalg import eigh, subspace_angles
from scipy.optimize import linear_sum_assignment

RIDGE = 1e-3
RIDGES = [0, 1, 10, 100, 1000]
SWEEP = [2, 3, 4, 6, 8, 10, 12, 16, 20, 25, 30, 35, 40]
SHOWN = 20


def run(inputs, params):
    names = ["XA", "YA", "XQ", "YQ", "ZQ", "GQ"]
    XA, YA, XQ, YQ, ZQ, GQ = (inputs[name] for name in names)
    shuffle, k = inputs["shuffle"].astype(int), params["k"]
    mx, my = XA.mean(axis=0), YA.mean(axis=0)
    XA, YA, XQ, YQ = XA - mx, YA - my, XQ - mx, YQ - my

    rho, Wx, Wy = cca(XA, YA)
    shapes, Vx = pca(XA)
    texts, Vy = pca(YA)

    def in_subspace(Wx, Wy, k):
        return [XA @ Wx[:, :k], YA @ Wy[:, :k], XQ @ Wx[:, :k], YQ @ Wy[:, :k]]

    def quality(S):
        accuracy, total = matching(S, shuffle)
        return {
            "matching": accuracy,
            "total": total,
            "topOne": found(S, 1),
            "topFive": found(S, 5),
        }

    full = [affine(XA, YA, XQ, YQ, ridge) for ridge in RIDGES]
    qualities = [quality(S) for S in full]
    best = int(np.argmax([q["matching"] for q in qualities]))
    top = {name: max(q[name] for q in qualities) for name in ["topOne", "topFive"]}

    by_cca, by_pca = in_subspace(Wx, Wy, k), in_subspace(Vx, Vy, k)
    columns = min(XQ.shape[1], YQ.shape[1])
    ks = sorted({*SWEEP, k, params["s"]})
    swept = [in_subspace(Wx, Wy, each) for each in ks]
    cca_affine = affine(*by_cca)
    U, V = XQ @ Wx, YQ @ Wy
    return {
        "methods": {
            "none": quality(cosines(XQ[:, :columns], YQ[:, :columns])),
            "affine": {**qualities[best], **top},
            "localCka": quality(local_cka(XA, YA, XQ, YQ)),
            "pcaAffine": quality(affine(*by_pca)),
            "pcaLocalCka": quality(local_cka(*by_pca)),
            "ccaAffine": quality(cca_affine),
            "ccaLocalCka": quality(local_cka(*by_cca)),
        },
        "ridge": RIDGES[best],
        "sweep": {
            "k": ks,
            "matching": [matching(affine(*pairs), shuffle)[0] for pairs in swept],
            "topFive": [found(local_cka(*pairs), 5) for pairs in swept],
            "overlap": [
                np.mean(np.cos(subspace_angles(Wx[:, :each], Vx[:, :each])) ** 2) for each in ks
            ],
        },
        "correlations": rho,
        "heldOut": [np.corrcoef(U[:, i], V[:, i])[0, 1] for i in range(len(rho))],
        "scores": {
            "affine": full[best][:SHOWN, :SHOWN],
            "ccaAffine": cca_affine[:SHOWN, :SHOWN],
        },
        "explained": {
            name: {"semantics": adjusted_r2(X, ZQ), "geometry": adjusted_r2(X, GQ)}
            for name, X in [("cca", by_cca[2]), ("pca", by_pca[2])]
        },
        "similarity": {
            "full": cka(XQ, YQ),
            "pca": cka(*by_pca[2:]),
            "cca": cka(*by_cca[2:]),
        },
        "spectra": {"shapes": shapes, "texts": texts},
    }


def cca(X, Y):
    """Canonical correlations and directions, X and Y centred, each covariance with its ridge.

    As a generalised eigenproblem: Cxy Cyy^-1 Cyx w = rho^2 Cxx w, and wy along Cyy^-1 Cyx wx.
    """
    n = len(X)
    Cxx, Cyy = (ridged(A.T @ A / (n - 1)) for A in (X, Y))
    Cxy = X.T @ Y / (n - 1)
    to_y = np.linalg.solve(Cyy, Cxy.T)
    M = Cxy @ to_y
    squares, Wx = eigh((M + M.T) / 2, Cxx)
    most = min(X.shape[1], Y.shape[1])
    rho, Wx = np.sqrt(np.maximum(squares[::-1][:most], 0)), Wx[:, ::-1][:, :most]
    return rho, Wx, to_y @ Wx / rho


def ridged(C):
    return C + RIDGE * np.trace(C) / len(C) * np.eye(len(C))


def pca(X):
    """Shares of the variance and principal directions; X centred."""
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return s**2 / np.sum(s**2), Vt.T


def cosines(A, B):
    return (A / np.linalg.norm(A, axis=1, keepdims=True)) @ (
        B / np.linalg.norm(B, axis=1, keepdims=True)
    ).T


def affine(XA, YA, XQ, YQ, ridge=0):
    """S_ij = cos(x_i, y_j R + b), with R and b from the anchors; here b = 0, as these are centred."""
    if ridge == 0:
        R = np.linalg.lstsq(YA, XA, rcond=None)[0]
    else:
        R = np.linalg.solve(YA.T @ YA + ridge * np.eye(YA.shape[1]), YA.T @ XA)
    return cosines(XQ, YQ @ R)


def local_cka(XA, YA, XQ, YQ):
    """S_ij = CKA([XA; x_i], [YA; y_j]) through the centred n+1 x n+1 kernel matrices.

    tr(KHLH) = |(X centred)^T (Y centred)|_F^2; only the mean and one row change with i and j.
    """
    n = len(XA) + 1
    Sxx, Syy, Sxy = XA.T @ XA, YA.T @ YA, XA.T @ YA
    x_size = [np.linalg.norm(Sxx + np.outer(x, x) * (1 - 1 / n)) for x in XQ]
    y_size = [np.linalg.norm(Syy + np.outer(y, y) * (1 - 1 / n)) for y in YQ]
    S = np.empty((len(XQ), len(YQ)))
    for i, x in enumerate(XQ):
        # one anchor cross-product for each text: m x p x q
        crosses = Sxy + (1 - 1 / n) * x[:, None] * YQ[:, None, :]
        S[i] = np.sum(crosses**2, axis=(1, 2)) / (x_size[i] * np.array(y_size))
    return S


def cka(X, Y):
    """tr(KHLH) / sqrt(tr(KHKH) tr(LHLH)), with linear kernels."""
    H = np.eye(len(X)) - 1 / len(X)
    K, L = H @ X @ X.T @ H, H @ Y @ Y.T @ H
    return np.sum(K * L) / (np.linalg.norm(K) * np.linalg.norm(L))


def matching(S, shuffle):
    shuffled = S[:, shuffle]
    rows, columns = linear_sum_assignment(shuffled, maximize=True)
    return np.mean(shuffle[columns] == rows), np.sum(shuffled[rows, columns])


def found(S, top):
    """Share of texts whose shape is among the `top` first of its column; ties count half."""
    own = np.diag(S)
    place = np.sum(S > own, axis=0) + (np.sum(S == own, axis=0) - 1) / 2
    return np.mean(place < top)


def adjusted_r2(X, Z):
    m, k = X.shape
    A = np.column_stack([np.ones(m), X])
    rest = Z - A @ np.linalg.lstsq(A, Z, rcond=None)[0]
    r2 = np.mean(1 - np.sum(rest**2, axis=0) / np.sum((Z - Z.mean(axis=0)) ** 2, axis=0))
    return 1 - (1 - r2) * (m - 1) / (m - k - 1)


def draw(results, params, plt):
    _, ((full, inside), (bars, curves)) = plt.subplots(2, 2, figsize=(11, 9))
    for axes, title, S in [
        (full, "Full spaces, affine", results["scores"]["affine"]),
        (inside, f"CCA, k = {params['k']}, affine", results["scores"]["ccaAffine"]),
    ]:
        image = axes.imshow(S, vmin=-1, vmax=1, cmap="RdBu_r")
        axes.set(title=title, xlabel="text", ylabel="shape")
        plt.colorbar(image, ax=axes)
    methods = results["methods"]
    bars.bar(list(methods), [quality["matching"] for quality in methods.values()])
    bars.set(title="Matching", ylabel="share of right pairs")
    bars.tick_params(axis="x", rotation=40)
    sweep = results["sweep"]
    curves.plot(sweep["k"], sweep["matching"], "o-", label="matching, CCA + affine")
    curves.plot(sweep["k"], sweep["topFive"], "o-", label="top five, CCA + local CKA")
    curves.axvline(params["s"], color="grey", linewidth=1)
    curves.set(title="Subspaces", xlabel="dimension k", ylabel="share of queries")
    curves.legend()
