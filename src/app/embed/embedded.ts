/**
 * Whether this page is shown without what surrounds the demo (`?embed`). The script in its head
 * decides that before the first paint.
 */
export const embedded = (): boolean => document.documentElement.dataset['embed'] !== undefined;

/** The page that an embedded one is part of; `undefined` if it stands alone. */
export const host = (): Window | undefined =>
  embedded() && window.parent !== window ? window.parent : undefined;
