"""DOGE (arXiv 2501.01230): the page's numbers once more, with NumPy.

Linear models y = W x, m outputs, n inputs, T tasks, merged without data by projected descent.

inputs["W0"]            m x n, the pretrained matrix
inputs["W"]             T x m x n, the experts
inputs["Xva"], ["Yva"]  T x N x n and T x N x m, validation samples
inputs["Xte"], ["Yte"]  the same, test samples
inputs["vsh"]           m, the planted shared output direction (for display)
params["keep"]          percent of each task vector that is used
params["subspace"]      the shared subspace has min(m, n) // subspace directions
params["steps"], params["optimizer"], params["project"], params["taskLambda"]
"""

import numpy as np

GRID = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.2]


def run(inputs, params):
    W0, W = inputs["W0"], inputs["W"]
    tau = W - W0
    basis, spectrum, per_task = shared_subspace(tau, params["subspace"])
    P = basis @ basis.T
    k = basis.shape[1]
    masks = np.array([top(t, params["keep"]) for t in tau])
    used = P if params["project"] else np.zeros_like(P)

    validate = judge(W0, W, inputs["Xva"], inputs["Yva"])
    test = judge(W0, W, inputs["Xte"], inputs["Yte"])

    def choose(merge):
        """The coefficient that is best on validation samples, judged on test samples."""
        validation = np.array([validate(merge(c)).mean() for c in GRID])
        best = np.argmax(validation)
        retained = test(merge(GRID[best]))
        return {
            "lambda": GRID[best],
            "validation": validation,
            "retained": retained,
            "mean": retained.mean(),
        }

    def descent(c, P, steps=params["steps"]):
        coefficients = lambdas(tau, c, params["taskLambda"])
        return coefficients, *descend(tau, coefficients, P, steps, params["optimizer"])

    def merge_with(P, **options):
        def merge(c):
            coefficients, Delta, _ = descent(c, P, **options)
            return W0 + np.tensordot(coefficients, (tau + Delta) * masks, axes=1)

        return merge

    doge = choose(merge_with(used))
    coefficients, Delta, history = descent(doge["lambda"], used)
    total = np.tensordot(coefficients, tau, axes=1)
    update = np.tensordot(coefficients, (tau + Delta) * masks, axes=1)
    size = np.linalg.norm(Delta)
    averaged = test(W0 + tau.mean(axis=0))
    gap = np.append(spectrum, 0)[k - 1] - np.append(spectrum, 0)[k] if k else 0
    return {
        "average": {"retained": averaged, "mean": averaged.mean()},
        "arithmetic": choose(lambda c: W0 + c * tau.sum(axis=0)),
        "ties": tuned_ties(W0, tau, choose),
        "doge": doge,
        "plain": choose(merge_with(used, steps=0)),
        "free": choose(merge_with(np.zeros_like(P))),
        "history": history,
        "leak": np.linalg.norm(P @ Delta) / size if size else 0,
        "lambdas": coefficients,
        "first": tau[0],
        "sum": total,
        "Delta": Delta,
        "update": update,
        "P": P,
        "spectrum": spectrum,
        "k": k,
        "perTask": per_task,
        "gap": gap,
        "cosines": cosines(tau),
        "overlaps": overlaps(tau, basis, per_task),
        "found": inputs["vsh"] @ P @ inputs["vsh"],
        "spectra": {
            name: np.linalg.svd(M, compute_uv=False)
            for name, M in [("first", tau[0]), ("sum", total), ("update", update)]
        },
    }


def judge(W0, W, X, Y):
    """(E_pre - E_merged) / (E_pre - E_expert) for every task, E the mean squared error."""

    def errors(models):
        return ((X @ models.swapaxes(-1, -2) - Y) ** 2).mean(axis=(1, 2))

    before, expert = errors(W0), errors(W)
    return lambda merged: (before - errors(merged)) / (before - expert)


def lambdas(tau, c, task_aware):
    """lambda_i = eta / |tau_i| with eta = c times the mean norm; or c for every task."""
    norms = np.linalg.norm(tau, axis=(1, 2))
    return c * norms.mean() / norms if task_aware else np.full(len(tau), c)


def shared_subspace(tau, subspace):
    """Orthonormal basis (m x k), singular values of B, and directions taken from each task."""
    T, m, n = tau.shape
    q = min(m, n)
    per_task = q // T
    U = np.linalg.svd(tau)[0][:, :, :per_task]
    B = np.zeros((m, q))
    B[:, : T * per_task] = U.transpose(1, 0, 2).reshape(m, T * per_task)
    left, spectrum, _ = np.linalg.svd(B, full_matrices=False)
    return left[:, : q // subspace], spectrum, per_task


def overlaps(tau, basis, per_task):
    """Mean squared cosine of the angles between each task's directions and the shared ones."""
    U = np.linalg.svd(tau)[0][:, :, :per_task]
    return (np.matmul(basis.T, U) ** 2).sum(axis=(1, 2)) / min(basis.shape[1], per_task)


def top(t, keep):
    """True where |t| is among the largest: int(d (keep / 100)) + 1 entries, ties kept."""
    sizes = np.sort(np.abs(t), axis=None)[::-1]
    last = min(t.size - 1, int(t.size * (keep / 100)))
    return np.abs(t) >= sizes[last]


def descend(tau, coefficients, P, steps, optimizer):
    """Delta and the objective before the first step and after each."""
    total = coefficients.sum()
    start = np.tensordot(coefficients, tau, axes=1)
    rows = tau.transpose(1, 0, 2)  # m x T x n
    gram = rows @ rows.transpose(0, 2, 1)
    own = np.diagonal(gram, axis1=1, axis2=2)  # m x T
    Delta = np.zeros_like(start)
    history = []
    mean = square = np.zeros_like(start)
    if optimizer == "gd":
        rate = 1 / (2 * total**2 * np.linalg.eigvalsh(gram).max())
    else:
        rate = 0.0025 * np.sqrt((tau**2).mean())
    for step in range(steps + 1):
        M = start + total * Delta
        e = own - np.einsum("rjc,rc->rj", rows, M)
        history.append((e**2).sum())
        if step == steps:
            return Delta, np.array(history)
        G = -2 * total * np.einsum("rj,rjc->rc", e, rows)
        G = G - P @ G
        if optimizer == "gd":
            Delta = Delta - rate * G
        else:
            mean = 0.9 * mean + 0.1 * G
            square = 0.999 * square + 0.001 * G**2
            root = np.sqrt(square / (1 - 0.999 ** (step + 1)))
            Delta = Delta - rate * mean / (1 - 0.9 ** (step + 1)) / (root + 1e-8)


def ties(tau, keep, combine):
    kept = np.array([t * top(t, keep) for t in tau])
    agree = (kept != 0) & (np.sign(kept) == np.sign(kept.sum(axis=0)))
    total = (kept * agree).sum(axis=0)
    return total if combine == "sum" else total / np.maximum(1, agree.sum(axis=0))


def tuned_ties(W0, tau, choose):
    """The first of the ways that do best on validation samples."""
    tried = []
    for keep in (20, 50):
        for combine, factor in (("sum", 1), ("mean", 2)):
            update = ties(tau, keep, combine)
            way = choose(lambda c, update=update, factor=factor: W0 + factor * c * update)
            tried.append({**way, "keep": keep, "averaged": combine == "mean"})
    return max(tried, key=lambda way: way["validation"].max())


def cosines(tau):
    flat = tau.reshape(len(tau), -1)
    flat = flat / np.linalg.norm(flat, axis=1, keepdims=True)
    return flat @ flat.T


def draw(results, params, plt):
    _, ((bars, curve), (tuning, spectrum)) = plt.subplots(2, 2, figsize=(11, 9))
    methods = [
        ("average", "average"),
        ("arithmetic", "task arithmetic"),
        ("ties", "TIES"),
        ("doge", "DOGE"),
    ]
    tasks = np.arange(len(results["lambdas"]))
    for i, (key, name) in enumerate(methods):
        bars.bar(tasks + 1 + 0.2 * (i - 1.5), results[key]["retained"], 0.2, label=name)
    bars.axhline(1, color="k", linestyle=":")
    bars.set(title="Gain retained", xlabel="task", ylabel="share of the expert's gain")
    bars.legend()
    curve.semilogy(results["history"])
    curve.set(title="The objective, without data", xlabel="step", ylabel="L")
    for key, name in methods[1:]:
        tuning.plot(GRID, results[key]["validation"], "o-", label=name)
    tuning.set(title="Tuning the coefficient", xlabel="coefficient", ylabel="mean gain retained")
    tuning.legend()
    spectrum.plot(np.arange(len(results["spectrum"])) + 1, results["spectrum"], "o-")
    spectrum.axvline(results["k"] + 0.5, color="grey")
    spectrum.axhline(np.sqrt(len(tasks)), color="k", linestyle=":")
    spectrum.set(title="Directions that tasks share", xlabel="index", ylabel="singular value of B")
