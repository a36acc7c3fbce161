import { currentPalette } from './palette.ts';
import { leastHeight, plotData, scaleTo, type PlottedFigure } from './plot-data.ts';
import { loadPlotly, type Plot } from './drawing-library.ts';

export { onPointClick } from './drawing-library.ts';

/** What is drawn, in how many pixels. */
interface Job {
  readonly figure: PlottedFigure;
  readonly hidden: ReadonlySet<string>;
  readonly width: number;
  /** For a plot that fills a height, with words of the size of those around it. */
  readonly large?: { readonly height: number; readonly type: number } | undefined;
}

/** Draws a figure in its place; tells the least height at which its words can be read. */
export async function drawPlot(
  host: HTMLElement,
  { figure, hidden, width, large }: Job,
): Promise<{ plot: Plot; least: number }> {
  const plot = await loadPlotly();
  const scale = large ? scaleTo(large.type) : 1;
  const least = leastHeight(figure, scale);
  const room = { width, ...(large && { height: Math.max(large.height, least), scale }) };
  const { data, layout } = plotData(figure, currentPalette(), room, hidden);
  await plot.react(host, data, layout, { displayModeBar: false, responsive: false });
  return { plot, least };
}
