import {
  defaults,
  isNumber,
  sameIn,
  type Answer,
  type Demo,
  type Param,
  type ParamSchema,
  type ParamValue,
  type ParamValues,
} from '#demo';
import { createPinned, type Pinned } from './compare/pinned.svelte.ts';
import { createComputation, type Work } from './computation.svelte.ts';
import { shownInEmbed } from './embed/embed-parts.ts';
import { embedded } from './embed/embedded.ts';
import { createHistory } from './history.ts';
import type * as Lessons from './lesson/index.ts';
import {
  coveredOf,
  isLesson,
  NO_LESSON,
  shownFigures,
  shownParams,
  shows,
  type Lesson,
  type Part,
} from './lesson/lesson.ts';
import type { Outline } from './outline.ts';
import { cannotPresent, slidesOf } from './present/slides.ts';
import { readPin, readState, writePin, writeState, type StateReading } from './read-state.ts';
import { viewOf, viewSchema, type View } from './view.ts';

const NOT_LOADED =
  'It describes a lesson, and that part of the page did not load. Reload the page.';

export interface PageState {
  readonly params: ParamValues;
  /** What the page's own panels show. */
  readonly view: View;
  readonly notices: readonly string[];
  readonly outline: Outline;
  /** What keeps lessons and shows them; loaded with the first one. */
  readonly lessons: typeof Lessons | undefined;
  /** What a teacher chose to show and to let move; on most pages everything. */
  readonly lesson: Lesson;
  /** The parameters whose controls are shown. */
  readonly controls: ParamSchema;
  /** The claims and figures that nobody has guessed yet. */
  readonly covered: ReadonlySet<string>;
  /** Whether the lesson kept the last change, or a part of it, from being made. */
  readonly held: boolean;
  readonly answer: Answer | undefined;
  readonly work: Work;
  /** The state that this one is compared with. */
  readonly pinned: Pick<Pinned, 'params' | 'answer' | 'computing' | 'problem' | 'retry'>;
  /** Whether a gesture is under way: a slider held, a point dragged. */
  readonly moving: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Sets one parameter; `done` ends the gesture and makes one step of the history. */
  set(name: string, value: ParamValue, done: boolean): void;
  merge(changes: ParamValues, done: boolean): void;
  /** Sets parameters at one stroke: always a step of its own. */
  jump(changes: ParamValues): void;
  /** Changes what the panels show: one step of the history. */
  look(changes: Partial<View>): void;
  /** Presents another slide. No step: a lecture of many slides is left with one step back. */
  turnTo(slide: string): void;
  /** The schema entry of a number, its range narrowed to what goes with the other settings now. */
  narrowed<P extends Param>(name: string, param: P): P;
  /** Whether a part of the page is shown. */
  shows(part: Part): boolean;
  /** The settings that changes on top of the defaults make, the sample kept. */
  at(changes: ParamValues): ParamValues;
  /** Whether the state is the one `goTo(changes)` leads to. */
  isAt(changes: ParamValues): boolean;
  /** The given changes on top of the defaults, the sample kept; and what the panels show with it. */
  goTo(changes: ParamValues, seen?: Partial<View>): void;
  /** Back to the defaults, the sample kept; in a lesson back to the settings it was opened with. */
  reset(): void;
  /** Takes over a state as a link writes it, if all of it makes sense; else says why not. */
  openExactly(fragment: string): Promise<readonly string[]>;
  /** Pins the state on the page, to compare others with it. */
  pin(): void;
  unpin(): void;
  /** Shows the pinned state, and pins the one that was shown. */
  swap(): void;
  undo(): void;
  redo(): void;
  cancel(): void;
  retry(): void;
  dismissNotices(): void;
  /** The state as a link writes it after `#`. */
  fragment(): string;
  /** The address that brings back exactly this state, or the one that a fragment says. */
  link(fragment?: string): string;
}

/** The one gateway to a demo page's state: parameters change only here, all else is derived. */
export function createPageState(
  slug: string,
  demo: Demo,
  outline: Outline,
  loaded: typeof Lessons | undefined,
): PageState {
  const schema = demo.params;
  let params = $state.raw<ParamValues>(demo.fit(defaults(schema)));
  let view = $state.raw<View>(viewOf(defaults(viewSchema)));
  let notices = $state.raw<readonly string[]>([]);
  let lessons = $state.raw(loaded);
  const lesson = $derived(
    lessons && isLesson(view) ? lessons.readLesson(demo, outline, view).lesson : NO_LESSON,
  );
  const controls = $derived(shownParams(lesson, schema));
  const covered = $derived(coveredOf(lesson));
  let held = $state(false);
  let moving = $state(false);
  const bare = embedded();
  let steps = $state.raw({ undo: false, redo: false });
  const pinned = createPinned(slug);

  const showsPart = (part: Part): boolean =>
    bare ? shownInEmbed(lesson.show).has(part) : shows(lesson, part);

  const computation = createComputation(slug, ({ figures }) => {
    const slides = slidesOf(shownFigures(lesson, figures), showsPart('claims'));
    const problem = cannotPresent(slides, view.present);
    if (problem === undefined) return;
    view = { ...view, present: '' };
    notices = [...notices, problem];
  });

  const history = createHistory((now) => {
    steps = now;
  }, open);

  function show(next: { params: ParamValues; view: View }): void {
    params = next.params;
    held = false;
    moving = false;
    const moved = next.view.pin !== view.pin;
    view = next.view;
    if (moved) {
      const beside = readPin(demo, view.pin);
      if (beside) pinned.hold(beside, undefined);
      else pinned.drop();
    }
    computation.ask(params);
  }

  /** The state that a text describes; `undefined` if it is a lesson and what keeps it is to be loaded. */
  function read(text: string): StateReading | undefined {
    const reading = readState(demo, text);
    return isLesson(reading.view) ? lessons?.inLesson(demo, outline, reading) : reading;
  }

  async function loadLessons(): Promise<void> {
    lessons = await import('./lesson/index.ts');
  }

  /** Takes over the state that the address describes. */
  function open(): void {
    const reading = read(location.hash);
    if (!reading) {
      loadLessons().then(open, () => {
        notices = [NOT_LOADED];
      });
      return;
    }
    notices = reading.notices;
    show(reading);
  }

  async function openExactly(text: string): Promise<readonly string[]> {
    if (!read(text)) await loadLessons().catch(() => undefined);
    const reading = read(text);
    if (!reading) return [NOT_LOADED];
    if (reading.notices.length > 0) return reading.notices;
    notices = [];
    show(reading);
    history.commit(fragment(), '');
    return [];
  }

  function pin(): void {
    pinned.hold(params, computation.known);
    look({ pin: writePin(demo, params) });
  }

  function unpin(): void {
    pinned.drop();
    look({ pin: '' });
  }

  function swap(): void {
    if (!pinned.params) return;
    ({ held } = move(pinned.params));
    if (held) return;
    const [shown, known, next] = [params, computation.known, pinned.answer];
    params = pinned.params;
    pinned.hold(shown, known);
    if (known && next) computation.take(next);
    else computation.ask(params);
    look({ pin: writePin(demo, shown) });
  }

  const fragment = (): string => writeState(demo, params, view);

  /** Where changes lead: to settings that go together, and that the lesson allows. */
  const move = (changes: ParamValues): Lessons.Move =>
    lessons?.move(demo, lesson, params, changes) ?? {
      params: demo.fit({ ...params, ...changes }),
      held: false,
    };

  function merge(changes: ParamValues, done: boolean, gesture = Object.keys(changes).join()): void {
    const moved = move(changes);
    const next = moved.params;
    ({ held } = moved);
    if (!sameIn(next, params)) {
      params = next;
      computation.ask(params);
    }
    moving = !done;
    if (done) history.commit(fragment(), gesture);
  }

  function look(changes: Partial<View>): void {
    view = { ...view, ...changes };
    const alone = ['pin', 'guess', 'off'].some((field) => field in changes);
    history.commit(fragment(), alone ? '' : `look ${Object.keys(changes).join()}`);
  }

  function turnTo(slide: string): void {
    view = { ...view, present: slide };
    history.rewrite(fragment());
  }

  const onDefaults = (changes: ParamValues): ParamValues => ({
    ...defaults(schema),
    ...keptSeed(),
    ...changes,
  });

  const jump = (changes: ParamValues): void => merge(changes, true, '');

  function goTo(changes: ParamValues, seen: Partial<View> = {}): void {
    view = { ...view, ...seen };
    jump(onDefaults(changes));
  }

  const isAt = (changes: ParamValues): boolean => sameIn(demo.fit(onDefaults(changes)), params);

  function keptSeed(): ParamValues {
    return Object.fromEntries(
      Object.entries(params).filter(([name]) => schema[name]?.kind === 'seed'),
    );
  }

  function narrowed<P extends Param>(name: string, param: P): P {
    if (!isNumber(param)) return param;
    const end = (value: number): number =>
      lessons?.reach(demo, lesson, params, name, value) ??
      Number(demo.fit({ ...params, [name]: value })[name]);
    return { ...param, min: end(param.min), max: end(param.max) };
  }

  /** Where Reset leads: a lesson has a start of its own, as long as the page is that lesson. */
  function start(): ParamValues {
    const opened = isLesson(view) ? read(history.start) : undefined;
    return opened && lessons?.sameLesson(opened.view, view)
      ? { ...opened.params, ...keptSeed() }
      : onDefaults({});
  }

  open();

  return {
    get params() {
      return params;
    },
    get view() {
      return view;
    },
    get notices() {
      return notices;
    },
    outline,
    get lessons() {
      return lessons;
    },
    get lesson() {
      return lesson;
    },
    get controls() {
      return controls;
    },
    get covered() {
      return covered;
    },
    get held() {
      return held;
    },
    get answer() {
      return computation.answer;
    },
    get work() {
      return computation.work;
    },
    pinned,
    get moving() {
      return moving;
    },
    get canUndo() {
      return steps.undo;
    },
    get canRedo() {
      return steps.redo;
    },
    set: (name, value, done) => merge({ [name]: value }, done),
    merge,
    jump,
    look,
    turnTo,
    narrowed,
    shows: showsPart,
    at: onDefaults,
    isAt,
    goTo,
    reset: () => jump(start()),
    openExactly,
    pin,
    unpin,
    swap,
    undo: history.undo,
    redo: history.redo,
    cancel: computation.cancel,
    retry: () => computation.ask(params),
    dismissNotices() {
      notices = [];
    },
    fragment,
    link(state = fragment()) {
      return `${location.origin}${location.pathname}${state ? `#${state}` : ''}`;
    },
  };
}
