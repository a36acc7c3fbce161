import type { Figure, Role } from '#demo';

export interface LegendEntry {
  /** Which series it is, among those of its own state: `2`, or `p2` if it is pinned. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  /** Whether it belongs to the state that is compared with. */
  readonly pinned: boolean;
}

/** What a figure's legend lists: its series, where there are several. */
export function legendOf(figure: Figure): LegendEntry[] {
  if (figure.kind !== 'lines' && figure.kind !== 'bars') return [];
  if (figure.series.length < 2) return [];
  const seen = { own: 0, pinned: 0 };
  return figure.series.map(({ name, role, pinned = false }) => ({
    key: pinned ? `p${seen.pinned++}` : String(seen.own++),
    name,
    role: typeof role === 'string' ? role : (role[0] ?? 'data'),
    pinned,
  }));
}
