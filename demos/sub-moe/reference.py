"""Sub-MoE (arXiv 2506.23266): the page's numbers once more, with NumPy and SciPy.

One layer of n experts E_i(x) = W2_i relu(W1_i x). Numbers of equations are the paper's.

inputs["W1"]            n x h x d, what the hidden units read
inputs["W2"]            n x d x h, what they write
inputs["Wg"]            n x d, the router
inputs["Xcal"]          m x d, calibration tokens
inputs["Xtest"]         T x d, test tokens; inputs["Ytest"] the outputs the layer was trained for
inputs["fam"]           planted family of every expert
inputs["perms"]         10 permutations of the experts, for random groups
params["k"]             experts after merging
params["topk"]          experts per token
"""

import numpy as np
from scipy.cluster.hierarchy import average, cut_tree
from scipy.special import comb

RANKS = range(2, 13)


def run(inputs, params):
    W1, W2, Wg, Xcal, Xtest = (inputs[name] for name in ["W1", "W2", "Wg", "Xcal", "Xtest"])
    k, topk = params["k"], params["topk"]
    fam, perms = inputs["fam"].astype(int), inputs["perms"].astype(int)

    logits = Xcal @ Wg.T
    routed = gates(logits, topk) > 0
    f = routed.mean(axis=0)  # Eq. 6
    Y = answers(W1, W2, Xcal)
    similarity = mean_cosine(Y)
    router = cosine(logits.T)
    labels = kmeans(similarity, k)
    hc_labels = by_first_member(cut_tree(average(Y.mean(axis=1)), n_clusters=k).ravel())

    G = gates(Xtest @ Wg.T, topk)
    y = layer(W1, W2, Xtest, G)

    def error(merged, labels):
        """Relative change of the output when slot i points to the merged expert labels[i]."""
        changed = layer(*(W[labels] for W in merged), Xtest, G)
        return relative(changed, y)

    def merged(merge, labels):
        return [by_group(merge, labels, f, W) for W in (W1, W2)]

    full = {
        "subMoe": merged(union_svd, labels),
        "plain": merged(lambda W, w: W.mean(axis=0), labels),
        "dominant": merged(lambda W, w: W[np.argmax(w)], labels),
        "vanilla": merged(vanilla_svd, labels),
    }
    mean = merged(weighted_mean, labels)

    def mean_error(labels):
        return error(merged(weighted_mean, labels), labels)

    kept = np.sort(largest(f, k))
    pruned = layer(W1[kept], W2[kept], Xtest, gates(Xtest @ Wg[kept].T, min(topk, k)))

    S1, S2 = activation_roots(W1, Xcal, routed)

    def errors_by_rank(merge):
        pairs = [(W1, S1), (W2, S2)]
        cut = [[by_group(merge, labels, f, W, S, r) for W, S in pairs] for r in RANKS]
        return [error(experts, labels) for experts in cut]

    return {
        "labels": labels,
        "hcLabels": hc_labels,
        "similarity": similarity,
        "routerSimilarity": router,
        "frequencies": f,
        "families": fam,
        "agreement": adjusted_rand_index(labels, fam),
        "errors": {
            **{name: error(experts, labels) for name, experts in full.items()},
            "hcSmoe": mean_error(hc_labels),
            "mSmoe": mean_error(m_smoe_labels(router, f, k)),
            # the expert at place j of a permutation joins group j mod k
            "random": np.mean([mean_error(np.argsort(p) % k) for p in perms]),
            "prune": relative(pruned, y),
        },
        "rankErrors": {
            "ranks": RANKS,
            "subMoe": errors_by_rank(activation_aware),
            "svd": errors_by_rank(plain_cut),
            "whitened": errors_by_rank(whitened_cut),
        },
        "distances": {name: farthest(experts, mean) for name, experts in full.items()},
        "taskError": np.sum((y - inputs["Ytest"]) ** 2)
        / np.sum((inputs["Ytest"] - inputs["Ytest"].mean(axis=0)) ** 2),
    }


# The layer


def largest(values, count):
    """Places of the largest values along the last axis, lower places first on ties."""
    return np.argsort(-values, axis=-1, kind="stable")[..., :count]


def gates(logits, topk):
    """G(x): softmax over the topk largest logits of every row, zero elsewhere."""
    top = largest(logits, topk)
    chosen = np.full_like(logits, -np.inf)
    np.put_along_axis(chosen, top, np.take_along_axis(logits, top, axis=1), axis=1)
    weights = np.exp(chosen - chosen.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def hidden(W1, X):
    """relu(W1_i x) of every expert on every token: n x m x h."""
    return np.maximum(X @ W1.transpose(0, 2, 1), 0)


def answers(W1, W2, X):
    """E_i(x) of every expert on every token: n x m x d."""
    return hidden(W1, X) @ W2.transpose(0, 2, 1)


def layer(W1, W2, X, G):
    """y = sum_i G_i(x) E_i(x): m x d."""
    return np.einsum("mi,imd->md", G, answers(W1, W2, X))


def relative(A, B):
    return np.linalg.norm(A - B) / np.linalg.norm(B)


# Phase 1: which experts belong together


def unit(A):
    """Last axis scaled to length 1; zeros stay."""
    length = np.linalg.norm(A, axis=-1, keepdims=True)
    return A / np.where(length == 0, 1, length)


def cosine(A):
    """Cosines between rows."""
    return unit(A) @ unit(A).T


def mean_cosine(Y):
    """Eq. 2: Sim(i, j), the mean over tokens of cos(E_i(x), E_j(x))."""
    return np.einsum("imd,jmd->ij", unit(Y), unit(Y)) / Y.shape[1]


def kmeans(similarity, k):
    """k-means on points Z_i of which only the inner products Sim(i, j) are needed.

    Each expert in turn is the first seed; further seeds are farthest-first. The lowest objective
    (Eq. 3) wins.
    """
    n = len(similarity)
    norms = np.diag(similarity)
    apart = norms[:, None] + norms - 2 * similarity
    best, least = None, np.inf
    for first in range(n):
        seeds = [first]
        while len(seeds) < k:
            seeds.append(np.argmax(apart[:, seeds].min(axis=1)))
        labels, objective = lloyd(similarity, np.eye(n)[seeds])
        if objective < least - 1e-12:
            best, least = labels, objective
    return by_first_member(best)


def lloyd(similarity, C):
    """Lloyd's iteration; a centre is a row of C, the shares of the points it is the mean of."""
    labels = None
    while True:
        # |Z_i - c|^2 for the centre c = sum_j C_j Z_j
        distances = np.diag(similarity) - 2 * C @ similarity
        distances += np.sum(C @ similarity * C, axis=1)[:, None]
        nearest = np.argmin(distances, axis=0)
        if np.array_equal(nearest, labels):
            return labels, np.sum(distances.min(axis=0))
        labels = nearest
        members = labels == np.arange(len(C))[:, None]
        size = members.sum(axis=1, keepdims=True)
        C = np.where(size > 0, members / np.maximum(size, 1), C)


def by_first_member(labels):
    """Groups numbered by their first members: 2 0 2 becomes 0 1 0."""
    _, first, group = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[group]


def m_smoe_labels(router_similarity, f, k):
    """Every expert joins the one of the k most used whose router logits are most similar."""
    cores = largest(f, k)
    joins = np.argmax(router_similarity[:, cores], axis=1)
    joins[cores] = np.arange(k)
    return by_first_member(joins)


def adjusted_rand_index(a, b):
    """Hubert & Arabie 1985."""
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    both, in_a, in_b = (comb(c, 2).sum() for c in (table, table.sum(axis=1), table.sum(axis=0)))
    expected, most = in_a * in_b / comb(len(a), 2), (in_a + in_b) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


# Phase 2: one expert for each group. W: q x O x I, the group's weights; w: q, summing to 1


def by_group(merge, labels, f, W, S=None, r=None):
    """Every group's merged matrix: merge(W, w) or merge(W, w, S, r) of its part of the stacks."""
    merged = []
    for group in range(labels.max() + 1):
        members = labels == group
        w = f[members] + 1e-6  # for groups that nobody used
        cut = () if S is None else (S[members], r)
        merged.append(merge(W[members], w / w.sum(), *cut))
    return np.array(merged)


def weighted_mean(W, w):
    """sum_i w_i W_i with w_i = f_i / sum f: the merge of MC-SMoE and HC-SMoE, and Eq. 7 for V."""
    return np.tensordot(w, W, axes=1)


def union(W):
    """Eq. 5: [W_1 | ... | W_q] = U diag(s) [V_1; ...; V_q]^T, with V: q x I x r."""
    q, O, I = W.shape
    U, s, Vt = np.linalg.svd(W.transpose(1, 0, 2).reshape(O, q * I), full_matrices=False)
    return U, s, Vt.T.reshape(q, I, len(s))


def union_svd(W, w):
    """Eqs. 5-8: W_m = U diag(s) V_m^T, with V_m = sum_i w_i V_i."""
    U, s, V = union(W)
    return U * s @ weighted_mean(V, w).T


def activation_aware(W, w, S, r):
    """Eqs. 10-12: the union decomposition of W_i S_i, S_i undone in V, r directions kept."""
    U, s, V = union(W @ S)
    V_m = weighted_mean(np.linalg.solve(S.transpose(0, 2, 1), V), w)
    return U[:, :r] * s[:r] @ V_m[:, :r].T


def vanilla_svd(W, w):
    """Averages the V's of separate SVDs; U and s are the most used expert's.

    Signs matter here: in every column of U the entry of largest modulus is positive.
    """
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    peaks = np.argmax(np.abs(U), axis=1)[:, None, :]
    signs = np.sign(np.take_along_axis(U, peaks, axis=1))
    V_m = weighted_mean(Vt.transpose(0, 2, 1) * signs, w)
    busiest = np.argmax(w)
    return U[busiest] * signs[busiest] * s[busiest] @ V_m.T


def plain_cut(W, w, S, r):
    """The weighted mean cut at r by its own SVD (Eckart and Young): U_r U_r^T W."""
    return project(weighted_mean(W, w), np.eye(W.shape[2]), r)


def whitened_cut(W, w, S, r):
    """The same, cut where the group's inputs, of second moment sum_i w_i S_i S_i^T, are weak."""
    moment = weighted_mean(S @ S.transpose(0, 2, 1), w)
    return project(weighted_mean(W, w), np.linalg.cholesky(moment), r)


def project(W, S, r):
    """The SVD of W S cut at r, and S undone: U_r diag(s_r) V_r^T S^-1 = U_r U_r^T W."""
    U = np.linalg.svd(W @ S)[0][:, :r]
    return U @ (U.T @ W)


def activation_roots(W1, X, routed):
    """S_i of Eq. 10 for W1 and W2, from what they read of the tokens routed to expert i.

    Of all tokens if fewer than 3 are routed to it.
    """
    seen = [X[use] if use.sum() >= 3 else X for use in routed.T]
    S1 = np.array([root(x) for x in seen])
    S2 = np.array([root(np.maximum(x @ W.T, 0)) for W, x in zip(W1, seen)])
    return S1, S2


def root(X):
    """Cholesky factor of X^T X / m and a little of I. Any other root gives the same cuts."""
    m, d = X.shape
    moment = X.T @ X / m
    return np.linalg.cholesky(moment + (1e-3 * np.trace(moment) / d + 1e-9) * np.eye(d))


def farthest(experts, reference):
    """The largest relative difference over groups, W1 and W2."""
    return max(relative(A, B) for one, other in zip(experts, reference) for A, B in zip(one, other))


def draw(results, params, plt):
    _, ((outputs, router), (bars, curves)) = plt.subplots(2, 2, figsize=(11, 9))
    order = np.argsort(results["labels"], kind="stable")
    names = [f"{chr(65 + results['labels'][i])}·{i + 1}" for i in order]
    for axes, title, similarity in [
        (outputs, "Mean cosine of outputs (Sub-MoE)", results["similarity"]),
        (router, "Cosine of router logits (M-SMoE)", results["routerSimilarity"]),
    ]:
        image = axes.imshow(similarity[np.ix_(order, order)], vmin=-1, vmax=1, cmap="RdBu_r")
        axes.set(title=title, xlabel="group·expert", ylabel="group·expert")
        axes.set_xticks(range(len(order)), names)
        axes.set_yticks(range(len(order)), names)
        plt.colorbar(image, ax=axes)
    bars.bar(list(results["errors"]), list(results["errors"].values()))
    bars.set(title=f"From {params['n']} experts to {params['k']}", ylabel="relative output error")
    bars.tick_params(axis="x", rotation=40)
    ranks = results["rankErrors"]
    for name, label in [
        ("subMoe", "Sub-MoE†"),
        ("svd", "merge + SVD"),
        ("whitened", "merge + whitened SVD"),
    ]:
        curves.plot(ranks["ranks"], ranks[name], "o-", label=label)
    full = results["errors"]["subMoe"]
    curves.axhline(full, color="k", linestyle=":", label="Sub-MoE, full rank")
    curves.axvline(params["rank"], color="grey", linewidth=1)
    curves.set(title="Cutting the rank", xlabel="rank r", ylabel="relative output error")
    curves.legend()
