/**
 * Printing the whole page. What is drawn only when it comes into view, or in the colours of the
 * screen, registers here how to get ready for paper.
 */
const parts = new Set<() => Promise<void>>();

/** Registers a part of the page; returns how to take it out again. */
export function beforePrint(prepare: () => Promise<void>): () => void {
  parts.add(prepare);
  return () => {
    parts.delete(prepare);
  };
}

/**
 * Gets every part ready, one after the other, then opens the browser's print dialog. A part that
 * cannot be drawn anew is printed as the screen shows it.
 */
export async function printPage(): Promise<void> {
  for (const prepare of [...parts]) await prepare().catch(() => undefined);
  window.print();
}
