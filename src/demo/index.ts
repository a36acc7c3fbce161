export * from './params.ts';
export * from './figures.ts';
export * from './claims.ts';
export * from './format.ts';
export * from './table.ts';
export * from './camera.ts';
export * from './questions.ts';
export * from './lists.ts';
export * from './tolerances.ts';
export type { NamedArray } from './arrays.ts';
export { defineDemo, tensor } from './demo.ts';
export { remember } from './remember.ts';
export type {
  Answer,
  Computed,
  Demo,
  DemoSpec,
  Family,
  Flow,
  InputOf,
  InputSchema,
  Inputs,
  Paper,
  Preset,
  Report,
  Session,
  Stage,
  StageReport,
  TourStep,
} from './demo.ts';
