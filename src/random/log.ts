import { binaryExponent, ldexp } from '#linalg';

/**
 * Natural logarithm, under one unit in the last place, the same bits on every machine with IEEE
 * doubles (`Math.log` may differ between engines): only + − × ÷ and the exponent bits are used.
 * log 0 = −Infinity; NaN below zero.
 *
 * x = 2^k (1 + f), √2/2 < 1 + f < √2, log(1 + f) = 2 artanh s with s = f/(2 + f), by the minimax
 * polynomial of FDLIBM e_log.c (Sun Microsystems, 1993).
 */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? Infinity : NaN;
  let k = binaryExponent(x);
  let mantissa = ldexp(x, -k);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    k += 1;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  const low = k * 1.9082149292705877e-10;
  return k * 0.6931471803691238 - (half - (s * (half + even + odd) + low) - f);
}
