/** How far an independent implementation may be from ours, for each result. */

export type Tolerance =
  | {
      /**
       * What a difference is measured against: `absolute`, nothing; `relative`, the number itself;
       * `scaled`, the largest number of the same array.
       */
      readonly kind: 'absolute' | 'relative' | 'scaled';
      readonly within: number;
      /** For a result whose rounding errors are large by nature: why they are. */
      readonly why?: string;
    }
  | {
      /** Not compared: the result depends on a free choice, such as a basis. */
      readonly kind: 'free';
      readonly why: string;
    };

/** |a − b| ≤ within, for quantities whose natural size is 1, and for rounding errors. */
export const absolute = (within: number): Tolerance => ({ kind: 'absolute', within });
/** |a − b| ≤ within · |b|, for each number on its own. */
export const relative = (within: number): Tolerance => ({ kind: 'relative', within });
/** |a − b| ≤ within · max |b| over the array, for spectra and the like. */
export const scaled = (within: number): Tolerance => ({ kind: 'scaled', within });
/** As `absolute`, for a result that magnifies rounding errors, for the reason given. */
export const magnified = (within: number, why: string): Tolerance => ({
  kind: 'absolute',
  ...{ within, why },
});
/** The same numbers: counts, labels, ranks. */
export const exact = absolute(0);
/** Left out of the comparison, for the reason given. */
export const free = (why: string): Tolerance => ({ kind: 'free', why });

/**
 * By the path of a result (`keys.bySize.0.error`) or the start of one (`keys`); the longest start
 * that is given counts. A star stands for any one step: `keys.bySize.*.error`.
 */
export type Tolerances = Readonly<Record<string, Tolerance>>;

/** The tolerance that counts for a result, or undefined if none is declared. */
export function toleranceOf(tolerances: Tolerances, name: string): Tolerance | undefined {
  const steps = name.split('.');
  const fitting = Object.keys(tolerances).filter((path) =>
    path.split('.').every((step, i) => step === steps[i] || (step === '*' && i < steps.length)),
  );
  const longest = fitting.sort((a, b) => b.split('.').length - a.split('.').length)[0];
  return longest === undefined ? undefined : tolerances[longest];
}

/**
 * The largest difference between two arrays in the units of a tolerance; infinite where shapes
 * differ, or where only one of the two is finite.
 */
export function deviation(
  kind: 'absolute' | 'relative' | 'scaled',
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
): number {
  if (ours.length !== theirs.length) return Infinity;
  const b = Array.from(theirs);
  const most = b.reduce((m, x) => (Number.isFinite(x) ? Math.max(m, Math.abs(x)) : m), 0);
  const unit = (x: number): number =>
    kind === 'absolute' ? 1 : (kind === 'relative' ? Math.abs(x) : most) || 1;
  return b.reduce((worst, x, i) => {
    const y = ours[i] ?? NaN;
    if (Object.is(x + 0, y + 0)) return worst;
    const gap = Math.abs(x - y) / unit(x);
    return Math.max(worst, Number.isFinite(gap) ? gap : Infinity);
  }, 0);
}
