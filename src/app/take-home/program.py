

# From here on the same for every demo: read the inputs, compute, compare with the page, draw.


def flatten(results, path=""):
    """Named arrays: dictionaries and uneven lists are taken apart, their parts named by path."""
    if results is None:
        return {}
    if not isinstance(results, dict):
        try:
            return {path: np.asarray(results, dtype=float)}
        except (TypeError, ValueError):
            results = dict(enumerate(results))
    parts = {}
    for key, value in results.items():
        parts.update(flatten(value, f"{path}.{key}" if path else str(key)))
    return parts


def difference(ours, page):
    """The largest difference, relative where numbers are above 1; infinite if shapes differ."""
    if ours.shape != page.shape:
        return np.inf
    with np.errstate(invalid="ignore"):
        gap = np.abs(ours - page) / np.maximum(1, np.abs(page))
    same = (ours == page) | (np.isnan(ours) & np.isnan(page))
    return float(np.max(np.where(same, 0, gap), initial=0))


def main():
    import json
    import sys
    from pathlib import Path

    here = Path(__file__).resolve().parent
    with np.load(here / "inputs.npz") as file:
        inputs = dict(file)
    params = json.loads((here / "params.json").read_text())
    page = json.loads((here / "results.json").read_text())
    results = run(inputs, params)
    found = flatten(results)
    if "--json" in sys.argv:
        json.dump({name: value.tolist() for name, value in found.items()}, sys.stdout)
        return
    np.set_printoptions(precision=6, suppress=False, linewidth=100, threshold=40, edgeitems=3)
    worst = 0.0
    for name, value in found.items():
        print(f"{name} =\n{value}" if value.ndim > 1 else f"{name} = {value}")
        if name in page:
            worst = max(worst, difference(value, np.array(page[name], dtype=float)))
    print(f"\nLargest difference to the page (relative for numbers above 1): {worst:.1e}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("With matplotlib installed, this program also draws the main figures.")
        return
    draw(results, params, plt)
    for number in plt.get_fignums():
        figure = plt.figure(number)
        figure.tight_layout()
        figure.savefig(here / f"figure-{number}.png", dpi=150)
        print(f"Drew figure-{number}.png")


if __name__ == "__main__":
    main()
