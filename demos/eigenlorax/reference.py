"""EigenLoRAx (arXiv 2502.04700): the page's numbers once more, with NumPy.

inputs["A"], inputs["B"]    N x r x n and N x m x r, the donors' factors: dW_t = B_t A_t
inputs["X"], inputs["Y"]    192 x n and 192 x m, samples of the new task
inputs["D"]                 m x n, its true update, by which everything is judged
inputs["Us"], inputs["Vs"]  m x s and n x s, the planted subspaces
inputs["LA0"], ["LB0"]      start of the loadings, of which the first K + P rows are used
inputs["A0"]                r x n, start of LoRA's A; B starts at 0
inputs["RA"], ["RB"]        draws for pseudo-components, of which the first P columns are used
inputs["QA"], ["QB"]        draws for random subspaces, of which the first K + P columns are used
params["K"], ["P"]          principal and pseudo-components
params["ntrain"]            samples of the new task that are used
"""

import numpy as np

STEPS = 200
SIZES = [6, 12, 24, 48, 96, 192]
LORA_RATES = [0.005, 0.02, 0.05]
LOADINGS_RATE = 0.05


def run(inputs, params):
    A, B, X, Y, D = (inputs[name] for name in ["A", "B", "X", "Y", "D"])
    K, P, r, k = params["K"], params["P"], params["r"], params["ntrain"]
    components = K + P
    N, m, n = len(A), *D.shape

    values_A, principal_A = principal_components(np.vstack(A).T, K)
    values_B, principal_B = principal_components(np.hstack(B), K)
    CA = extend(principal_A, inputs["RA"][:, :P])
    CB = extend(principal_B, inputs["RB"][:, :P])
    RA, RB = (positive_qr(inputs[name][:, :components]) for name in ["QA", "QB"])

    def loadings(CA, CB, k):
        """Errors of the adapter C_B L_B L_A^T C_A^T along its training on k samples."""
        start = inputs["LB0"][:components], inputs["LA0"][:components]
        return train(X[:k], Y[:k], CB, CA, start, D, LOADINGS_RATE)

    def lora(k):
        """The same for B A, at each rate."""
        start = np.zeros((m, r)), inputs["A0"].T
        return [train(X[:k], Y[:k], np.eye(m), np.eye(n), start, D, lr) for lr in LORA_RATES]

    def best(paths):
        return min(paths, key=min)

    curves = {"eigen": loadings(CA, CB, k), "lora": best(lora(k)), "random": loadings(RA, RB, k)}
    dW = B @ A
    rebuilt = (CB @ CB.T) @ dW @ (CA @ CA.T)
    return {
        "eigenvalues": {"A": values_A, "B": values_B},
        "explained": {side: explained(v) for side, v in [("A", values_A), ("B", values_B)]},
        "cosines": {"A": np.abs(CA.T @ inputs["Vs"]), "B": np.abs(CB.T @ inputs["Us"])},
        "overlap": {"A": overlap(CA, inputs["Vs"]), "B": overlap(CB, inputs["Us"])},
        "errors": {
            "eigen": curves["eigen"][-1],
            "lora": min(curves["lora"]),
            "random": min(curves["random"]),
            "floor": floor(CA, CB, D, r),
            "principalFloor": floor(principal_A, principal_B, D, r),
        },
        "curves": curves,
        "bySize": {
            "eigen": [loadings(CA, CB, size)[-1] for size in SIZES],
            "lora": [min(best(lora(size))) for size in SIZES],
        },
        "stepsToHalf": {
            "eigen": first_below(curves["eigen"], 0.5),
            "lora": min(first_below(path, 0.5) for path in lora(k)),
        },
        "rebuilt": np.sum((rebuilt - dW) ** 2) / np.sum(dW**2),
        "trained": {"lora": r * (m + n), "eigen": 2 * components * r},
        "stored": {
            "lora": (N + 1) * r * (m + n),
            "eigen": (m + n) * components + 2 * (N + 1) * r * components,
        },
    }


# The subspace


def principal_components(M, K):
    """Left singular vectors of the centred columns; in each the largest entry is positive."""
    U, s, _ = np.linalg.svd(M - M.mean(axis=1, keepdims=True))
    values = np.zeros(len(M))
    values[: len(s)] = s**2
    peaks = U[np.argmax(np.abs(U), axis=0), np.arange(len(U))]
    return values, (U * np.sign(peaks))[:, :K]


def positive_qr(M):
    """Gram-Schmidt basis of the columns of M: Q of the QR whose R has a positive diagonal."""
    Q, R = np.linalg.qr(M)
    return Q * np.sign(np.diag(R))


def extend(C, draws):
    """C and, after it, pseudo-components: Gram-Schmidt of the draws against all before them."""
    return positive_qr(np.hstack([C, draws]))


def explained(values):
    return np.cumsum(values) / np.sum(values)


def overlap(C, V):
    """Mean squared cosine of the principal angles, of which there are as many as the lesser dimension."""
    cosines = np.linalg.svd(C.T @ V, compute_uv=False)
    return np.mean(cosines**2)


def floor(CA, CB, D, r):
    """The projection of D on both sides, cut at rank r by its SVD."""
    U, s, Vt = np.linalg.svd(CB @ CB.T @ D @ CA @ CA.T)
    return np.sum(((U[:, :r] * s[:r]) @ Vt[:r] - D) ** 2) / np.sum(D**2)


# Training


def train(X, Y, left, right, start, D, lr):
    """Adam on half the mean of |y - left P Q^T right^T x|^2 over samples, from P, Q = start.

    Returns |dW - D|^2 / |D|^2 before the first step and after each.
    """
    weights = list(start)
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    seen, size = X @ right, np.sum(D**2)

    def error():
        P, Q = weights
        return np.sum((left @ P @ Q.T @ right.T - D) ** 2) / size

    path = [error()]
    for t in range(1, STEPS + 1):
        P, Q = weights
        # residuals, seen from the left basis: samples x its columns
        residual = (seen @ Q @ P.T @ left.T - Y) @ left / len(X)
        gradients = [residual.T @ (seen @ Q), seen.T @ (residual @ P)]
        for i, g in enumerate(gradients):
            first[i] = 0.9 * first[i] + 0.1 * g
            second[i] = 0.999 * second[i] + 0.001 * g**2
            step = first[i] / (1 - 0.9**t)
            scale = np.sqrt(second[i] / (1 - 0.999**t)) + 1e-8
            weights[i] = weights[i] - lr * step / scale
        path.append(error())
    return path


def first_below(path, bound):
    return next((i for i, error in enumerate(path) if error <= bound), np.inf)


def draw(results, params, plt):
    _, ((scree, curves), (sizes, overlaps)) = plt.subplots(2, 2, figsize=(11, 9))
    for side in "AB":
        values = np.asarray(results["eigenvalues"][side])
        values = values[values > 1e-12 * values[0]]
        scree.semilogy(np.arange(1, len(values) + 1), values, "o-", label=f"factors {side}")
    scree.axvline(params["K"], color="grey", linewidth=1)
    scree.set(title="Spectrum of the donors", xlabel="component", ylabel="eigenvalue")
    scree.legend()
    for name in ["eigen", "lora", "random"]:
        curves.plot(results["curves"][name], label=name)
    for axes in (curves, sizes):
        axes.axhline(results["errors"]["floor"], color="k", linestyle=":", label="floor")
    curves.set(title=f"{params['ntrain']} samples", xlabel="Adam step", ylabel="error")
    curves.legend()
    for name in ["eigen", "lora"]:
        sizes.loglog(SIZES, results["bySize"][name], "o-", label=name)
    sizes.set(title="Few samples or many?", xlabel="samples", ylabel="error")
    sizes.legend()
    image = overlaps.imshow(results["cosines"]["A"], vmin=0, vmax=1)
    overlaps.set(title="Inputs: |cosine|", xlabel="planted direction", ylabel="component")
    plt.colorbar(image, ax=overlaps)
