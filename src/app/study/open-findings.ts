import type { Finding } from '#demo';
import type { PageState } from '../page-state.svelte.ts';

/** The findings on the page but those that a lesson still covers. */
export const openFindings = ({ answer, covered }: PageState): Finding[] =>
  (answer?.claims ?? []).filter(({ id }) => !covered.has(id));
