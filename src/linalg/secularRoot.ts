const MAX_STEPS = 100;

/**
 * The i-th root σ, d_i < σ < d_{i+1} (the last one < √(d_{k−1}² + Σz²)), of
 *
 *   f(σ) = 1 + Σ_j z_j² / (d_j² − σ²),  0 = d_0 < d_1 < … < d_{k−1},  zz_j = z_j² > 0,
 *
 * as an index o of the nearer pole and the offset τ = σ − d_o, stored in origins[i] and offsets[i]:
 * then (d_j − d_o) − τ and (d_j + d_o) + τ give every d_j ∓ σ to about 14 digits. (Nearer: in σ².)
 *
 * The iteration works on η = σ² − d_o² and replaces the poles on either side of σ by one each, with
 * the right values and slopes ("the middle way"); a bracket guards every step.
 * R.-C. Li, Solving secular equations stably and efficiently, LAPACK Working Note 89 (1993);
 * LAPACK dlasd4.
 */
export function secularRoot(
  i: number,
  k: number,
  d: Float64Array,
  zz: Float64Array,
  gaps: Float64Array,
  origins: Int32Array,
  offsets: Float64Array,
): void {
  const last = i === k - 1;
  let width = 0;
  if (last) for (let j = 0; j < k; j++) width += zz[j]!;
  else width = (d[i + 1]! - d[i]!) * (d[i + 1]! + d[i]!);
  let origin = i;
  for (let j = 0; j < k; j++) gaps[j] = (d[j]! - d[i]!) * (d[j]! + d[i]!);
  let eta = width / 2;
  let low = last ? zz[i]! / 2 : 0;
  let high = width;
  let previous = Infinity;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    let below = 0;
    let belowSlope = 0;
    for (let j = 0; j <= i; j = (j + 1) | 0) {
      const t = 1 / (gaps[j]! - eta);
      const term = zz[j]! * t;
      below += term;
      belowSlope += term * t;
    }
    let above = 0;
    let aboveSlope = 0;
    for (let j = k - 1; j > i; j = (j - 1) | 0) {
      const t = 1 / (gaps[j]! - eta);
      const term = zz[j]! * t;
      above += term;
      aboveSlope += term * t;
    }
    const f = 1 + below + above;
    const slope = belowSlope + aboveSlope;
    const noise = Number.EPSILON * (8 * (1 - below + above) + Math.abs(eta) * slope);
    if (Math.abs(f) <= noise) break;

    if (f > 0) high = Math.min(high, eta);
    else low = Math.max(low, eta);
    if (steps === 0 && !last) {
      // The poles beyond the gap contribute most here, which bounds the near one from its side (by
      // half of that, to be safe from rounding).
      if (f > 0) {
        low = zz[i]! / (2 * (1 + above));
      } else {
        // The root is nearer to the right pole: measure everything from there.
        origin = i + 1;
        for (let j = 0; j < k; j++) gaps[j] = (d[j]! - d[origin]!) * (d[j]! + d[origin]!);
        eta -= width;
        low = eta;
        high = zz[origin]! / (2 * (1 + below));
      }
    }

    const left = gaps[i]! - eta;
    let next: number;
    if (last) {
      const c = f - left * belowSlope;
      next = c > 0 ? eta + left + (left * left * belowSlope) / c : high;
    } else {
      const right = gaps[i + 1]! - eta;
      const c = f - left * belowSlope - right * aboveSlope;
      const a = c * (left + right) + left * left * belowSlope + right * right * aboveSlope;
      const b = left * right * f;
      const root = Math.sqrt(Math.max(0, a * a - 4 * b * c));
      next = eta + (a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root));
    }
    const slow = steps > 8 && Math.abs(f) > previous / 4;
    previous = Math.abs(f);
    if (!(next > low && next < high) || slow) {
      const p = Math.abs(low);
      const q = Math.abs(high);
      // Between numbers of very different size the geometric mean halves the exponent's range.
      next =
        p > 0 && q > 0 && (p > 4 * q || q > 4 * p)
          ? Math.sign(low + high) * Math.sqrt(p) * Math.sqrt(q)
          : (low + high) / 2;
    }
    if (next === eta || !(next > low && next < high)) break;
    eta = next;
  }
  origins[i] = origin;
  offsets[i] = eta / (d[origin]! + Math.sqrt(d[origin]! * d[origin]! + eta));
}
