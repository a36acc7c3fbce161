export { default as PinnedBanner } from './PinnedBanner.svelte';
export { withGhosts } from './ghosts.ts';
