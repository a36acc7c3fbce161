import type { Role } from '#demo';

/** The colours of the current scheme, read from the style sheet, which is their only home. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly sequential: readonly string[];
  readonly signed: readonly string[];
}

/** The palette whose colours go by these names in the style sheet. */
export const paletteOf = (color: (name: string) => string): Palette => ({
  paper: color('paper'),
  ink: color('ink'),
  soft: color('soft'),
  line: color('line'),
  roles: {
    ours: color('ours'),
    rival: color('rival'),
    rival2: color('rival2'),
    rival3: color('rival3'),
    rival4: color('rival4'),
    null: color('null'),
    data: color('data'),
  },
  sequential: ['heat0', 'heat1', 'heat2', 'heat3', 'heat4'].map(color),
  signed: ['below', 'heat0', 'heat3'].map(color),
});

const read = new Map<string, Palette>();

/** The colours now on the page, known by its paper; read once each, since every drawing asks. */
export function currentPalette(): Palette {
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const known = read.get(paper);
  if (known) return known;
  const palette = readPalette();
  read.set(paper, palette);
  return palette;
}

let light: Palette | undefined;

/** The light colours on white, whatever the page shows: for print and slides. */
export function printPalette(): Palette {
  light ??= readPalette('on-paper');
  return light;
}

function readPalette(className = ''): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.className = className;
  document.body.append(probe);
  const palette = paletteOf((name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return palette;
}
