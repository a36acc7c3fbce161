"""VideoAnchor (arXiv 2509.25151): the page's numbers once more, with NumPy and SciPy.

inputs["X"]      N x D, visual tokens
inputs["obj"]    object of every token: 0 and 1 recur in all frames, -1 is none
inputs["frame"]  frame of every token
inputs["V"]      N x d, values of visual tokens; inputs["Vt"] of text tokens
inputs["lv"]     N logits of one query on visual tokens; inputs["lt"] on text tokens
inputs["val"]    value codes, one a row, orthonormal
params           K, alpha, alphaQ, alphaK, alphaV, r
"""

import numpy as np
from scipy.linalg import cho_factor, cho_solve, qr, subspace_angles
from scipy.special import comb, softmax
from scipy.stats import rankdata

ANCHORS = 2
RHO, EPS, MOST = 300, 2e-4, 300


def run(inputs, params):
    X, V, Vt = inputs["X"], inputs["V"], inputs["Vt"]
    obj, frame = inputs["obj"].astype(int), inputs["frame"].astype(int)
    anchor = (obj >= 0) & (obj < ANCHORS)
    K = int(params["K"])

    C, lambda_e, lambda_z, iterations = self_expression(X.T, float(params["alpha"]))
    S = np.abs(C) + np.abs(C).T
    labels, eigenvalues = spectral_labels(S, K)
    by_kmeans = kmeans(X, K)
    r = C.sum(axis=1)
    scores = {
        "kmeans": min_max(shares(by_kmeans)),
        "size": min_max(shares(labels)),
        "self": min_max(r),
        "anchor": min_max(r * shares(labels)),
    }
    mean_score = np.mean(scores["anchor"])

    logits = np.concatenate([inputs["lv"], inputs["lt"]])
    values = np.vstack([V, Vt])
    texts = np.zeros(len(inputs["lt"]))

    def attention(score, alpha_q):
        gamma_k = 1 + params["alphaK"] * np.concatenate([score, texts])
        return softmax(logits + np.log(1 + alpha_q + 1e-6) + np.log(gamma_k + 1e-6))

    def readout(score):
        mass = attention(score, params["alphaQ"])
        gamma_v = 1 + params["alphaV"] * np.concatenate([score, texts])
        codes = inputs["val"] @ (values.T @ (mass * gamma_v))
        seen = mass[: len(obj)]
        return {
            "text": mass[len(obj) :].sum(),
            "anchors": seen[anchor].sum(),
            "others": seen[~anchor].sum(),
            "codes": codes,
            "share": codes[:ANCHORS].sum() / codes.sum(),
        }

    same = (obj[:, None] == obj) & (obj >= 0)
    change = attention(scores["anchor"], params["alphaQ"]) - attention(scores["anchor"], 0)
    return {
        "objects": obj,
        "frames": frame,
        "coefficients": np.abs(C),
        "rowSums": r,
        "iterations": iterations,
        "lambdaE": lambda_e,
        "lambdaZ": lambda_z,
        "labels": labels,
        "kmeansLabels": by_kmeans,
        "scores": scores,
        "meanScore": mean_score,
        "readouts": {
            "none": readout(np.zeros(len(obj))),
            "uniform": readout(np.full(len(obj), mean_score)),
            **{name: readout(score) for name, score in scores.items()},
        },
        "auc": {name: auc(score, anchor) for name, score in scores.items()},
        "agreement": {
            "ssc": adjusted_rand_index(labels[anchor], obj[anchor]),
            "kmeans": adjusted_rand_index(by_kmeans[anchor], obj[anchor]),
        },
        "within": np.abs(C)[same].sum() / np.abs(C)[:, obj >= 0].sum(),
        "queryEffect": np.abs(change).max(),
        "eigenvalues": eigenvalues,
        "singularValues": np.linalg.svd(X, compute_uv=False),
        "overlap": overlaps(X, obj, int(params["r"])),
    }


def self_expression(Y, alpha):
    """min |C|_1 + le |E|_1 + lz/2 |Y - YA - E|^2 with A = C, diag C = 0, 1'A = 1', by ADMM."""
    N = Y.shape[1]
    G = Y.T @ Y
    off = ~np.eye(N, dtype=bool)
    # min over i of the largest among all others
    sizes = np.abs(Y).sum(axis=0)
    lambda_e = alpha / np.min(np.max(np.where(off, sizes, 0), axis=1))
    lambda_z = alpha / np.min(np.max(np.where(off, np.abs(G), 0), axis=1))
    factor = cho_factor(lambda_z * G + RHO * np.eye(N) + RHO)
    C, dual, E = np.zeros((N, N)), np.zeros((N, N)), np.zeros(Y.shape)
    sum_dual = np.zeros(N)
    for iteration in range(1, MOST + 1):
        A = cho_solve(factor, lambda_z * Y.T @ (Y - E) + RHO * (1 + C) - sum_dual - dual)
        C = soft(A + dual / RHO, 1 / RHO)
        np.fill_diagonal(C, 0)
        E = soft(Y - Y @ A, lambda_e / lambda_z)
        sum_dual = sum_dual + RHO * (A.sum(axis=0) - 1)
        dual = dual + RHO * (A - C)
        if np.linalg.norm(A - C, np.inf) < EPS:
            break
    return C, lambda_e, lambda_z, iteration


def soft(x, t):
    return np.sign(x) * np.maximum(np.abs(x) - t, 0)


def spectral_labels(S, K):
    """Normalised affinity, K leading eigenvectors, labels by pivoted QR (Damle et al. 2019)."""
    degree = S.sum(axis=1)
    root = np.sqrt(np.where(degree == 0, 1, degree))
    values, vectors = np.linalg.eigh(S / np.outer(root, root))
    U = vectors[:, -K:] / root[:, None]
    pivots = qr(U.T, mode="r", pivoting=True)[1][:K]
    left, _, right = np.linalg.svd(U[pivots].T)
    return by_first_member(np.argmax(np.abs(U @ (left @ right)), axis=1)), values[::-1]


def kmeans(X, k):
    """The best of N starts: each token the first seed, then the farthest, then Lloyd's rounds."""
    best = None
    for first in range(len(X)):
        labels, objective = lloyd(X, first, k)
        if best is None or objective < best[1] - 1e-12:
            best = labels, objective
    return by_first_member(best[0])


def lloyd(X, first, k):
    centres = X[[first]]
    while len(centres) < k:
        centres = np.vstack([centres, X[np.argmax(squared(X, centres).min(axis=1))]])
    labels = None
    while True:
        distances = squared(X, centres)
        nearest = np.argmin(distances, axis=1)
        if labels is not None and np.array_equal(nearest, labels):
            return labels, distances.min(axis=1).sum()
        labels = nearest
        for c in np.unique(labels):
            centres[c] = X[labels == c].mean(axis=0)


def squared(X, centres):
    return ((X[:, None] - centres) ** 2).sum(axis=2)


def by_first_member(labels):
    """Groups numbered by their first members: 2 0 2 becomes 0 1 0."""
    _, first, group = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[group]


def shares(labels):
    return np.bincount(labels)[labels] / len(labels)


def min_max(x):
    return (x - x.min()) / (x.max() - x.min() + 1e-5)


def auc(score, marked):
    """From the ranks (Mann and Whitney 1947)."""
    m, n = marked.sum(), (~marked).sum()
    if m == 0 or n == 0:
        return np.nan
    return (rankdata(score)[marked].sum() - m * (m + 1) / 2) / (m * n)


def adjusted_rand_index(a, b):
    """Hubert & Arabie 1985."""
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    both, in_a, in_b = (comb(c, 2).sum() for c in (table, table.sum(axis=1), table.sum(axis=0)))
    expected, most = in_a * in_b / comb(len(a), 2), (in_a + in_b) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def overlaps(X, obj, r):
    """Mean squared cosine of the principal angles between the spans of any two objects."""
    spans = []
    for name in range(obj.max() + 1):
        _, s, Vt = np.linalg.svd(X[obj == name], full_matrices=False)
        spans.append(Vt[: min(np.sum(s > 1e-9 * s[0]), r + 1)].T)
    return [[np.mean(np.cos(subspace_angles(a, b)) ** 2) for b in spans] for a in spans]


def draw(results, params, plt):
    _, ((coefficients, mass), (score, readout)) = plt.subplots(2, 2, figsize=(11, 9))
    image = coefficients.imshow(results["coefficients"], cmap="Greys")
    coefficients.set(title="|C|, tokens by frame", xlabel="rebuilt token", ylabel="used token")
    plt.colorbar(image, ax=coefficients)
    names = list(results["readouts"])
    bottom = np.zeros(len(names))
    for part in ("text", "anchors", "others"):
        height = np.array([results["readouts"][name][part] for name in names])
        mass.bar(names, height, bottom=bottom, label=part)
        bottom += height
    mass.set(title="Where the attention goes", ylabel="share of the attention")
    mass.legend()
    objects = np.asarray(results["objects"])
    anchor = (objects >= 0) & (objects < ANCHORS)
    index = np.arange(len(objects))
    for marked, label in [(anchor, "recurring"), (~anchor, "others")]:
        score.plot(index[marked], np.asarray(results["scores"]["anchor"])[marked], "o", label=label)
    score.set(title="Anchor score", xlabel="token", ylabel="score s")
    score.legend()
    for name in ("none", "uniform", "anchor"):
        readout.plot(results["readouts"][name]["codes"], "o-", label=name)
    readout.set(title="Output on the value codes", xlabel="code", ylabel="component")
    readout.legend()
