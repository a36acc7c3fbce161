import { LN2_HIGH, LN2_LOW, expRest, smallPowerOfTwo } from './exp.ts';

/**
 * Hyperbolic tangent, to 5·10⁻¹⁶ of its value, the same bits on every machine with IEEE doubles
 * (`Math.tanh` may differ between engines): only + − × ÷ are used.
 *
 * 2|x| = k log 2 + r with |r| ≤ ½ log 2, and tanh(a + b) for tanh a = (2^k − 1)/(2^k + 1) and
 * tanh b = r/R, see `expRest`.
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  // tanh x = x (1 − x²/3 + …); keeps the sign of zero.
  if (size < 1e-8) return x;
  if (!(size < 20)) return size >= 20 ? Math.sign(x) : NaN;
  const k = (2 * Math.LOG2E * size + 0.5) | 0;
  const r = 2 * size - k * LN2_HIGH - k * LN2_LOW;
  const R = 2 + expRest(r);
  const more = smallPowerOfTwo(k) + 1;
  const less = more - 2;
  const t = (less * R + more * r) / (more * R + less * r);
  return x < 0 ? -t : t;
}
