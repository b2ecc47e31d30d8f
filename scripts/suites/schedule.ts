/** Runs jobs side by side, each after those that it names. */

export interface Job {
  readonly name: string;
  readonly after: readonly string[];
  readonly run: () => Promise<void>;
}

/**
 * Starts the first job of the list that may start whenever one of `slots` is free; settles when all have ended.
 * A job that names one which is not in the list does not wait for it. Jobs must not reject.
 */
export async function schedule(jobs: readonly Job[], slots: number): Promise<void> {
  const waiting = [...jobs];
  const unfinished = new Set(jobs.map(({ name }) => name));
  const running = new Set<Promise<void>>();
  while (unfinished.size > 0) {
    const next = waiting.findIndex((job) => job.after.every((name) => !unfinished.has(name)));
    if (next !== -1 && running.size < slots) {
      const [job] = waiting.splice(next, 1);
      if (job === undefined) continue;
      const ended = job.run().finally(() => {
        unfinished.delete(job.name);
        running.delete(ended);
      });
      running.add(ended);
    } else if (running.size > 0) {
      await Promise.race(running);
    } else {
      throw new Error(`These jobs wait for each other: ${[...unfinished].join(", ")}`);
    }
  }
}
