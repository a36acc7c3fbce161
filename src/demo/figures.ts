/**
 * Figure kinds: plain data, never DOM. The page draws them; data tables, captions, miniatures and
 * exports are derived from the same object, so that they cannot disagree.
 */

/**
 * What a curve, bar or arrow stands for. It decides colour, dash, marker and pattern, so that
 * "ours" looks the same in every figure of every demo.
 * - `ours`: the paper's method, in the accent colour
 * - `rival`, `rival2`, `rival3`, `rival4`: the methods it is compared with
 * - `null`: what chance alone gives
 * - `data`: measured quantities that belong to no method
 */
export type Role = 'ours' | 'rival' | 'rival2' | 'rival3' | 'rival4' | 'null' | 'data';

export interface Axis {
  readonly title: string;
  /** Unit in words or symbol; leave out for pure numbers. */
  readonly unit?: string;
  readonly scale?: 'linear' | 'log';
  /** Fixed range, so that the eye can compare while a slider moves. */
  readonly range?: readonly [number, number];
}

interface FigureBase {
  /** Stable within the demo; tours and links refer to it. */
  readonly id: string;
  readonly title: string;
  /** One to three sentences whose numbers are computed from the same results. */
  readonly caption: string;
  /** The equation, table or figure of the paper it stands for, or that it is ours. */
  readonly source: string;
}

export interface Series {
  readonly name: string;
  readonly role: Role;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** How far other samples reach below and above each y. */
  readonly band?: {
    /** What it holds, for the heads of the table: "middle 80 %". */
    readonly says: string;
    readonly low: readonly number[];
    readonly high: readonly number[];
  };
  /** Default `line`: markers joined by a line. */
  readonly draw?: 'line' | 'points' | 'steps';
  /** Of the state the page is compared with: drawn faded. The page sets it, no demo does. */
  readonly pinned?: boolean;
}

/** A labelled straight line: a threshold, a chosen rank, a chance level. */
export interface Rule {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label: string;
}

export interface LinesFigure extends FigureBase {
  readonly kind: 'lines';
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly rules?: readonly Rule[];
}

export interface BarsFigure extends FigureBase {
  readonly kind: 'bars';
  /** The axis along which the categories stand. */
  readonly x: Axis;
  readonly y: Axis;
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    /** One role for all bars, or one for each category. */
    readonly role: Role | readonly Role[];
    readonly values: readonly number[];
    /** As for `Series`. */
    readonly pinned?: boolean;
  }[];
  readonly rules?: readonly Rule[];
}

export interface HeatmapPanel {
  readonly title: string;
  readonly rows: readonly string[];
  readonly cols: readonly string[];
  /** rows × cols; null where a cell has no value. */
  readonly values: readonly (readonly (number | null)[])[];
}

export interface HeatmapFigure extends FigureBase {
  readonly kind: 'heatmap';
  readonly x: Axis;
  readonly y: Axis;
  /** What a cell measures, and the range of the colour scale, shared by all panels. */
  readonly value: Axis & { readonly range: readonly [number, number] };
  /** `signed`: two hues around zero; default `sequential`. */
  readonly palette?: 'sequential' | 'signed';
  /** Side by side on wide screens. */
  readonly panels: readonly HeatmapPanel[];
}

/** A point of the plane (z left out) or of space. */
export type Point = readonly [number, number] | readonly [number, number, number];

export type SpaceItem =
  | {
      readonly draw: 'arrow';
      readonly to: Point;
      readonly label: string;
      readonly role: Role;
      readonly drag?: DragPoint;
    }
  | {
      readonly draw: 'curve';
      readonly points: readonly Point[];
      readonly role: Role;
      readonly faint?: boolean;
      readonly label?: string;
    }
  | {
      readonly draw: 'patch';
      readonly points: readonly Point[];
      readonly role: Role;
      readonly label?: string;
    };

/** Dragging sets two angle parameters, in degrees: a direction of space, or the camera. */
export interface DragPoint {
  readonly azimuth: string;
  readonly elevation: string;
}

/** A drawing of the plane or of space: arrows, curves, patches; some of them draggable. */
export interface SpaceFigure extends FigureBase {
  readonly kind: 'space';
  /** Half the width of the drawn window, in data units. */
  readonly extent: number;
  /** Where the eye stands (degrees); for plane drawings leave out. */
  readonly camera?: {
    readonly azimuth: number;
    readonly elevation: number;
    readonly drag?: DragPoint;
  };
  readonly panels: readonly { readonly title: string; readonly items: readonly SpaceItem[] }[];
}

/** A sentence in a figure's place, where there is nothing to draw; the caption is the sentence. */
export interface NoteFigure extends FigureBase {
  readonly kind: 'note';
}

export type Figure = LinesFigure | BarsFigure | HeatmapFigure | SpaceFigure | NoteFigure;

export const lines = (figure: Omit<LinesFigure, 'kind'>): LinesFigure => ({
  kind: 'lines',
  ...figure,
});
export const bars = (figure: Omit<BarsFigure, 'kind'>): BarsFigure => ({ kind: 'bars', ...figure });
export const heatmap = (figure: Omit<HeatmapFigure, 'kind'>): HeatmapFigure => ({
  kind: 'heatmap',
  ...figure,
});
export const space = (figure: Omit<SpaceFigure, 'kind'>): SpaceFigure => ({
  kind: 'space',
  ...figure,
});
export const note = (figure: Omit<NoteFigure, 'kind'>): NoteFigure => ({ kind: 'note', ...figure });

/** A spectrum curve: y_i against i = 1, 2, …. */
export const spectrum = (name: string, role: Role, values: readonly number[]): Series => ({
  name,
  role,
  x: values.map((_, i) => i + 1),
  y: values,
});
