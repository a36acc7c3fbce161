export { toCsv } from './csv.ts';
export {
  readMatrixText,
  writeMatrixText,
  type MatrixLimits,
  type MatrixReading,
} from './matrix-text.ts';
