"""LAPACK on one thread, for the bench.

Each line `routine m n batch_ms` on stdin is answered by the milliseconds of processor time of one
call, the mean of a batch, for Gaussian m×n matrices (symmetrised for dsyevd).
"""

import ctypes
import sys
import time
from functools import cache
from itertools import cycle

import numpy as np
from scipy.linalg import blas, lapack


def core():
    """The kernels OpenBLAS runs on, asked of the library scipy has loaded."""
    try:
        with open("/proc/self/maps") as maps:
            paths = sorted({line.split()[-1] for line in maps if "openblas" in line})
        for path in [p for p in paths if "numpy" not in p] + paths:
            library = ctypes.CDLL(path)
            for name in ("openblas_get_corename", "scipy_openblas_get_corename"):
                if hasattr(library, name):
                    ask = getattr(library, name)
                    ask.restype = ctypes.c_char_p
                    return "OpenBLAS " + ask().decode()
    except OSError:
        pass
    return "core unknown"


def gesdd(A):
    m, n = A.shape
    lwork = int(lapack.dgesdd_lwork(m, n, full_matrices=0)[0])
    return lambda: lapack.dgesdd(A, full_matrices=0, lwork=lwork)


def gesdd_values(A):
    m, n = A.shape
    lwork = int(lapack.dgesdd_lwork(m, n, compute_uv=0)[0])
    return lambda: lapack.dgesdd(A, compute_uv=0, lwork=lwork)


def gesvd(A):
    m, n = A.shape
    lwork = int(lapack.dgesvd_lwork(m, n, full_matrices=0)[0])
    return lambda: lapack.dgesvd(A, full_matrices=0, lwork=lwork)


def syevd(A):
    S = np.asfortranarray((A + A.T) / 2)
    lwork, liwork, _ = lapack.dsyevd_lwork(len(S))
    return lambda: lapack.dsyevd(S, lwork=int(lwork), liwork=int(liwork))


ROUTINES = {
    "dgesdd": gesdd,
    "dgesdd, values": gesdd_values,
    "dgesvd": gesvd,
    "dsyevd": syevd,
    "dgemm": lambda A: lambda: blas.dgemm(1.0, A, A),
}


@cache
def calls(routine, m, n):
    random = np.random.default_rng(0)
    made = (np.asfortranarray(random.standard_normal((m, n))) for _ in range(3))
    return cycle([ROUTINES[routine](A) for A in made])


def milliseconds(routine, m, n, batch_ms):
    trials = calls(routine, m, n)
    repeats = 1
    while True:
        start = time.process_time()
        for _ in range(repeats):
            next(trials)()
        ms = 1000 * (time.process_time() - start)
        if ms >= batch_ms:
            return ms / repeats
        repeats *= 2


print(core(), flush=True)
for line in sys.stdin:
    routine, m, n, batch_ms = line.rstrip("\n").split("\t")
    print(milliseconds(routine, int(m), int(n), float(batch_ms)), flush=True)
