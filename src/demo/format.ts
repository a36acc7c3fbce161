const superscript = (text: string): string =>
  text.replace(/[-0-9]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(c))));

/**
 * A number for reading: `digits` significant digits, powers of ten written out
 * (2.7 × 10⁻¹⁵), a true minus sign, "undefined" for NaN.
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'undefined';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) && magnitude < 1e6) return sign(value) + String(magnitude);
  const [mantissa = '', exponent = '0'] = magnitude.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -3 && power < 6) {
    return sign(value) + magnitude.toFixed(Math.max(0, digits - 1 - power));
  }
  return `${sign(value)}${mantissa} × 10${superscript(String(power))}`;
}

/** A chosen number, such as a threshold, with just the digits it was given: 0.86, 10⁻⁹. */
export function formatChosen(value: number): string {
  const [mantissa = '1'] = Math.abs(value).toExponential().split('e');
  const text = formatNumber(value, mantissa.replace('.', '').length);
  return text.replace(/^(−?)1 × 10/, '$110');
}

const sign = (value: number): string => (value < 0 ? '−' : '');

/** A share as a percentage, "87 %". */
export const formatPercent = (share: number): string =>
  Number.isFinite(share) ? `${formatNumber(Math.round(share * 1000) / 10)} %` : formatNumber(share);
