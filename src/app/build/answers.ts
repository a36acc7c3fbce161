import { readFile } from 'node:fs/promises';
import { defaults, type Answer, type Demo, type Figure } from '#demo';
import { createRandom } from '#random';
import { loadDemo, slugs } from '../../demo/registry.ts';
import { readChecked, type Checked } from './checked.ts';
import { proseSections, type Section } from './prose.ts';

/** All that is known of a demo when its page is made: its words, and its answer at the defaults. */
export interface DemoEntry {
  readonly slug: string;
  readonly demo: Demo;
  readonly prose: readonly Section[];
  readonly checked: Checked | undefined;
  readonly answer: Answer;
  /** The figure of the gallery card. */
  readonly cover: Figure;
}

type Computed = Omit<DemoEntry, 'prose' | 'checked'>;

/** Computed once; the words are read anew each time, so that they can be edited while looking. */
const computed = new Map<string, Promise<Computed>>();

/** Reads and computes one demo. `root` is the repository's folder. */
export async function demoEntry(root: string, slug: string): Promise<DemoEntry> {
  const about = await readFile(`${root}/demos/${slug}/about.md`, 'utf8');
  let entry = computed.get(slug);
  if (!entry) {
    entry = compute(slug);
    computed.set(slug, entry);
  }
  const checked = await readChecked(root, slug);
  return { ...(await entry), prose: proseSections(about), checked };
}

/** All demos as the gallery shows them: the labs first, then by name. */
export async function allEntries(root: string): Promise<DemoEntry[]> {
  const entries = await Promise.all(slugs.map((slug) => demoEntry(root, slug)));
  const key = ({ demo }: DemoEntry): string => (demo.paper ? '1' : '0') + demo.name.toLowerCase();
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function compute(slug: string): Promise<Computed> {
  const demo = await loadDemo(slug);
  const session = await demo.session(createRandom);
  const answer = session(demo.fit(defaults(demo.params)), () => undefined);
  const cover = answer.figures.find(({ id }) => id === demo.cover) ?? answer.figures[0];
  if (!cover) throw new Error(`demos/${slug}: a demo needs at least one figure.`);
  return { slug, demo, answer, cover };
}
