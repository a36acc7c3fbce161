/** Scratch arrays up to this many numbers are kept for the next call: 256×256 and 512 KiB. */
const KEPT = 65536;

let epoch = 0;

/**
 * A source of scratch arrays of at least `size` numbers and any content. Each source keeps its last
 * array: at toy sizes a browser takes longer to allocate the work arrays than to do the arithmetic.
 * So what such an array holds lasts only until the next call of the same routine.
 */
export function scratch(): (size: number) => Float64Array {
  let kept = new Float64Array(0);
  let since = epoch;
  return (size) => {
    if (size > KEPT) return new Float64Array(size);
    if (kept.length < size || since !== epoch) {
      kept = new Float64Array(size);
      since = epoch;
    }
    return kept;
  };
}

/** Parts with all kept arrays, so that whoever is called back may call these routines anew. */
export function forgetScratch(): void {
  epoch++;
}

/** Zeros in the first `size` places of a. */
export function cleared(a: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) a[i] = 0;
  return a;
}
