/**
 * Draws one figure a task, so that moving a slider never blocks the page for the sum of all
 * figures. A newer job for the same place replaces the one that waits.
 */
const waiting = new Map<object, () => Promise<void> | void>();
let running = false;

export function enqueueDraw(place: object, draw: () => Promise<void> | void): void {
  waiting.set(place, draw);
  if (!running) {
    running = true;
    setTimeout(() => void next());
  }
}

/** Forgets the waiting job of a place that is going away. */
export function dropDraw(place: object): void {
  waiting.delete(place);
}

async function next(): Promise<void> {
  const [entry] = waiting;
  if (!entry) {
    running = false;
    return;
  }
  waiting.delete(entry[0]);
  await entry[1]();
  setTimeout(() => void next());
}
