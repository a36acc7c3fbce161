"""Principal angles between subspaces: the page's numbers once more, with NumPy and SciPy.

inputs["left"]       U, n x k, orthonormal columns
inputs["right"]      V, n x l, orthonormal columns
inputs["unrelated"]  60 x n x l, bases of random subspaces
inputs["sweep"]      dimensions x 16, overlaps of random subspaces
inputs["probe"]      n x 2, two perpendicular unit vectors
params               the two flats of space (kind, azimuth, elevation in degrees), k, l, tilt
"""

import numpy as np
from scipy.linalg import null_space
from scipy.stats import sem

ANGLE_SAMPLES = 20
DIMENSIONS = np.array([4, 6, 10, 16, 25, 40, 63, 100, 200])
TRUE_ANGLES = np.array([float(f"{x}e{e}") for e in range(-16, 0) for x in (1, 3)] + [1.0])


def run(inputs, params):
    U, V = inputs["left"], inputs["right"]
    unrelated, sweep = inputs["unrelated"], inputs["sweep"]
    k, l = U.shape[1], V.shape[1]
    angles = principal_angles(U, V)
    cosines2 = (U.T @ V) ** 2
    by_chance = unrelated[:ANGLE_SAMPLES]
    chance = np.sum((U.T @ unrelated) ** 2, axis=(1, 2)) / min(k, l)
    chance_distances = np.mean([distances(U, X) for X in by_chance], axis=0)
    return {
        "drawn": drawn(params),
        "angles": angles,
        "found": np.sum(angles <= np.radians(params["tilt"]) * (1 + 1e-6) + 1e-12),
        "chanceAngles": np.mean([principal_angles(U, X) for X in by_chance], axis=0),
        # ||U'V||_F^2 = tr PQ, with the projectors P = UU' and Q = VV'
        "overlap": np.sum((U @ U.T) * (V @ V.T)) / min(k, l),
        "cosines2": {"given": cosines2, "principal": np.diag(np.cos(angles) ** 2)},
        "distances": with_largest(distances(U, V), k, l),
        "chanceDistances": with_largest(chance_distances, k, l),
        "chance": {"mean": np.mean(chance), "standardError": sem(chance)},
        "sweep": {
            "dimensions": DIMENSIONS[DIMENSIONS >= max(k, l)],
            "overlaps": np.mean(sweep, axis=1),
        },
        "readings": readings(*inputs["probe"].T),
    }


def principal_angles(U, V):
    """Ascending. Bjorck & Golub 1973: cosines from U'V, sines from (I - UU')V.

    Where V has more columns than U, those beyond have sine 1 and come last.
    """
    inner = U.T @ V
    cosines = np.linalg.svd(inner, compute_uv=False)
    sines = np.sort(np.linalg.svd(V - U @ inner, compute_uv=False))
    return np.arctan2(sines[: len(cosines)], cosines)


def distances(U, V):
    """Five distances, each from its definition where it has one without the angles."""
    difference = U @ U.T - V @ V.T
    Y, cosines, Zt = np.linalg.svd(U.T @ V, full_matrices=False)
    angles = principal_angles(U, V)
    return [
        np.linalg.norm(difference, 2),
        np.linalg.norm(difference, "fro") / np.sqrt(2),
        np.linalg.norm(angles),
        np.linalg.norm(U @ Y - V @ Zt.T),  # chordal: between the principal vectors
        fubini_study(np.sin(angles), cosines),
    ]


def fubini_study(sines, cosines):
    """arccos c_1 ... c_m, by 1 - (c_1 ... c_m)^2 = s_1^2 + c_1^2 s_2^2 + c_1^2 c_2^2 s_3^2 + ..."""
    before = np.cumprod([1, *cosines[:-1]])
    return np.arctan2(np.linalg.norm(before * sines), np.prod(cosines))


def with_largest(values, k, l):
    m = min(k, l)
    largest = [1, np.sqrt((k + l) / 2), np.sqrt(m) * np.pi / 2, np.sqrt(2 * m), np.pi / 2]
    return [{"value": value, "most": most} for value, most in zip(values, largest)]


def drawn(params):
    """Two lines or planes of space; the larger angle is also that of directions and normals."""
    kinds = [params["left"], params["right"]]
    a, b = [direction(params[s + "Azimuth"], params[s + "Elevation"]) for s in ("left", "right")]
    U, V = [
        x[:, None] if kind == "line" else null_space(x[None]) for kind, x in zip(kinds, (a, b))
    ]
    acute = min(between(a, b), between(a, -b))
    return {
        "angles": principal_angles(U, V),
        "elementary": acute if kinds[0] == kinds[1] else np.pi / 2 - acute,
    }


def direction(azimuth, elevation):
    a, e = np.radians([azimuth, elevation])
    return np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])


def between(x, y):
    """Angle of unit vectors: half of it is opposite to x - y and adjacent to x + y."""
    return 2 * np.arctan2(np.linalg.norm(x - y), np.linalg.norm(x + y))


def readings(start, across):
    """Known angles of lines, from the cosine alone and from sine and cosine together."""
    lines = [np.cos(t) * start + np.sin(t) * across for t in TRUE_ANGLES]
    return {
        "truth": TRUE_ANGLES,
        "arccosine": np.arccos(np.minimum(1, [start @ x for x in lines])),
        "combined": [between(start, x) for x in lines],
    }


def draw(results, params, plt):
    _, ((angles, cosines), (chance, reading)) = plt.subplots(2, 2, figsize=(11, 9))
    number = np.arange(1, len(results["angles"]) + 1)
    angles.bar(number - 0.2, np.degrees(results["angles"]), 0.4, label="this pair")
    angles.bar(number + 0.2, np.degrees(results["chanceAngles"]), 0.4, label="unrelated")
    angles.axhline(params["tilt"], color="grey", linewidth=1, label="tilt")
    angles.set(title="Principal angles", xlabel="index i", ylabel="angle in degrees")
    image = cosines.imshow(results["cosines2"]["given"], vmin=0, vmax=1)
    cosines.set(title="Squared cosines, bases as given", xlabel="right", ylabel="left")
    plt.colorbar(image, ax=cosines)
    n, largest = results["sweep"]["dimensions"], max(params["k"], params["l"])
    chance.loglog(n, largest / n, "k-", label="max(k, l)/n")
    chance.loglog(n, results["sweep"]["overlaps"], "s", label="random, mean")
    chance.loglog([params["n"]], [results["overlap"]], "o", label="this pair")
    chance.set(title="What chance gives", xlabel="dimension n", ylabel="overlap")
    truth = results["readings"]["truth"]
    reading.loglog(truth, results["readings"]["combined"], "-", label="sine and cosine")
    reading.loglog(truth, results["readings"]["arccosine"], "s", label="arccos")
    reading.set(title="Why not arccos alone", xlabel="true angle", ylabel="angle read")
    for axes in (angles, chance, reading):
        axes.legend()
