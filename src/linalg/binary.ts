const view = new DataView(new ArrayBuffer(8));

/**
 * The binary exponent e of a finite x ≠ 0: 2^e ≤ |x| < 2^(e+1). Exact, subnormals included.
 * Zero gives −1074, the exponent of the smallest double.
 */
export function binaryExponent(x: number): number {
  view.setFloat64(0, x);
  const biased = (view.getUint32(0) >>> 20) & 0x7ff;
  if (biased !== 0) return biased - 1023;
  if (x === 0) return -1074;
  view.setFloat64(0, x * 18014398509481984);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1077;
}

/** 2^e exactly, for an integer e from −1074 to 1023. (The `**` operator need not be exact.) */
export function powerOfTwo(e: number): number {
  if (e >= -1022) {
    view.setUint32(0, (e + 1023) << 20);
    view.setUint32(4, 0);
  } else {
    const bit = e + 1074;
    view.setUint32(0, bit >= 32 ? 1 << (bit - 32) : 0);
    view.setUint32(4, bit >= 32 ? 0 : 1 << bit);
  }
  return view.getFloat64(0);
}

/**
 * x · 2^e for any integer e, as C's `ldexp`: rounded at most once, so exact unless the result is
 * subnormal; overflow gives ±Infinity.
 */
export function ldexp(x: number, e: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  if (e > 1023) return ldexp(x * powerOfTwo(1023), e - 1023);
  if (e >= -1074) return x * powerOfTwo(e);
  // Under 1 the result rounds to zero; from 1 on there is room for an exact first step.
  return Math.abs(x) < 1 ? x * 0 : ldexp(x * powerOfTwo(-1000), e + 1000);
}
