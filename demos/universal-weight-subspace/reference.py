"""The Universal Weight Subspace Hypothesis: the page's numbers once more, with NumPy.

One layer of M models y = v · tanh(W x), with h hidden units and d inputs; T tasks are new.

inputs["W"], inputs["v"]        trained weights, M x h x d and M x h
inputs["Winit"]                 input weights before training, M x h x d
inputs["Xtrain"]                training inputs of each model, M x n x d
inputs["Xtest"], ["Ytest"]      its test samples, M x t x d and M x t
inputs["A"]                     planted signal directions, d x s
inputs["nullrot"], ["rnd"]      random orthogonal matrices, M x d x d and d x d
inputs["Xfew"], ["Yfew"]        samples of the new tasks, T x n_few x d and T x n_few
inputs["Xfewtest"], ["Yfewtest"]  their test samples
inputs["W0few"], ["v0few"]      starts of the networks trained on them, T x h x d and T x h
params["k"], ["tau"], ["wd"]    directions kept, variance threshold, weight decay
"""

import numpy as np

MODEL, HIDDEN, INPUT = 0, 1, 2
FULL_DECAYS = np.array([0.003, 0.03, 0.2])


def run(inputs, params):
    W, Winit, nullrot = inputs["W"], inputs["Winit"], inputs["nullrot"]
    k, tau = params["k"], params["tau"]
    U = principal_directions(W - mean(W), INPUT)[:, :k]
    samples = np.concatenate(inputs["Xtrain"])
    pca = principal_directions(samples - mean(samples), 1)[:, :k]
    random = inputs["rnd"][:, :k]
    fresh = Winit @ nullrot
    reused = fresh.copy()
    reused[: int(0.4 * len(W) + 0.5)] = fresh[0]
    return {
        "scree": {
            "input": scree(W, Winit, nullrot, INPUT, tau),
            "hidden": scree(W, Winit, nullrot, HIDDEN, tau),
            "model": scree(W, Winit, nullrot, MODEL, tau),
        },
        "heldOut": held_out(inputs, pca, random, k),
        "fewShot": few_shot(inputs, U, random, params["wd"]),
        "overlap": {
            "planted": overlap(U, inputs["A"]),
            "data": overlap(U, pca),
            "random": overlap(U, random),
        },
        "merging": merging(W.reshape(len(W), -1)),
        "artefact": {"fresh": evr(fresh, MODEL), "reused": evr(reused, MODEL)},
    }


# The shared subspace (Algorithm 1)


def mean(X):
    """The mean tensor mu, taken from the first item so that equal items have exactly this mean."""
    return X[0] + np.mean(X - X[0], axis=0)


def unfold(T, mode):
    """One row for each index of the mode."""
    return np.moveaxis(T, mode, 0).reshape(T.shape[mode], -1)


def principal_directions(T, mode):
    """U^(n): the left singular vectors of the unfolding, most variance first."""
    return np.linalg.svd(unfold(T, mode), full_matrices=False)[0]


def evr(X, mode):
    """EVR_k = sum_{i<=k} sigma_i^2 / sum_i sigma_i^2 of X - mu, for k = 1, 2, ..."""
    variances = np.linalg.svd(unfold(X - mean(X), mode), compute_uv=False) ** 2
    return np.cumsum(variances) / (np.sum(variances) or 1)


def scree(W, Winit, nullrot, mode, tau):
    """The models beside the strength-matched null W_m Q_m and the models before training."""
    trained = evr(W, mode)
    return {
        "trained": trained,
        "chance": evr(W @ nullrot, mode),
        "untrained": evr(Winit, mode),
        "rank": np.argmax(trained >= tau) + 1 if trained.any() else 0,
    }


def overlap(U, V):
    """|U^T V|_F^2 / min(k, l), and the squared cosines it is made of."""
    cosines2 = (U.T @ V) ** 2
    return {"overlap": np.sum(cosines2) / min(cosines2.shape), "cosines2": cosines2}


# What it is good for


def output(W, v, X):
    """y = v · tanh(W x) for every row x of X, for one network or a stack of them."""
    return (np.tanh(X @ W.swapaxes(-1, -2)) @ v[..., None])[..., 0]


def r2(prediction, y):
    rest = np.sum((prediction - y) ** 2, axis=-1)
    return 1 - rest / np.sum((y - y.mean(axis=-1, keepdims=True)) ** 2, axis=-1)


def held_out(inputs, pca, random, k):
    """Mean test R^2 of W^ = mu + (W - mu) U U^T, with mu and U of all other models."""
    W, M = inputs["W"], len(inputs["W"])
    others = [np.delete(W, m, axis=0) for m in range(M)]
    mu = np.array([mean(X) for X in others])
    bases = np.array([principal_directions(X - mean(X), INPUT)[:, :k] for X in others])

    def score(weights):
        return np.mean(r2(output(weights, inputs["v"], inputs["Xtest"]), inputs["Ytest"]))

    def through(U):
        return mu + (W - mu) @ U @ U.swapaxes(-1, -2)

    return {
        "own": score(W),
        "projected": score(through(bases)),
        "dataPca": score(through(pca)),
        "random": score(through(random)),
        "mean": score(mu),
    }


def few_shot(inputs, U, random, decay):
    """Mean test R^2 on the new tasks, not below -1 each, by the number of samples used."""
    W0, v0 = inputs["W0few"], inputs["v0few"]
    most = inputs["Xfew"].shape[1]

    def learned(size):
        X, y = inputs["Xfew"][:, :size], inputs["Yfew"][:, :size]

        def score(W, v):
            scores = r2(output(W, v, inputs["Xfewtest"]), inputs["Yfewtest"])
            return np.maximum(scores, -1)

        def within(U):
            """W = C U^T: C and v are trained on the inputs U^T x."""
            C, v = train(X @ U, y, W0 @ U, v0, decay)
            return np.mean(score(C @ U.T, v))

        return {
            "size": size,
            "coefficients": within(U),
            "full": np.mean(np.max(score(*train(X, y, W0, v0, FULL_DECAYS)), axis=0)),
            "random": within(random),
        }

    return [learned(size) for size in (4, 8, 16, 32) if size < most] + [learned(most)]


def train(X, y, W, v, decay, steps=200, lr=0.02, beta1=0.9, beta2=0.99, eps=1e-8):
    """Full-batch Adam (Kingma and Ba 2015, Algorithm 1), all tasks and all decays at once.

    The loss is mean (v · tanh(W x) - y)^2 + decay/2 (|W|^2 + |v|^2), with X of size T x n x d.
    Many decays become a leading axis of the trained W and v.
    """
    decay = np.reshape(decay, np.shape(decay) + (1, 1, 1))
    theta = np.concatenate([W, v[..., None]], axis=-1)
    m = s = 0
    for t in range(1, steps + 1):
        W, v = theta[..., :-1], theta[..., -1:]
        hidden = np.tanh(X @ W.swapaxes(-1, -2))
        slope = 2 / y.shape[-1] * (hidden @ v - y[..., None])
        back = (1 - hidden**2) * (slope @ v.swapaxes(-1, -2))
        dW, dv = back.swapaxes(-1, -2) @ X, hidden.swapaxes(-1, -2) @ slope
        g = np.concatenate([dW, dv], axis=-1) + decay * theta
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        theta = theta - lr * (m / (1 - beta1**t)) / (np.sqrt(s / (1 - beta2**t)) + eps)
    return theta[..., :-1], theta[..., -1]


def merging(w):
    """|mu + V_k V_k^T mean(w - mu) - mean(w)| / |mean(w)|, with and without centring (mu = 0)."""
    plain = mean(w)
    ranks = np.arange(1, min(12, *w.shape) + 1)

    def distances(mu):
        Vt = np.linalg.svd(w - mu, full_matrices=False)[2][: len(ranks)]
        coefficients = np.mean((w - mu) @ Vt.T, axis=0)
        merged = mu + np.cumsum(coefficients[:, None] * Vt, axis=0)
        return np.linalg.norm(merged - plain, axis=1) / np.linalg.norm(plain)

    return {
        "k": ranks,
        "subspace": distances(plain),
        "uncentred": distances(0),
        "single": np.mean(np.linalg.norm(w - plain, axis=1)) / np.linalg.norm(plain),
    }


def draw(results, params, plt):
    _, axes = plt.subplots(2, 2, figsize=(11, 8), layout="constrained")
    spectra, bars, learning, artefact = axes.flat

    curves = results["scree"][params["mode"]]
    for name, label in [("trained", "trained"), ("chance", "turned at random"), ("untrained", "untrained")]:
        spectra.plot(range(1, len(curves[name]) + 1), curves[name], ".-", label=label)
    spectra.axvline(params["k"], color="grey", linewidth=1)
    spectra.set(title=f"Scree plot, {params['mode']} mode", xlabel="number of directions", ylabel="cumulative EVR")

    bars.bar(["own", "projected", "data PCA", "random", "mean only"], list(results["heldOut"].values()))
    bars.set(title="Models seen through the others' subspace", xlabel="input weights used", ylabel="test R²")

    sizes = [point["size"] for point in results["fewShot"]]
    for name, label in [("coefficients", "coefficients"), ("full", "all weights"), ("random", "random subspace")]:
        learning.plot(sizes, [point[name] for point in results["fewShot"]], "o-", label=label)
    learning.set(title="New tasks from few samples", xlabel="training samples", ylabel="test R²")

    for name, label in [("reused", "40 % share a start"), ("fresh", "all starts differ")]:
        curve = results["artefact"][name]
        artefact.plot(range(1, len(curve) + 1), curve, ".-", label=label)
    artefact.set(title="Flattened models, no training", xlabel="number of directions", ylabel="cumulative EVR")

    for axis in (spectra, learning, artefact):
        axis.legend()
