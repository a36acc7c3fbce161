import type { Guess, Lesson, LessonView } from './lesson.ts';
import { writeLesson } from './read-lesson.ts';

/** The view once a guess is made; without a word, once its claim or figure is covered again. */
export function guessed(lesson: Lesson, id: string, word?: Guess): Pick<LessonView, 'guess'> {
  const guess = new Map(lesson.guess);
  if (word) guess.set(id, word);
  else guess.delete(id);
  return { guess: writeLesson({ ...lesson, guess }).guess };
}
