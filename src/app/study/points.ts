import { sameIn, type Demo, type NumberParam, type ParamValues } from '#demo';

/** Most values a sweep tries. */
const MOST = 13;

/** The values a sweep tries: evenly spaced on the parameter's own steps, from its first to its last. */
export function sweepValues({ min, max, step }: NumberParam): number[] {
  const steps = Math.floor((max - min) / step + 1e-9);
  const count = Math.min(steps, MOST - 1);
  const places = Array.from({ length: count + 1 }, (_, i) =>
    Math.round((i * steps) / Math.max(1, count)),
  );
  // Sliders' steps are decimals: 0.1 · 3 should read 0.3.
  return places.map((place) => Number((min + place * step).toPrecision(12)));
}

/** Where a sweep or a trial of seeds computes; `undefined` where the settings do not go together. */
export interface Point {
  readonly at: number;
  readonly seed: number;
  readonly params: ParamValues | undefined;
}

/** The samples 1 … count at the given settings. */
export const seedPoints = (demo: Demo, params: ParamValues, count: number): Point[] =>
  seeds(count).map((seed) => ({ at: seed, seed, params: fitting(demo, { ...params, seed }) }));

/**
 * Every value of a parameter on the samples 1 … count. Sample by sample, so that inputs which do
 * not depend on the parameter are made once.
 */
export const sweepPoints = (
  demo: Demo,
  params: ParamValues,
  name: string,
  values: readonly number[],
  count: number,
): Point[] =>
  seeds(count).flatMap((seed) =>
    values.map((at) => ({ at, seed, params: fitting(demo, { ...params, seed, [name]: at }) })),
  );

const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** The settings if they go together as they are; a point that would be corrected is another one. */
function fitting(demo: Demo, params: ParamValues): ParamValues | undefined {
  return sameIn(params, demo.fit(params)) ? params : undefined;
}
