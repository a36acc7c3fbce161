export { default as CoverFigure } from './CoverFigure.svelte';
export { default as GuessClaim } from './GuessClaim.svelte';
export { default as LessonLine } from './LessonLine.svelte';
export { move, reach } from './moves.ts';
export { inLesson, readLesson, sameLesson } from './read-lesson.ts';
export type { Move } from './moves.ts';
