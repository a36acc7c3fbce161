import type { Figure, Role } from '#demo';

export interface LegendEntry {
  readonly name: string;
  readonly role: Role;
  /** Whether it belongs to the state that is compared with. */
  readonly pinned: boolean;
}

/** What a figure's legend lists: its series, where there are several. */
export const legendOf = (figure: Figure): LegendEntry[] =>
  (figure.kind === 'lines' || figure.kind === 'bars') && figure.series.length > 1
    ? figure.series.map(({ name, role, pinned = false }) => ({
        name,
        role: typeof role === 'string' ? role : (role[0] ?? 'data'),
        pinned,
      }))
    : [];
