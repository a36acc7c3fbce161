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
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const role = (name: Role): string => colour(name);
  const palette = {
    paper: colour('paper'),
    ink: colour('ink'),
    soft: colour('soft'),
    line: colour('line'),
    roles: {
      ours: role('ours'),
      rival: role('rival'),
      rival2: role('rival2'),
      rival3: role('rival3'),
      rival4: role('rival4'),
      null: role('null'),
      data: role('data'),
    },
    sequential: ['heat0', 'heat1', 'heat2', 'heat3', 'heat4'].map(colour),
    signed: ['below', 'heat0', 'heat3'].map(colour),
  };
  probe.remove();
  return palette;
}
