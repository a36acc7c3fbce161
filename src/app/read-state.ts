import { isNumber, type Demo, type ParamSchema, type ParamValues } from '#demo';
import { LINK_VERSION, readFragment, writeFragment } from '#link';
import { readSolved } from './questions/solved.ts';
import { differences, sayValue } from './say-value.ts';
import { viewOf, viewSchema, type View } from './view.ts';

export interface StateReading {
  readonly params: ParamValues;
  readonly view: View;
  /** What had to be ignored or changed, in sentences for the reader. */
  readonly notices: readonly string[];
}

/**
 * The state of a page that a fragment describes: parameters that go together, and a view that the
 * demo has. What is pinned in it is taken exactly or not at all. Never throws.
 */
export function readState(demo: Demo, fragment: string): StateReading {
  const schema = demo.params;
  const reading = readFragment(fragment, { ...schema, ...viewSchema });
  const given = only(schema, reading.values);
  const params = demo.fit(given);
  const view = viewOf(reading.values);
  const unknown = view.sweep !== '' && !isNumber(schema[view.sweep]);
  const problem = pinProblem(demo, view.pin);
  const steps = demo.tour.length;
  const beyond = view.step > steps;
  const { solved, unknown: strange } = readSolved(demo, view.solved);
  return {
    params,
    view: {
      ...view,
      sweep: unknown ? '' : view.sweep,
      pin: problem === undefined ? view.pin : '',
      step: beyond ? 0 : view.step,
      solved,
    },
    notices: [
      ...reading.notices,
      ...corrections(schema, given, params),
      ...(unknown ? [`“${view.sweep}” is not a setting that can be swept here.`] : []),
      ...(problem === undefined
        ? []
        : [`The pinned state makes no sense, so nothing is pinned. ${problem}`]),
      ...(beyond ? [`The tour here has ${steps} steps; there is no step ${view.step}.`] : []),
      ...strange.map((name) => `“${name}” is not a question of this page and was ignored.`),
    ],
  };
}

/** A state as a link writes it after `#`. */
export const writeState = (demo: Demo, params: ParamValues, view: View): string =>
  writeFragment({ ...params, ...view }, { ...demo.params, ...viewSchema });

/** The pinned state of a view that `readState` gave. */
export const readPin = (demo: Demo, pin: string): ParamValues | undefined =>
  pin === '' ? undefined : readFragment(pin, demo.params).values;

/** A state as it is pinned. Defaults make an empty fragment, which would say that nothing is. */
export const writePin = (demo: Demo, params: ParamValues): string =>
  writeFragment(params, demo.params) || `v=${LINK_VERSION}`;

function pinProblem(demo: Demo, pin: string): string | undefined {
  if (pin === '') return undefined;
  const { values, notices } = readFragment(pin, demo.params);
  return [...notices, ...corrections(demo.params, values, demo.fit(values))][0];
}

const corrections = (schema: ParamSchema, given: ParamValues, fitted: ParamValues): string[] =>
  differences(schema, given, fitted).map(
    ({ param, here, there }) =>
      `${param.label}: ${sayValue(param, here)} does not go with the other settings; ${sayValue(param, there)} is used.`,
  );

/** The values that belong to a schema. */
const only = (schema: ParamSchema, values: ParamValues): ParamValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(schema, name)));
