import type { Axis, Figure, Point, SpaceItem } from './figures.ts';

/** A figure's data as a table: the column heads, then one row a datum. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** An axis's words: the title, and the unit in brackets. */
export const axisLabel = ({ title, unit }: Axis): string => (unit ? `${title} (${unit})` : title);

/** The numbers behind a figure. */
export function figureTable(figure: Figure): Table {
  switch (figure.kind) {
    case 'lines': {
      const banded = figure.series.find(({ band }) => band)?.band;
      return {
        head: [
          'series',
          axisLabel(figure.x),
          axisLabel(figure.y),
          ...(banded ? [`${banded.says}, from`, `${banded.says}, to`] : []),
        ],
        rows: figure.series.flatMap(({ name, x, y, band }) =>
          x.map((at, i) => [
            name,
            at,
            y[i] ?? NaN,
            ...(banded ? [band?.low[i] ?? '', band?.high[i] ?? ''] : []),
          ]),
        ),
      };
    }
    case 'bars':
      return {
        head: [
          axisLabel(figure.x),
          ...figure.series.map(({ name }) => name || axisLabel(figure.y)),
        ],
        rows: figure.categories.map((category, i) => [
          category,
          ...figure.series.map(({ values }) => values[i] ?? NaN),
        ]),
      };
    case 'heatmap':
      return {
        head: ['panel', axisLabel(figure.y), axisLabel(figure.x), axisLabel(figure.value)],
        rows: figure.panels.flatMap(({ title, rows, cols, values }) =>
          rows.flatMap((row, i) => cols.map((col, j) => [title, row, col, values[i]?.[j] ?? ''])),
        ),
      };
    case 'space':
      return {
        head: ['panel', 'part', 'x', 'y', 'z'],
        rows: figure.panels.flatMap(({ title, items }) =>
          items.flatMap((item) =>
            pointsOf(item).map(([x, y, z]) => [title, item.label ?? item.draw, x, y, z ?? 0]),
          ),
        ),
      };
    case 'note':
      return { head: [], rows: [] };
  }
}

const pointsOf = (item: SpaceItem): readonly Point[] =>
  item.draw === 'arrow' ? [item.to] : item.points;
