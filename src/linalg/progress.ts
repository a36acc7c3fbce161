/** Told now and then which share of the work, from 0 to 1, is done. What it throws ends the work. */
export type Progress = (share: number) => void;

/** Progress of a part of the work that leads from the share `from` to the share `to`. */
export function part(whole: Progress | undefined, from: number, to: number): Progress | undefined {
  return whole && ((share) => whole(from + (to - from) * share));
}
