"""TensorLLM (arXiv 2501.15674): the page's numbers once more, with NumPy.

One attention layer of h heads, head i in columns i dv ... of WQ, WK, WV and in rows of WO.
Numbers of equations are the paper's.

inputs["WQ"], ["WK"], ["WV"], ["WO"]   D x D, trained
inputs["E"]                            N x D, one embedding a word; also the output classes
inputs["Bz"]                           D x r, the planted token subspace
inputs["Xtest"]                        T x L x D tokens; inputs["qtest"] T x D queries
inputs["ytest"]                        T numbers of words, the right answers
params["R1"], ["R2"], ["R3"]           ranks of model dimension, head dimension, Q/K/V/O
params["heads"]                        h
"""

import numpy as np

NAMES = ["WQ", "WK", "WV", "WO"]


def run(inputs, params):
    h, R1, R2, R3 = (params[name] for name in ["heads", "R1", "R2", "R3"])
    # WQ, WK, WV and WO^T: every head owns columns of each
    W = np.stack([inputs["WQ"], inputs["WK"], inputs["WV"], inputs["WO"].T])
    D = W.shape[1]

    def outcome(weights, size):
        accuracy, loss = score(weights, inputs, h)
        return {"accuracy": accuracy, "loss": loss, "size": size}

    T = tensorise(W, h)

    def shared(ranks):
        fit, U, errors = tucker(T, ranks)
        return outcome(untensorise(fit), size_of(T.shape, ranks)), U, errors

    def only(j):
        one = T[:, :, j, :]
        changed = T.copy()
        changed[:, :, j, :] = tucker(one, [R1, R2])[0]
        return outcome(untensorise(changed), 3 * D * D + size_of(one.shape, [R1, R2]))

    def svd(rank):
        U, s, Vt = np.linalg.svd(W)
        return outcome((U[..., :rank] * s[:, None, :rank]) @ Vt[:, :rank], 8 * rank * D)

    ours, U, errors = shared([R1, R2, R3])
    ranks = sorted({2, 4, 5, 6, 8, 12, 16, R1})
    svd_rank = min(D, -(-ours["size"] // (8 * D)))
    by_svd = [svd(rank) for rank in range(1, D + 1)]
    cosines2 = np.clip(np.linalg.svd(U[0].T @ inputs["Bz"], compute_uv=False), 0, 1) ** 2
    # the four matrices as they are: one head, whose blocks they are
    stack = W.transpose(1, 2, 0)
    R2_stack = next(
        (R for R in range(1, D) if size_of(stack.shape, [R1, R, R3]) >= ours["size"]), D
    )
    stack_ranks = [R1, R2_stack, R3]
    heads = [tucker(T[..., i], [R1, R2, R3])[0] for i in range(h)]

    return {
        "original": outcome(W, W.size),
        "tensorLlm": ours,
        "svd": by_svd[svd_rank - 1],
        "trawl": outcome(
            tucker(stack, stack_ranks)[0].transpose(2, 0, 1), size_of(stack.shape, stack_ranks)
        ),
        "perHead": outcome(
            untensorise(np.stack(heads, axis=-1)), h * size_of(T.shape[:3], [R1, R2, R3])
        ),
        **{f"only{name[1]}": only(j) for j, name in enumerate(NAMES)},
        "svdRank": svd_rank,
        "tensorLlmCurve": curve(ranks, [shared([R, R2, R3])[0] for R in ranks]),
        "svdCurve": curve(range(1, D + 1), by_svd),
        "spectra": {
            name: np.linalg.svd(unfold(T, mode), compute_uv=False)
            for mode, name in enumerate(["model", "head", "matrix"])
        },
        "errors": errors,
        "cosines2": cosines2,
        "overlap": np.mean(cosines2),
    }


def curve(ranks, outcomes):
    return {"ranks": ranks} | {
        name: [outcome[name] for outcome in outcomes] for name in ["accuracy", "loss", "size"]
    }


# The tensor


def tensorise(W, h):
    """Eqs. 7 and 8: D x dv x 4 x h from 4 x D x (h dv)."""
    m, D, width = W.shape
    return W.reshape(m, D, h, width // h).transpose(1, 3, 0, 2)


def untensorise(T):
    D, dv, m, h = T.shape
    return T.transpose(2, 0, 3, 1).reshape(m, D, h * dv)


def unfold(T, mode):
    return np.moveaxis(T, mode, 0).reshape(T.shape[mode], -1)


def times(T, A, mode):
    """T x_n A."""
    return np.moveaxis(np.tensordot(A, T, axes=(1, mode)), 0, mode)


def project(T, U, but=None):
    for mode, basis in enumerate(U):
        if mode != but:
            T = times(T, basis.T, mode)
    return T


def leading(A, rank):
    return np.linalg.svd(A)[0][:, :rank]


def tucker(T, ranks, tolerance=1e-9, sweeps=100):
    """HOOI from the HOSVD, over the first modes: the fitted tensor, factors, relative errors."""
    U = [leading(unfold(T, mode), rank) for mode, rank in enumerate(ranks)]
    errors = []
    for _ in range(sweeps):
        for mode, rank in enumerate(ranks):
            U[mode] = leading(unfold(project(T, U, but=mode), mode), rank)
        fit = project(T, U)
        for mode, basis in enumerate(U):
            fit = times(fit, basis, mode)
        errors.append(np.linalg.norm(T - fit) / np.linalg.norm(T))
        if len(errors) > 2 and abs(errors[-2] - errors[-1]) < tolerance:
            break
    return fit, U, errors


def size_of(shape, ranks):
    """Numbers in the factors and the core; modes without a rank stay whole."""
    core = np.prod([*ranks, *shape[len(ranks) :]])
    return int(core + np.dot(shape[: len(ranks)], ranks))


# The layer


def score(W, inputs, h):
    """Accuracy and mean cross-entropy of softmax(Q K^T / sqrt(dv)) V per head, WO, E^T."""
    WQ, WK, WV, WOt = W
    X, y = inputs["Xtest"], inputs["ytest"].astype(int)
    D = WQ.shape[0]

    def split(A):
        return A.reshape(*A.shape[:-1], h, D // h)

    Q, K, V = split(inputs["qtest"] @ WQ), split(X @ WK), split(X @ WV)
    attention = softmax(np.einsum("thv,tlhv->thl", Q, K) / np.sqrt(D // h))
    out = np.einsum("thl,tlhv->thv", attention, V).reshape(len(y), D) @ WOt.T
    logits = out @ inputs["E"].T
    right = logits[np.arange(len(y)), y]
    top = logits.max(axis=1)
    log_total = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return np.mean(np.argmax(logits, axis=1) == y), np.mean(log_total - right)


def softmax(A):
    A = np.exp(A - A.max(axis=-1, keepdims=True))
    return A / A.sum(axis=-1, keepdims=True)


def draw(results, params, plt):
    _, ((curves, spectrum), (bars, sweeps)) = plt.subplots(2, 2, figsize=(11, 9))
    whole = results["original"]["size"]
    for name, label in [("tensorLlmCurve", "TensorLLM"), ("svdCurve", "SVD of each matrix")]:
        rates = whole / np.asarray(results[name]["size"])
        curves.plot(rates, results[name]["accuracy"], "o-", label=label)
    curves.axhline(results["original"]["accuracy"], color="k", linestyle=":", label="original")
    curves.set(xscale="log", xlabel="compression rate", ylabel="accuracy")
    curves.legend()
    values = results["spectra"]["model"]
    spectrum.plot(range(1, len(values) + 1), values, "o-")
    spectrum.axvline(params["R1"], color="grey", linewidth=1)
    spectrum.set(title="Unfolding of the model dimension", xlabel="i", ylabel="singular value")
    names = ["original", "tensorLlm", "svd", "trawl", "perHead"]
    names += ["onlyQ", "onlyK", "onlyV", "onlyO"]
    bars.bar(names, [results[name]["accuracy"] for name in names])
    bars.set(ylabel="accuracy")
    bars.tick_params(axis="x", rotation=40)
    sweeps.plot(range(1, len(results["errors"]) + 1), results["errors"], "o-")
    sweeps.set(xlabel="sweep of HOOI", ylabel="relative error")
