/** Longest wait in milliseconds for a paint: a window behind others paints nothing. */
const patience = 100;

/** Starts once the browser has painted what stands in the page already. */
export function afterPaint(begin: () => void): void {
  let hasBegun = false;
  const once = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    begin();
  };
  // The frame of this callback is painted before the next timer.
  requestAnimationFrame(() => window.setTimeout(once));
  window.setTimeout(once, patience);
}
