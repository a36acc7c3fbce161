/** Comma-separated text (RFC 4180) of a table, numbers in full precision. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

const csvCell = (cell: string | number): string =>
  typeof cell === 'number'
    ? String(cell)
    : /[",\r\n]/.test(cell)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
