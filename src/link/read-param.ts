import { MAX_SEED, type Param, type ParamValue } from '#demo';
import { readMatrix } from './matrix-value.ts';

/** A short name. */
export interface NameField {
  readonly kind: 'name';
  readonly label: string;
  readonly default: string;
}

/** Another state, as a fragment of its own; only the page itself can tell whether it makes sense. */
export interface StateField {
  readonly kind: 'state';
  readonly label: string;
  readonly default: string;
}

/** Names in a row, `rank,seed`; an entry may say more after colons, `rank:2:8`. */
export interface ListField {
  readonly kind: 'list';
  readonly label: string;
  readonly default: string;
}

/** What only the page itself understands: it has no control. */
export type PageField = NameField | StateField | ListField;

/** What a link can carry, by name. */
export type LinkSchema = Readonly<Record<string, Param | PageField>>;

/** A value taken from text, with a sentence about what had to be changed, if anything. */
export interface Reading {
  readonly value: ParamValue;
  readonly notice?: string;
}

const NAME = /^[\w.-]{1,64}$/;
const LIST = /^[\w.-]{1,64}(:[\w.+-]{1,32}){0,2}(,[\w.-]{1,64}(:[\w.+-]{1,32}){0,2}){0,63}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads one parameter from a link or a field. Never throws; falls back to the default. */
export function readParam(param: Param | PageField, text: string): Reading {
  const quoted = `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
  const fallBack = (why: string): Reading => ({
    value: param.default,
    notice: `${why}; ${shown(param.default)} is used.`,
  });
  switch (param.kind) {
    case 'choice':
      return Object.hasOwn(param.options, text)
        ? { value: text }
        : fallBack(`${quoted} is none of ${Object.keys(param.options).join(', ')}`);
    case 'name':
      return NAME.test(text) ? { value: text } : fallBack(`${quoted} is not a name`);
    case 'list':
      return LIST.test(text) ? { value: text } : fallBack(`${quoted} is not a list of names`);
    case 'state':
      return { value: text };
    case 'flag':
      return text === '1' || text === '0'
        ? { value: text === '1' }
        : fallBack(`${quoted} is neither 1 nor 0`);
    case 'matrix': {
      const reading = readMatrix(text, param);
      return 'rows' in reading
        ? { value: reading.rows }
        : fallBack(`the matrix could not be read (${reading.problem})`);
    }
    case 'seed':
      return readNumber(text, quoted, 0, MAX_SEED, true, fallBack);
    case 'int':
    case 'real':
      return readNumber(text, quoted, param.min, param.max, param.kind === 'int', fallBack);
  }
}

function readNumber(
  text: string,
  quoted: string,
  min: number,
  max: number,
  whole: boolean,
  fallBack: (why: string) => Reading,
): Reading {
  const given = NUMBER.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(given))
    return fallBack(text === '' ? 'it has no value that is a number' : `${quoted} is not a number`);
  const rounded = whole ? Math.round(given) : given;
  const value = Math.min(max, Math.max(min, rounded)) + 0; // + 0 turns −0 into 0
  if (value === given) return { value };
  const why = value === rounded ? 'is not a whole number' : `is outside ${min} … ${max}`;
  return { value, notice: `${quoted} ${why}; ${value} is used.` };
}

const shown = (value: ParamValue): string =>
  typeof value === 'object' ? 'the default matrix' : String(value) || 'nothing';
