export { default as CoverFigure } from './CoverFigure.svelte';
export { default as GuessClaim } from './GuessClaim.svelte';
export { default as LessonLine } from './LessonLine.svelte';
