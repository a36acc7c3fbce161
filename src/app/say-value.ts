import {
  formatChosen,
  isNumber,
  sameValue,
  type Param,
  type ParamSchema,
  type ParamValue,
  type ParamValues,
} from '#demo';

/** A setting's value in the words of its control. */
export function sayValue(param: Param, value: ParamValue): string {
  if (typeof value === 'object') return `${value.length} × ${value[0]?.length ?? 0}`;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (param.kind === 'choice') return param.options[String(value)] ?? String(value);
  if (isNumber(param)) return `${formatChosen(Number(value))}${param.unit ?? ''}`;
  return String(value);
}

/** A setting that two states have differently. */
export interface Difference {
  readonly param: Param;
  readonly here: ParamValue;
  readonly there: ParamValue;
}

/** The settings in which two states of one demo differ, in the order of their controls. */
export const differences = (
  schema: ParamSchema,
  here: ParamValues,
  there: ParamValues,
): Difference[] =>
  Object.entries(schema).flatMap(([name, param]) => {
    const [a, b] = [here[name], there[name]];
    return a === undefined || b === undefined || sameValue(a, b)
      ? []
      : [{ param, here: a, there: b }];
  });
