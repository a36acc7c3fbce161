export { toCsv } from './csv.ts';
export { escapeHtml } from './escape-html.ts';
export {
  readMatrixText,
  writeMatrixText,
  type MatrixLimits,
  type MatrixReading,
} from './matrix-text.ts';
export { writeNpy } from './npy.ts';
export { writeNpz, writeZip } from './zip.ts';
export { arraysJson, nested, type Nested } from './numbers-json.ts';
