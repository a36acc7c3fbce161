import { ldexp } from '#linalg';

/** ln 2 in two parts; the first ends in 21 zero bits, so that whole multiples of it are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

/**
 * r coth(r/2) − 2 for |r| ≤ ½ log 2, by the minimax polynomial of FDLIBM e_exp.c (Sun Microsystems,
 * 1993). With R = r coth(r/2), e^r = (R + r)/(R − r).
 */
export function expRest(r: number): number {
  const z = r * r;
  return (
    z *
    (0.16666666666666602 +
      z *
        (-0.0027777777777015593 +
          z *
            (0.00006613756321437934 + z * (-0.0000016533902205465252 + z * 4.1381367970572385e-8))))
  );
}

/** 2^k for an integer k from 0 to 60. */
export function smallPowerOfTwo(k: number): number {
  const half = k >> 1;
  return (1 << half) * (1 << (k - half));
}

/**
 * e^x, under one unit in the last place, the same bits on every machine with IEEE doubles
 * (`Math.exp` may differ between engines): only + − × ÷ and the exponent bits are used.
 *
 * x = k log 2 + r with |r| ≤ ½ log 2; e^r = 1 + 2r/(R − r), see `expRest`.
 */
export function exp(x: number): number {
  if (!(x < 709.79)) return x > 0 ? Infinity : NaN;
  if (x < -745.14) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = r - expRest(r);
  const scaled = 1 - (low - (r * c) / (2 - c) - high);
  // Faster than ldexp, and where softmaxes are.
  if (k <= 0 && k >= -60) return scaled / smallPowerOfTwo(-k);
  return ldexp(scaled, k);
}
