import { MAX_STATE_FILE, readStateFile } from '#link';
import { slugs } from '../../demo/registry.ts';
import type { PageState } from '../page-state.svelte.ts';

/** What became of a file, as a sentence; and the page it belongs to, if that is another one. */
export interface Told {
  readonly says: string;
  readonly opened: boolean;
  readonly elsewhere?: { readonly href: string; readonly slug: string };
}

const refused = (says: string): Told => ({ says: `${says} Nothing was changed.`, opened: false });

/** Opens the state in a file, exactly or not at all. Never throws. */
export async function openStateFile(file: File, slug: string, page: PageState): Promise<Told> {
  if (file.size > MAX_STATE_FILE) return refused('This file is too large to be a state file.');
  let text: string;
  try {
    text = await file.text();
  } catch {
    return refused('This file could not be read.');
  }
  const content = readStateFile(text);
  if ('problem' in content) return refused(content.problem);
  if (content.slug !== slug) {
    if (!slugs.includes(content.slug))
      return refused('This state belongs to a page that this playground does not have.');
    return {
      ...refused('This state belongs to another page.'),
      elsewhere: { href: `../${content.slug}/#${content.fragment}`, slug: content.slug },
    };
  }
  const [problem] = await page.openExactly(content.fragment);
  if (problem !== undefined) return refused(`This state file does not fit this page. ${problem}`);
  return { says: 'The state in the file is open. Undo brings back the earlier one.', opened: true };
}
