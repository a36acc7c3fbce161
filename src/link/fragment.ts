import { defaults, sameValue, type ParamValue, type ParamValues } from '#demo';
import { writeMatrix } from './matrix-value.ts';
import { readParam, type LinkSchema } from './read-param.ts';

/** Rises whenever a default, the generator or an algorithm changes the picture of an old link. */
export const LINK_VERSION = 1;

/** Longest fragment that is read: room for the largest state of any demo, also twice. */
export const MAX_FRAGMENT = 65_536;

export interface LinkReading {
  readonly values: ParamValues;
  /** What had to be ignored or changed, in sentences for the reader. */
  readonly notices: readonly string[];
}

/**
 * Reads a page's state from its fragment (`#v=1&rank=8&seed=42`). Any text whatsoever gives values
 * that fit the schema: unknown names are ignored, bad values defaulted or clamped, each with a
 * notice. Never throws.
 */
export function readFragment(fragment: string, schema: LinkSchema): LinkReading {
  const values: Record<string, ParamValue> = { ...defaults(schema) };
  const notices: string[] = [];
  const text = fragment.replace(/^#/, '');
  if (text.length > MAX_FRAGMENT) {
    notices.push(
      `This link is longer than ${MAX_FRAGMENT} characters, so it was not read. The defaults are shown.`,
    );
    return { values, notices };
  }
  const seen = new Set<string>();
  for (const piece of text.split('&')) {
    if (piece === '') continue;
    const at = piece.indexOf('=');
    const name = decode(at < 0 ? piece : piece.slice(0, at));
    const given = at < 0 ? '' : decode(piece.slice(at + 1));
    if (name === undefined || given === undefined) {
      notices.push(
        `“${shorten(piece)}” is damaged (its % codes do not decode) and was ignored. Was the link cut off?`,
      );
    } else if (at < 0) {
      notices.push(`“${shorten(name)}” has no value and was ignored. Was the link cut off?`);
    } else if (name === 'v') {
      const problem = versionProblem(given);
      if (problem) notices.push(problem);
    } else if (!Object.hasOwn(schema, name)) {
      notices.push(`“${shorten(name)}” is not a setting of this page and was ignored.`);
    } else {
      const param = schema[name];
      if (!param) continue;
      if (seen.has(name)) notices.push(`${param.label} is given twice; the last one counts.`);
      seen.add(name);
      const { value, notice } = readParam(param, given);
      values[name] = value;
      if (notice) notices.push(`${param.label}: ${notice}`);
    }
  }
  return { values, notices };
}

/** Writes a state as a fragment without `#`; defaults are left out. `readFragment` undoes it. */
export function writeFragment(values: ParamValues, schema: LinkSchema): string {
  const pairs = [`v=${LINK_VERSION}`];
  for (const [name, param] of Object.entries(schema)) {
    const value = values[name];
    if (value === undefined || sameValue(value, param.default)) continue;
    pairs.push(`${encodeURIComponent(name)}=${writeValue(value)}`);
  }
  return pairs.length === 1 ? '' : pairs.join('&');
}

function writeValue(value: ParamValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'object') return writeMatrix(value);
  // Commas and colons may stand in a fragment, and lists are read by people.
  return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function versionProblem(given: string): string | undefined {
  if (!/^[1-9]\d{0,5}$/.test(given))
    return `The link's version “${shorten(given)}” makes no sense; it was read as version ${LINK_VERSION}.`;
  if (Number(given) > LINK_VERSION)
    return `This link was made by a newer version of this page (${given}); the picture may differ from what its sender saw.`;
  return undefined;
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
