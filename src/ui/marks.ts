import type { Role } from '#demo';

/** The second cue beside colour: every role has its own dash, marker and hatching, everywhere. */
export interface Mark {
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash';
  readonly symbol: 'circle' | 'square' | 'diamond' | 'triangle-up' | 'x' | 'circle-open' | 'cross';
  /** Hatching of bars that stand beside others, in Plotly's signs. */
  readonly hatch: '' | '/' | '\\' | 'x' | '-' | '.';
}

export const marks: Readonly<Record<Role, Mark>> = {
  ours: { dash: 'solid', symbol: 'circle', hatch: '' },
  rival: { dash: 'dash', symbol: 'square', hatch: '/' },
  rival2: { dash: 'dot', symbol: 'diamond', hatch: '.' },
  rival3: { dash: 'dashdot', symbol: 'triangle-up', hatch: '\\' },
  rival4: { dash: 'longdash', symbol: 'x', hatch: '-' },
  null: { dash: 'dot', symbol: 'circle-open', hatch: 'x' },
  data: { dash: 'solid', symbol: 'cross', hatch: '' },
};

/** The same dashes as SVG stroke-dasharray, in pixels. */
export const dashArray: Readonly<Record<Mark['dash'], string>> = {
  solid: '',
  dash: '7 4',
  dot: '2 3',
  dashdot: '8 3 2 3',
  longdash: '11 4',
};
