/**
 * The smaller singular value of the 2×2 upper triangle (f, g; 0, h), to full relative accuracy.
 * LAPACK dlas2.
 */
export function smallerSingularValue(f: number, g: number, h: number): number {
  const p = Math.abs(f);
  const q = Math.abs(h);
  const r = Math.abs(g);
  const less = Math.min(p, q);
  const more = Math.max(p, q);
  if (less === 0) return 0;
  const sum = 1 + less / more;
  const difference = (more - less) / more;
  if (r < more) {
    const square = (r / more) * (r / more);
    return (
      (2 * less) / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square))
    );
  }
  const ratio = more / r;
  if (ratio === 0) return (less * more) / r;
  const x = sum * ratio;
  const y = difference * ratio;
  return 2 * (less / (Math.sqrt(1 + x * x) + Math.sqrt(1 + y * y))) * ratio;
}
