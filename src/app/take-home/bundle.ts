import type { NamedArray, ParamValues } from '#demo';
import { arraysJson, toCsv, writeNpz, writeZip } from '#files';
import type { Numbers } from '../../demo/protocol.ts';
import tail from './program.py?raw';

const sources = import.meta.glob<string>('../../../demos/*/reference.py', {
  query: '?raw',
  import: 'default',
});

export interface Origin {
  readonly slug: string;
  readonly name: string;
  readonly params: ParamValues;
  /** The address of exactly this state. */
  readonly link: string;
}

/** Everything to run a demo at home, as a .zip: program, inputs, parameters, the page's results. */
export async function programZip(
  origin: Origin,
  { inputs, results }: Numbers,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = sources[`../../../demos/${origin.slug}/reference.py`];
  if (!source) throw new RangeError(`There is no program for “${origin.slug}”.`);
  return writeZip({
    'README.txt': readme(origin),
    'reference.py': (await source()).trimEnd() + '\n' + tail,
    'params.json': JSON.stringify(origin.params, null, 2) + '\n',
    'inputs.npz': writeNpz(inputs),
    'results.json': arraysJson(results),
  });
}

const readme = ({ name, link }: Origin): string => `${name}: the page's computation as a program

Run it with Python 3.9 or later, NumPy and SciPy:  python reference.py
It prints every result, and how far it is from what the page shows.
With matplotlib installed it also draws the main figures (figure-1.png, ...).

reference.py   the method, written with NumPy from the equations; change it and run again
inputs.npz     the data of this sample, by name: numpy.load("inputs.npz")
params.json    the settings; those of the data (inputs.npz) no longer change anything here
results.json   the numbers of the page, from its own TypeScript
The page in this state: ${link}
`;

/** Results as a table: one number a row, with its place in its array. */
export const resultsCsv = (results: readonly NamedArray[]): string =>
  toCsv([
    ['result', 'index', 'value'],
    ...results.flatMap(({ name, shape, values }) =>
      [...values].map((value, i): [string, string, number] => [name, placeOf(i, shape), value]),
    ),
  ]);

/** "2 0 5": the place of the i-th number of a row-major array, counted from 0. */
function placeOf(i: number, shape: readonly number[]): string {
  let rest = i;
  return shape
    .map((_, axis) => {
      const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
      const at = Math.floor(rest / stride);
      rest %= stride;
      return at;
    })
    .join(' ');
}
