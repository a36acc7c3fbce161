/** The largest |x| for which the multiples of π/2 below are exact. */
const MOST = 1e6;

/** π/2 in two parts, the first of 33 bits. */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

/** sin r for |r| ≤ π/4. */
function sinNear0(r: number): number {
  const z = r * r;
  return (
    r +
    r *
      z *
      (-0.16666666666666632 +
        z *
          (0.00833333333332249 +
            z *
              (-0.0001984126982985795 +
                z *
                  (0.0000027557313707070068 +
                    z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))))
  );
}

/** cos r for |r| ≤ π/4. */
function cosNear0(r: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const high = 1 - half;
  const rest =
    z *
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (0.00002480158728947673 +
              z *
                (-2.7557314351390663e-7 +
                  z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  return high + (1 - high - half + rest);
}

/** sin(x + quarters · π/2). */
function turned(x: number, quarters: number): number {
  if (!(Math.abs(x) <= MOST)) throw new RangeError(`The angle ${x} must lie within ±${MOST}.`);
  const k = Math.floor(x * (2 / Math.PI) + 0.5);
  const r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
  const quadrant = (k + quarters) & 3;
  const value = quadrant % 2 === 0 ? sinNear0(r) : cosNear0(r);
  return quadrant < 2 ? value : -value;
}

/**
 * Sine of x radians, |x| ≤ 10⁶, with an error under 3·10⁻¹⁶ (for |x| ≤ π/4 of its value), the same
 * bits on every machine with IEEE doubles (`Math.sin` may differ between engines): only + − × are
 * used. x = kπ/2 + r with |r| ≤ π/4, then the minimax polynomials of FDLIBM k_sin.c and k_cos.c (Sun
 * Microsystems, 1993).
 * @throws RangeError for larger or undefined angles.
 */
export function sin(x: number): number {
  return turned(x, 0);
}

/** Cosine of x radians; range, accuracy, errors and source as of `sin`. */
export function cos(x: number): number {
  return turned(x, 1);
}
