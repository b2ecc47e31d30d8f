/** As much of a signal as is needed here: the platform's, or that of Azure's libraries. */
export interface Abortable {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

interface Waiting {
  readonly listeners: Set<() => void>;
  readonly tell: () => void;
}

const waiting = new WeakMap<Abortable, Waiting>();

/**
 * Calls `listener` once when `signal` aborts; never when it has aborted before. Returns how to stop waiting. However many wait for
 * one signal, the signal itself has one listener: a listing has hundreds of requests on one signal, and Node warns of a leak
 * from eleven listeners on.
 */
export function onAbort(signal: Abortable, listener: () => void): () => void {
  if (signal.aborted) return () => undefined;
  const { listeners } = waiting.get(signal) ?? startWaiting(signal);
  // A function of its own, so that the same listener can wait twice.
  const entry = (): void => {
    listener();
  };
  listeners.add(entry);
  return () => {
    listeners.delete(entry);
    if (listeners.size === 0) stopWaiting(signal, listeners);
  };
}

function startWaiting(signal: Abortable): Waiting {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    const told = [...listeners];
    stopWaiting(signal, listeners);
    listeners.clear();
    for (const listener of told) listener();
  };
  const entry = { listeners, tell };
  waiting.set(signal, entry);
  signal.addEventListener("abort", tell);
  return entry;
}

function stopWaiting(signal: Abortable, listeners: Set<() => void>): void {
  const entry = waiting.get(signal);
  if (entry?.listeners !== listeners) return;
  waiting.delete(signal);
  signal.removeEventListener("abort", entry.tell);
}
