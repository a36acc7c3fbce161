import type { Answer } from '#demo';

/** All that a demo's page can show, known before anything is computed. */
export interface Outline {
  readonly figures: readonly { readonly id: string; readonly title: string }[];
  /** The ids of the claims, and of the numbers beside them that have no threshold. */
  readonly findings: readonly string[];
}

/** The outline that an answer gives: at the defaults a demo has all its figures and findings. */
export const outlineOf = ({ figures, claims }: Answer): Outline => ({
  figures: figures.map(({ id, title }) => ({ id, title })),
  findings: claims.map(({ id }) => id),
});
