import { figureTable, type Answer, type Axis, type Figure, type Finding } from '#demo';
import { slidesOf } from '../src/app/present/slides.ts';

type Drawn = Exclude<Figure, { kind: 'note' }>;

/** What a reader would trip over in an answer, in words; of a good answer, nothing. */
export const flaws = ({ figures, claims }: Answer): string[] => [
  ...repeated(slidesOf(figures, true)),
  ...repeated(claims.map(({ id }) => id)),
  ...figures.flatMap((figure) => figureFlaws(figure).map((flaw) => `${figure.id}: ${flaw}`)),
  ...claims.flatMap((finding) => findingFlaws(finding).map((flaw) => `${finding.id}: ${flaw}`)),
];

/** The page tells figures, claims, series and numbers apart by their names. */
const repeated = (names: readonly string[]): string[] =>
  names.filter((name, i) => names.indexOf(name) < i).map((name) => `“${name}” appears twice`);

/** A number beside a claim may be undefined and is shown so; sentences must do without. */
const wordFlaws = (texts: readonly string[]): string[] =>
  texts
    .filter((text) => text.trim() === '' || /NaN|Infinity|∞|undefined|\[object/.test(text))
    .map((text) => `says “${text}”`);

const numberFlaws = (where: string, values: readonly number[]): string[] =>
  [...new Set(values)].filter((x) => !Number.isFinite(x)).map((x) => `${where}: ${x}`);

const findingFlaws = ({ says, measured, beside = [] }: Finding): string[] => {
  const labels = beside.map(({ label }) => label);
  return [...wordFlaws([says, measured.label, ...labels]), ...repeated(labels)];
};

function figureFlaws(figure: Figure): string[] {
  const { kind, title, caption } = figure;
  return [
    ...wordFlaws([title, caption]),
    ...(/[.?!]$/.test(caption) ? [] : ['the caption is no sentence']),
    ...(kind === 'note' ? [] : drawnFlaws(figure)),
  ];
}

function drawnFlaws(figure: Drawn): string[] {
  const { rows } = figureTable(figure);
  const numbers = rows.flat().filter((cell) => typeof cell === 'number');
  return [
    ...(rows.length === 0 ? ['draws nothing and does not say why'] : []),
    ...numberFlaws('draws', numbers),
    ...shapeFlaws(figure),
  ];
}

function shapeFlaws(figure: Drawn): string[] {
  switch (figure.kind) {
    case 'lines': {
      const { x, y, series, rules = [] } = figure;
      const heights = series.flatMap((s) => [
        ...s.y,
        ...(s.band?.low ?? []),
        ...(s.band?.high ?? []),
      ]);
      const ruled = (axis: 'x' | 'y'): number[] =>
        rules.filter((rule) => rule.axis === axis).map(({ at }) => at);
      return [
        ...repeated(series.map(({ name }) => name)),
        ...series.filter((s) => s.x.length !== s.y.length).map((s) => `${s.name}: x without y`),
        ...axisFlaws(x, [...series.flatMap((s) => s.x), ...ruled('x')]),
        ...axisFlaws(y, [...heights, ...ruled('y')]),
      ];
    }
    case 'bars': {
      const { y, categories, series, rules = [] } = figure;
      return [
        ...[categories, series.map(({ name }) => name)].flatMap(repeated),
        ...series
          .filter(({ values }) => values.length !== categories.length)
          .map(({ name }) => `${name}: not one bar a category`),
        ...axisFlaws(
          y,
          rules.map(({ at }) => at),
        ),
      ];
    }
    case 'heatmap':
      return [
        ...axisFlaws(figure.value, []),
        ...figure.panels.flatMap(({ title, rows, cols, values }) => [
          ...[rows, cols].flatMap(repeated),
          ...(values.length === rows.length && values.every((row) => row.length === cols.length)
            ? []
            : [`${title}: not one cell for each row and column`]),
        ]),
      ];
    case 'space':
      return figure.extent > 0 ? numberFlaws('extent', [figure.extent]) : ['has no extent'];
  }
}

/** Ranges must rise, and a logarithmic axis has no place for zero or less. */
function axisFlaws({ title, scale, range }: Axis, values: readonly number[]): string[] {
  const all = [...values, ...(range ?? [])];
  return [
    ...numberFlaws(title, all),
    ...(range && range[0] >= range[1] ? [`${title}: the range does not rise`] : []),
    ...(scale === 'log' && all.some((x) => x <= 0) ? [`${title}: not above zero`] : []),
  ];
}
