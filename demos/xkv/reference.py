"""xKV (Chang et al. 2025): one SVD for the key or value caches of G neighbouring layers.

inputs["K"], inputs["V"], inputs["Q"]  keys, values and queries before RoPE, each N x n x d
params["group"]  G, the layers that share one SVD (1: an SVD per layer)
params["comp"]   c: the full cache holds c times as many numbers as the compressed one
params["gamma"]  γ: MiniCache leaves tokens unmerged in the top share γ of the range of angles
params["heads"]  H, attention heads of d / H channels
"""

from fractions import Fraction  # shares of memory are exact, so that no rounding decides a rank
from math import floor

import numpy as np

SHARES = [Fraction(i, 25) for i in range(1, 25)]


def run(inputs, params):
    K, V, Q = inputs["K"], inputs["V"], inputs["Q"]
    sizes = [size for size in (1, 2, 4, 8) if size <= len(K)]
    G = max(size for size in sizes if size <= int(params["group"]))
    queries = min(32, Q.shape[1])
    keys, restored_keys = examine(K, sizes, G, params)
    values, restored_values = examine(V, sizes, G, params)
    outputs = attention(Q, K, V, params["heads"], queries)
    *by_size, minicache_error, mean_error = [
        error(outputs, attention(Q, K_hat, V_hat, params["heads"], queries))
        for K_hat, V_hat in zip(restored_keys, restored_values)
    ]
    return {
        "keys": keys,
        "values": values,
        "sizes": sizes,
        "chosen": sizes.index(G),
        "attention": {"bySize": by_size, "miniCache": minicache_error, "layerMean": mean_error},
        "queries": queries,
    }


def examine(X, sizes, G, params):
    """The results for one stack of caches, N x n x d, and the caches as each method restores them."""
    share = 1 / Fraction(params["comp"])
    factors = {size: factorise(X, size) for size in sizes}
    restored = {size: restore(X, factors[size], ranks(X, size, share)) for size in sizes}
    rivals = {
        "miniCache": minicache(X, 0, params["gamma"]),
        "miniCacheHalf": minicache(X, len(X) // 2, params["gamma"]),
        "layerMean": layer_mean(X, G),
    }
    cosine, alike = pairwise(token_cosine, X), pairwise(cka, X)
    results = {
        "cosine": cosine,
        "cka": alike,
        "cosineInside": mean_inside(cosine, G),
        "ckaInside": mean_inside(alike, G),
        "overlap": {"next": overlap(X[0], X[1]), "last": overlap(X[0], X[-1])},
        "bySize": [
            {
                "rankRatio": np.mean([rank95(s) / Vt.shape[1] for _, s, Vt in factors[size]]),
                "curve": [lost(factors[size], ranks(X, size, part)) for part in SHARES],
                "rank": sum(ranks(X, size, share)),
                "share": memory(factors[size], ranks(X, size, share)) / X.size,
                "error": error(X, restored[size]),
                "errorLongText": lost(factors[size], ranks(X, size, share, long_text=True)),
            }
            for size in sizes
        ],
        "rivals": {
            name: {
                "share": float(stored),
                "error": error(X, caches),
                "xkvError": lost(factors[G], ranks(X, G, stored)),
            }
            for name, (caches, stored) in rivals.items()
        },
    }
    return results, [*restored.values(), rivals["miniCache"][0], rivals["layerMean"][0]]


# One SVD for a group of layers


def factorise(X, G):
    """U, S, Vᵀ of C = [X_1 | ... | X_G] for every group of neighbouring layers."""
    groups = [X[first : first + G] for first in range(0, len(X), G)]
    return [np.linalg.svd(np.hstack(list(group)), full_matrices=False) for group in groups]


def restore(X, factors, ranks):
    """X̂_l = A B_l, with the shared A = U_r S_r and [B_1 | ... | B_G] = V_rᵀ."""
    N, n, d = X.shape
    C = [(U[:, :r] * s[:r]) @ Vt[:r] for (U, s, Vt), r in zip(factors, ranks)]
    return np.hstack(C).reshape(n, N, d).swapaxes(0, 1)


def memory(factors, ranks):
    """How many numbers A and the B_l hold: r (n + Gd) for every group."""
    return sum(r * (len(U) + Vt.shape[1]) for (U, _, Vt), r in zip(factors, ranks))


def ranks(X, G, share, long_text=False):
    """The largest rank r (n + Gd) <= share · nGd of every group; r <= share · Gd as n grows.

    An SVD per layer spreads its total rank evenly, the first layers getting what is left over.
    """
    N, n, d = X.shape
    widths = [d * min(G, N - first) for first in range(0, N, G)]
    bounds = [share * (w if long_text else Fraction(n * w, n + w)) for w in widths]
    if G == 1:
        each, left = divmod(floor(sum(bounds)), N)
        bounds = [each + (layer < left) for layer in range(N)]
    return [min(n, width, floor(bound)) for width, bound in zip(widths, bounds)]


def lost(factors, ranks):
    """Relative error by Eckart and Young: ‖C - C_r‖² is the sum of σ_i² over i > r."""
    rest = sum(np.sum(s[r:] ** 2) for (_, s, _), r in zip(factors, ranks))
    return np.sqrt(rest / sum(np.sum(s**2) for _, s, _ in factors))


def error(X, restored):
    return np.linalg.norm(restored - X) / np.linalg.norm(X)


def rank95(s):
    """The smallest rank that holds 95 % of the energy."""
    return 1 + np.searchsorted(np.cumsum(s**2) / np.sum(s**2), 0.95)


# Two layers compared


def token_cosine(X1, X2):
    return np.mean(np.sum(unit(X1) * unit(X2), axis=1))


def cka(X1, X2):
    """Σ_ij σ_1i² σ_2j² (u_1i · u_2j)² / sqrt(Σ_i σ_1i⁴ Σ_j σ_2j⁴), of the centred caches."""
    U1, s1, _ = np.linalg.svd(X1 - X1.mean(axis=0), full_matrices=False)
    U2, s2, _ = np.linalg.svd(X2 - X2.mean(axis=0), full_matrices=False)
    return s1**2 @ (U1.T @ U2) ** 2 @ s2**2 / np.sqrt(np.sum(s1**4) * np.sum(s2**4))


def pairwise(similarity, X):
    return np.array([[similarity(X1, X2) for X2 in X] for X1 in X])


def mean_inside(table, G):
    """Mean over the pairs of layers of one group; over neighbours if the groups have one layer."""
    if G == 1:
        return np.mean(np.diag(table, 1))
    group = np.arange(len(table)) // G
    return np.mean(table[np.triu(group[:, None] == group, 1)])


def overlap(X1, X2):
    """Squared cosines between the eight leading left singular vectors of two layers."""
    U1, U2 = (np.linalg.svd(X, full_matrices=False)[0][:, :8] for X in (X1, X2))
    cosines2 = (U1.T @ U2) ** 2
    return {"cosines2": cosines2, "shared": np.sum(cosines2) / len(cosines2)}


# The rivals: restored caches, and the share of the numbers that is stored


def minicache(X, start, gamma):
    """Two rows of a token become the direction halfway along the arc between them (slerp, t = 1/2):

    e = (sin(Ω/2) u_1 + sin(Ω/2) u_2) / sin Ω, restored as ‖x_1‖ e and ‖x_2‖ e. Tokens with
    Ω > Ω_max - γ (Ω_max - Ω_min) are kept. A pair stores nd + 2n + 2d · kept numbers.
    """
    N, n, d = X.shape
    restored, stored = X.copy(), X.size
    for first in range(start, N - 1, 2):
        pair = X[first : first + 2]
        u1, u2 = unit(pair)
        cosine = np.sum(u1 * u2, axis=1, keepdims=True)
        angle = np.arctan2(lengths(u2 - cosine * u1), cosine)
        weight = np.full_like(angle, 0.5)
        np.divide(np.sin(angle / 2), np.sin(angle), out=weight, where=angle >= 1e-7)
        kept = angle > angle.max() - gamma * np.ptp(angle)
        merged = lengths(pair) * (weight * (u1 + u2))
        restored[first : first + 2] = np.where(kept, pair, merged)
        stored += n * d + 2 * n + 2 * d * int(np.sum(kept)) - 2 * n * d
    return restored, Fraction(stored, X.size)


def layer_mean(X, G):
    """One mean direction per token for a group, and each layer's own lengths: 1/G + 1/d."""
    N, _, d = X.shape
    groups = [X[first : first + G] for first in range(0, N, G)]
    restored = [lengths(group) * unit(unit(group).mean(axis=0)) for group in groups]
    return np.concatenate(restored), Fraction(len(groups), N) + Fraction(1, d)


def lengths(X):
    return np.linalg.norm(X, axis=-1, keepdims=True)


def unit(X):
    return X / np.maximum(lengths(X), 1e-12)


# Attention


def rope(X, heads):
    """Channels j and j + h/2 of a head are one complex number; token t turns it by t 10000^(-2j/h)."""
    N, n, d = X.shape
    h = d // heads
    halves = X.reshape(N, n, heads, 2, h // 2)
    angles = np.arange(n)[:, None] * 10000.0 ** (-2 * np.arange(h // 2) / h)
    turned = (halves[..., 0, :] + 1j * halves[..., 1, :]) * np.exp(1j * angles)[:, None]
    return np.stack([turned.real, turned.imag], axis=-2).reshape(N, n, heads, h)


def attention(Q, K, V, heads, queries):
    """Causal softmax attention of the last tokens, all layers; RoPE after the keys are restored."""
    N, n, d = Q.shape
    q, k, v = rope(Q, heads)[:, -queries:], rope(K, heads), V.reshape(N, n, heads, d // heads)
    scores = np.einsum("Nqhj,Nkhj->Nhqk", q, k) / np.sqrt(d // heads)
    scores = np.where(np.tri(queries, n, n - queries, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.einsum("Nhqk,Nkhj->Nqhj", weights, v).reshape(N, queries, d)


def draw(results, params, plt):
    sizes, both = results["sizes"], [results["keys"], results["values"]]
    names = ["per layer", *(f"xKV-{G}" for G in sizes[1:])]
    _, ((cosine, alike), (loss, outputs)) = plt.subplots(2, 2, figsize=(11, 9))
    edges = (0.5, len(results["keys"]["cka"]) + 0.5) * 2
    for ax, key, title in [(cosine, "cosine", "Token cosine"), (alike, "cka", "CKA")]:
        table = results[params["cache"]][key]
        plt.colorbar(ax.imshow(table, vmin=0, vmax=1, origin="lower", extent=edges), ax=ax)
        ax.set(title=f"{title} of the {params['cache']}", xlabel="layer", ylabel="layer")
    for i, name in enumerate(names):
        curve = np.mean([side["bySize"][i]["curve"] for side in both], axis=0)
        loss.plot([float(share) for share in SHARES], curve, label=name)
    for name in results["keys"]["rivals"]:
        points = [[side["rivals"][name][key] for key in ("share", "error")] for side in both]
        loss.plot(*np.mean(points, axis=0), "o", label=name)
    loss.axvline(1 / params["comp"], color="grey", linewidth=1)
    loss.set(title="What is lost", xlabel="share of stored numbers", ylabel="relative error")
    loss.legend()
    errors = results["attention"]
    bars = [*errors["bySize"], errors["miniCache"], errors["layerMean"]]
    outputs.bar([*names, "MiniCache", "layer mean"], bars)
    outputs.set(title="Error of what attention reads out", xlabel="method", ylabel="relative error")
