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

export function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const role = (name: Role): string => read(name);
  const palette = {
    paper: read('paper'),
    ink: read('ink'),
    soft: read('soft'),
    line: read('line'),
    roles: {
      ours: role('ours'),
      rival: role('rival'),
      rival2: role('rival2'),
      rival3: role('rival3'),
      rival4: role('rival4'),
      null: role('null'),
      data: role('data'),
    },
    sequential: ['heat0', 'heat1', 'heat2', 'heat3', 'heat4'].map(read),
    signed: ['below', 'heat0', 'heat3'].map(read),
  };
  probe.remove();
  return palette;
}
