import type { Axis, BarsFigure, Figure, LinesFigure } from '#demo';

const drawn = new WeakMap<Figure, { pinned: Figure; both: Figure }>();

/**
 * A figure with the series of its pinned twin beside its own; as it is where the twin shows another
 * thing or the very same. The same two figures give the same object, so that nothing is redrawn.
 */
export function withGhosts(figure: Figure, pinned: Figure | undefined): Figure {
  if (!pinned) return figure;
  const known = drawn.get(figure);
  if (known?.pinned === pinned) return known.both;
  const both = join(figure, pinned);
  drawn.set(figure, { pinned, both });
  return both;
}

function join(figure: Figure, pinned: Figure): Figure {
  if (figure.kind === 'lines' && pinned.kind === 'lines') return joinLines(figure, pinned);
  if (figure.kind === 'bars' && pinned.kind === 'bars') return joinBars(figure, pinned);
  return figure;
}

function joinLines(figure: LinesFigure, pinned: LinesFigure): LinesFigure {
  if (!alike(figure.x, pinned.x) || !alike(figure.y, pinned.y)) return figure;
  if (same(figure.series, pinned.series)) return figure;
  return {
    ...figure,
    ...captioned(figure),
    x: widened(figure.x, pinned.x),
    y: widened(figure.y, pinned.y),
    series: beside(figure.series, pinned.series),
  };
}

/** Bars stand at the categories of the page; pinned ones of other categories have no place. */
function joinBars(figure: BarsFigure, pinned: BarsFigure): BarsFigure {
  if (!alike(figure.x, pinned.x) || !alike(figure.y, pinned.y)) return figure;
  if (same(figure.series, pinned.series) && same(figure.categories, pinned.categories))
    return figure;
  const places = figure.categories.map((category) => pinned.categories.indexOf(category));
  const homeless = pinned.categories.filter((one) => !figure.categories.includes(one)).length;
  const moved = pinned.series.map((series) => {
    const { role, values } = series;
    return {
      ...series,
      role: typeof role === 'string' ? role : places.map((at) => role[at] ?? 'data'),
      values: places.map((at) => values[at] ?? NaN),
    };
  });
  return {
    ...figure,
    ...captioned(figure, homeless > 0 ? `; ${homeless} of its bars have no place here` : ''),
    y: widened(figure.y, pinned.y),
    series: beside(figure.series, moved),
  };
}

interface Named {
  readonly name: string;
  readonly pinned?: boolean;
}

/** Every series, followed by the pinned one of its name; then those that have no partner. */
function beside<S extends Named>(own: readonly S[], pinned: readonly S[]): S[] {
  const ghosts = pinned.map((one) => ({ ...one, name: ghostName(one.name), pinned: true }));
  const partner = ({ name }: S): S[] => ghosts.filter((ghost) => ghost.name === ghostName(name));
  const names = new Set(own.map(({ name }) => ghostName(name)));
  return [
    ...own.flatMap((one) => [one, ...partner(one)]),
    ...ghosts.filter(({ name }) => !names.has(name)),
  ];
}

const ghostName = (name: string): string => (name ? `${name} (pinned)` : 'pinned');

const captioned = ({ caption }: Figure, aside = ''): { caption: string } => ({
  caption: `${caption} Faded: the pinned state${aside}.`,
});

/** Whether two axes measure the same thing in the same way. */
const alike = (a: Axis, b: Axis): boolean =>
  a.title === b.title && a.unit === b.unit && a.scale === b.scale;

/** The axis with a range that holds both, if it has a fixed one. */
const widened = (a: Axis, b: Axis): Axis =>
  a.range && b.range
    ? { ...a, range: [Math.min(a.range[0], b.range[0]), Math.max(a.range[1], b.range[1])] }
    : a;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
