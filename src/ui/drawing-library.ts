// The part of Plotly for plots with two axes, a third of the whole, comes without types.
import type { Config, Data, Layout } from 'plotly.js-dist-min';
import address from 'plotly.js-cartesian-dist-min/plotly-cartesian.min.js?url';

/** The little of Plotly that is used. */
export interface Plot {
  react(
    host: HTMLElement,
    data: Data[],
    layout: Partial<Layout>,
    config: Partial<Config>,
  ): Promise<unknown>;
  purge(host: HTMLElement): void;
  toImage(
    figure: { readonly data: Data[]; readonly layout: Partial<Layout> },
    options: {
      readonly format: 'svg';
      readonly width: number;
      readonly height: number;
      readonly imageDataOnly: true;
    },
  ): Promise<string>;
}

/** Tells the x of every point of the drawing in `host` that is clicked. */
export function onPointClick(host: HTMLElement, told: (x: number) => void): void {
  const on: unknown = Reflect.get(host, 'on');
  if (typeof on !== 'function') return;
  Reflect.apply(on, host, [
    'plotly_click',
    ({ points }: { readonly points: readonly { readonly x: unknown }[] }) => {
      const x = points[0]?.x;
      if (typeof x === 'number') told(x);
    },
  ]);
}

const isPlot = (value: unknown): value is Plot =>
  typeof value === 'object' && value !== null && 'react' in value && 'purge' in value;

let loading: Promise<Plot> | undefined;

/**
 * Loads Plotly once, after text and controls, as a plain script: parsed by nobody at build, cached
 * by the browser. Rejects with a readable error when it can't be had; the next call tries again.
 */
export function loadPlotly(): Promise<Plot> {
  loading ??= new Promise<Plot>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.async = true;
    script.onload = () => {
      const plot: unknown = Reflect.get(window, 'Plotly');
      if (isPlot(plot)) resolve(plot);
      else reject(new Error('The drawing library did not start.'));
    };
    script.onerror = () =>
      reject(
        new Error(
          'The drawing library could not be loaded. The numbers are in the tables below each figure.',
        ),
      );
    document.head.append(script);
  }).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
