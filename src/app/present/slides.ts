import type { Figure } from '#demo';

/** The slide after the figures, where the claims stand. No figure may have this id. */
export const CLAIMS = 'claims';

/** The ids of what is presented, in order. */
export const slidesOf = (figures: readonly Pick<Figure, 'id'>[], claims: boolean): string[] => [
  ...figures.map(({ id }) => id),
  ...(claims ? [CLAIMS] : []),
];

/** Why a slide that a link names cannot be presented; undefined where it can, or none is named. */
export const cannotPresent = (slides: readonly string[], slide: string): string | undefined =>
  slide === '' || slides.includes(slide)
    ? undefined
    : `“${slide}” is not a figure of this page, so nothing is presented.`;

/** Where a key leads from a slide; undefined for keys that do not turn slides. */
export function turned(key: string, slide: number, slides: number): number | undefined {
  const last = slides - 1;
  switch (key) {
    case 'ArrowLeft':
    case 'PageUp':
      return Math.max(0, slide - 1);
    case 'ArrowRight':
    case 'PageDown':
      return Math.min(last, slide + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
