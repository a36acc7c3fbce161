import { forgetScratch } from './kernels/scratch.ts';

/** Told now and then which share of the work, from 0 to 1, is done. What it throws ends the work. */
export type Progress = (share: number) => void;

/** Progress of a part of the work that leads from the share `from` to the share `to`. */
export function part(whole: Progress | undefined, from: number, to: number): Progress | undefined {
  return whole && ((share) => whole(from + (to - from) * share));
}

/** Smaller matrices do not report their progress. */
const LONG = 256;

/** What routines on n columns are to call, if anything: its listener finds all scratch arrays free. */
export function listener(n: number, onProgress?: (share: number) => void): Progress | undefined {
  if (!onProgress || n <= LONG) return undefined;
  return (share) => {
    forgetScratch();
    onProgress(share);
  };
}
