import { defaults, type Demo, type ParamValues, type Question } from '#demo';
import { differences, type Difference } from '../say-value.ts';

/** The settings other than the sample and the question's own controls that are not as it set them up. */
export function movedBesides(
  { params: schema, fit }: Demo,
  { start, turn }: Question,
  params: ParamValues,
): Difference[] {
  const others = Object.fromEntries(
    Object.entries(schema).filter(([name, { kind }]) => kind !== 'seed' && !turn.includes(name)),
  );
  return differences(others, params, fit({ ...defaults(schema), ...start }));
}
