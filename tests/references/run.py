"""Runs the references: python3 run.py <root of the repository> <folder of cases>

Each case is three files, n.npz (inputs), n.json (slug and params) and, written here,
n.results.json (results, and the seconds they took). Each reference also draws, on a stand-in for
matplotlib.
"""

import importlib.util
import json
import platform
import sys
import time
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np
import scipy

root, cases = Path(sys.argv[1]), Path(sys.argv[2])


def load(path, **given):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    vars(module).update(given)
    spec.loader.exec_module(module)
    return module


def stand_in():
    """Takes any call a drawing makes; asked for axes, gives as many as were asked for."""
    plt = MagicMock()

    def subplots(rows=1, cols=1, **_):
        axes = np.empty((rows, cols), dtype=object)
        for place in np.ndindex(rows, cols):
            axes[place] = MagicMock()
        return MagicMock(), (axes[0, 0] if axes.size == 1 else np.squeeze(axes))

    plt.subplots.side_effect = subplots
    return plt


program = load(root / "src/app/take-home/program.py", np=np)
references = {}
for file in sorted(cases.glob("*.npz")):
    case = json.loads(file.with_suffix(".json").read_text())
    slug = case["slug"]
    if slug not in references:
        references[slug] = load(root / "demos" / slug / "reference.py")
    with np.load(file) as arrays:
        inputs = dict(arrays)
    start = time.process_time()
    results = references[slug].run(inputs, case["params"])
    seconds = time.process_time() - start
    references[slug].draw(results, case["params"], stand_in())
    flat = {name: value.tolist() for name, value in program.flatten(results).items()}
    answer = {"seconds": seconds, "results": flat}
    file.with_suffix(".results.json").write_text(json.dumps(answer))

print(f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}")
