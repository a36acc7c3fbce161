/** What an embedded page shows besides all its figures when its link does not choose. */
const DEFAULT: ReadonlySet<string> = new Set(['controls', 'claims']);

/**
 * The parts and figures that an embedded page shows, of what its link chose. Where no figure is
 * among them, all figures are shown, as on any page.
 */
export const shownInEmbed = (chosen: ReadonlySet<string>): ReadonlySet<string> =>
  chosen.size > 0 ? chosen : DEFAULT;
