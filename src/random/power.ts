import { exp } from './exp.ts';
import { log } from './log.ts';

/**
 * x^y for x > 0, to (1 + |y log x|) · 3·10⁻¹⁶ of its value, the same bits on every machine with IEEE
 * doubles (the `**` operator may differ between engines, even for squares).
 * @throws RangeError unless x > 0 and finite.
 */
export function power(x: number, y: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`The base ${x} must be positive and finite.`);
  return exp(y * log(x));
}
