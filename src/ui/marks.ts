import type { Role } from '#demo';

/** The second cue beside colour: every role has its own dash and marker, everywhere. */
export interface Mark {
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash';
  readonly symbol: 'circle' | 'square' | 'diamond' | 'triangle-up' | 'x' | 'circle-open' | 'cross';
}

export const marks: Readonly<Record<Role, Mark>> = {
  ours: { dash: 'solid', symbol: 'circle' },
  rival: { dash: 'dash', symbol: 'square' },
  rival2: { dash: 'dot', symbol: 'diamond' },
  rival3: { dash: 'dashdot', symbol: 'triangle-up' },
  rival4: { dash: 'longdash', symbol: 'x' },
  null: { dash: 'dot', symbol: 'circle-open' },
  data: { dash: 'solid', symbol: 'cross' },
};

/** The same dashes as SVG stroke-dasharray, in pixels. */
export const dashArray: Readonly<Record<Mark['dash'], string>> = {
  solid: '',
  dash: '7 4',
  dot: '2 3',
  dashdot: '8 3 2 3',
  longdash: '11 4',
};
