import type { Random } from '#random';
import type { Flow, InputSchema } from './flow.ts';
import type { ParamSchema, Values } from './params.ts';
import { fitOf, sessionOf, type Session } from './session.ts';

type AnyFlow = Flow<ParamSchema, InputSchema, object, string>;
type AnyFit = (params: Values<ParamSchema>) => Partial<Values<ParamSchema>>;

// Not demo.ts: its words are for the page, and would be loaded a second time here.
const flows = import.meta.glob<AnyFlow>('../../demos/*/flow.ts');
const fits = import.meta.glob<AnyFit | undefined>('../../demos/*/params.ts', { import: 'fit' });

/** The session of a demo, without its words. Throws RangeError for an unknown slug. */
export async function loadSession(
  slug: string,
  random: (seed: number) => Random,
): Promise<Session> {
  const flow = flows[`../../demos/${slug}/flow.ts`];
  const fit = fits[`../../demos/${slug}/params.ts`];
  if (!flow || !fit) throw new RangeError(`There is no demo “${slug}”.`);
  return sessionOf(await flow(), fitOf(await fit()), random);
}
