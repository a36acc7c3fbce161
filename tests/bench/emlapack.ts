import { Matrix } from 'ml-matrix';
import type { Factors } from './contender.ts';

interface Emlapack {
  readonly HEAPF64: Float64Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  setValue(address: number, value: number, type: 'i8' | 'i32'): void;
  cwrap(name: string, result: null, types: string[]): (...addresses: number[]) => void;
  print: (text: string) => void;
  printErr: (text: string) => void;
}

declare global {
  /** LAPACK in asm.js; a bundler would spoil its types, so it is loaded beside the bundle. */
  var emlapack: Emlapack;
}

interface Heap {
  char(letter: string): number;
  int(value: number): number;
  ints(count: number): number;
  doubles(what: number | Float64Array): number;
  read(address: number, count: number): Float64Array;
}

/** Lends memory to `use` and takes all of it back. */
function withHeap<T>(use: (heap: Heap) => T): T {
  const { _malloc, _free, setValue, HEAPF64 } = emlapack;
  const lent: number[] = [];
  const lend = (bytes: number): number => {
    const address = _malloc(bytes);
    lent.push(address);
    return address;
  };
  const put = (value: number, bytes: number, type: 'i8' | 'i32'): number => {
    const address = lend(bytes);
    setValue(address, value, type);
    return address;
  };
  try {
    return use({
      char: (letter) => put(letter.charCodeAt(0), 1, 'i8'),
      int: (value) => put(value, 4, 'i32'),
      ints: (count) => lend(4 * count),
      doubles(what) {
        if (typeof what === 'number') return lend(8 * what);
        const address = lend(8 * what.length);
        HEAPF64.set(what, address / 8);
        return address;
      },
      read: (address, count) => HEAPF64.slice(address / 8, address / 8 + count),
    });
  } finally {
    lent.forEach(_free);
  }
}

const routines = new Map<string, (...addresses: number[]) => void>();

function routine(name: string, count: number): (...addresses: number[]) => void {
  let known = routines.get(name);
  if (!known) {
    emlapack.print = emlapack.printErr = () => undefined; // else it prints why it aborts
    known = emlapack.cwrap(name, null, Array<string>(count).fill('number'));
    routines.set(name, known);
  }
  return known;
}

/** An m×n matrix, column by column. */
export interface ByColumns {
  readonly m: number;
  readonly n: number;
  readonly a: Float64Array;
}

export function byColumns(A: Matrix): ByColumns {
  return { m: A.rows, n: A.columns, a: Float64Array.from(A.transpose().to1DArray()) };
}

interface RawFactors extends ByColumns {
  readonly k: number;
  readonly u: Float64Array;
  readonly s: Float64Array;
  readonly vt: Float64Array;
}

export function dgesdd({ m, n, a }: ByColumns): RawFactors {
  const k = Math.min(m, n);
  // Blocked routines of CLAPACK want at most 64 columns of workspace.
  const size = Math.max(3 * k + Math.max(m, n) + 4 * k * k + 4 * k, 4 * k * k + 64 * (m + n));
  return withHeap(({ char, int, ints, doubles, read }) => {
    const [u, s, vt] = [doubles(m * k), doubles(k), doubles(k * n)];
    const [rows, side] = [int(m), int(k)];
    // prettier-ignore
    routine('dgesdd_', 14)(
      char('S'), rows, int(n), doubles(a), rows, s, u, rows, vt, side,
      doubles(size), int(size), ints(8 * k), int(0),
    );
    return { m, n, a, k, u: read(u, m * k), s: read(s, k), vt: read(vt, k * n) };
  });
}

export function dsyevd({ n, a }: ByColumns): { values: Float64Array; v: Float64Array } {
  const size = 1 + 64 * n + 2 * n * n;
  const integers = 3 + 5 * n;
  return withHeap(({ char, int, ints, doubles, read }) => {
    const [v, values, side] = [doubles(a), doubles(n), int(n)];
    // prettier-ignore
    routine('dsyevd_', 11)(
      char('V'), char('U'), side, v, side, values,
      doubles(size), int(size), ints(integers), int(integers), int(0),
    );
    return { values: read(values, n), v: read(v, n * n) };
  });
}

export function factorsOf({ m, n, k, u, s, vt }: RawFactors): Factors {
  return {
    U: Matrix.from1DArray(k, m, [...u]).transpose(),
    s,
    V: Matrix.from1DArray(n, k, [...vt]),
  };
}
