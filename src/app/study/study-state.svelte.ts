import type { ParamValues } from '#demo';
import { createStudy, type Outcome } from '../../demo/study.ts';
import { startWorker } from '../start-worker.ts';
import type { Point } from './points.ts';

/** How far the computing of some points has come. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  /** Points whose settings do not go together: never computed. */
  readonly left: number;
  readonly failed: number;
  /** Why the first failed one did. */
  readonly why: string | undefined;
}

export interface StudyState {
  readonly running: boolean;
  /** What became of a point, if it is known. */
  outcome(point: Point): Outcome | undefined;
  progress(points: readonly Point[]): Progress;
  /** Computes those of the points that are not known yet. */
  run(points: readonly Point[]): void;
  /** Stops; what is known stays known, and `run` takes up where this left. */
  stop(): void;
}

/** Outcomes that are kept; more than any panel shows at once. */
const KEPT = 4000;

/** Remembers the outcome of every point that was computed on this page. */
export function createStudyState(slug: string): StudyState {
  const known = new Map<string, Outcome>();
  // Outcomes may arrive by hundreds a second; the page hears of them once a frame.
  let heard = $state(0);
  let running = $state(false);
  let frame = 0;

  const study = createStudy(slug, startWorker, (told) => {
    if (told) {
      known.set(keyOf(told.params), told.outcome);
      for (const key of known.keys()) {
        if (known.size <= KEPT) break;
        known.delete(key);
      }
    }
    if (frame === 0 || !told) {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = 0;
        heard += 1;
        if (!told) running = false;
      });
    }
  });

  function outcome({ params }: Point): Outcome | undefined {
    return heard >= 0 && params ? known.get(keyOf(params)) : undefined;
  }

  return {
    get running() {
      return running;
    },
    outcome,
    progress(points) {
      const outcomes = points.map(outcome);
      const failed = outcomes.filter((o) => o?.kind === 'failed');
      const [first] = failed;
      return {
        total: points.length,
        done: outcomes.filter((o) => o !== undefined).length,
        left: points.filter(({ params }) => params === undefined).length,
        failed: failed.length,
        why: first?.kind === 'failed' ? first.message : undefined,
      };
    },
    run(points) {
      const unknown = points.flatMap((point) =>
        point.params && !known.has(keyOf(point.params)) ? [point.params] : [],
      );
      cancelAnimationFrame(frame);
      frame = 0;
      running = true;
      study.run(unknown);
    },
    stop() {
      study.stop();
      running = false;
    },
  };
}

const keyOf = (params: ParamValues): string => JSON.stringify(params);
