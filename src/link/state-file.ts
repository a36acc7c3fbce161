import { LINK_VERSION, MAX_FRAGMENT } from './fragment.ts';
import { ownField } from './own-field.ts';

/** What every state file says it is from. */
const APP = 'shared-subspace-playground';

/** Rises when a file that is written now could be misread by the page that was published before. */
const FILE_VERSION = 1;

const SLUG = /^[a-z\d-]{1,64}$/;

/** What a fragment is made of: ASCII without spaces. */
const PRINTABLE = /^[!-~]*$/;

/** Most characters of a file that are looked at: any state and its frame. */
export const MAX_STATE_FILE = 2 * MAX_FRAGMENT;

export interface StateFile {
  readonly slug: string;
  /** The state, as in a link after `#`. */
  readonly fragment: string;
}

/** A state as a small JSON file, for links that would be too long to send. */
export const writeStateFile = ({ slug, fragment }: StateFile): string =>
  `${JSON.stringify({ app: APP, version: FILE_VERSION, slug, state: fragment || `v=${LINK_VERSION}` }, null, 2)}\n`;

/**
 * Reads the frame of a state file; the state in it is checked by `readFragment`, as a link's is.
 * Never throws: what is wrong comes back as a sentence.
 */
export function readStateFile(text: string): StateFile | { readonly problem: string } {
  if (text.length > MAX_STATE_FILE) {
    return { problem: `This file is too large to be a state file (over ${MAX_STATE_FILE} bytes).` };
  }
  const content = parsed(text);
  if (ownField(content, 'app') !== APP)
    return { problem: 'This is not a state file of this playground.' };
  const version = ownField(content, 'version');
  if (version !== FILE_VERSION) {
    return {
      problem:
        typeof version === 'number' && version > FILE_VERSION
          ? 'This state file was made by a newer version of this playground. Reload the page and try again.'
          : 'This state file has no version that this page knows.',
    };
  }
  const slug = ownField(content, 'slug');
  const fragment = ownField(content, 'state');
  if (typeof slug !== 'string' || !SLUG.test(slug))
    return { problem: 'This state file is damaged: it does not say which page it belongs to.' };
  if (typeof fragment !== 'string' || !PRINTABLE.test(fragment))
    return { problem: 'This state file is damaged: its state is not written as in a link.' };
  return { slug, fragment };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
