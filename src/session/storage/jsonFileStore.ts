import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { claim, type Release } from "./processClaim";

/** How often somebody waits 20 ms for another window's change. */
const mostTries = 500;

/**
 * Small state of a workspace in one file, written before `change` resolves. Windows change it one after the other, each on what
 * the last one left. VS Code's own workspace state is slower: in a browser
 * it is written every five seconds, so that a page that is reloaded sooner has lost it.
 */
export class JsonFileStore {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** What was kept under this key; undefined also where the file is not there or damaged. */
  get(key: string): unknown {
    return this.#read()[key];
  }

  /** `make` gets what is kept under this key. Rejects with the system's error where it cannot be written. */
  async change(key: string, make: (value: unknown) => unknown): Promise<void> {
    const partial = `${this.#file}.${process.pid}.partial`;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const release = await this.#claimed();
    try {
      const all = this.#read();
      writeFileSync(partial, JSON.stringify({ ...all, [key]: make(all[key]) }), { mode: 0o600 });
      renameSync(partial, this.#file);
    } finally {
      await release?.();
    }
  }

  /** `undefined` where there are no claims, or a window does not let go: then it is written anyway. */
  async #claimed(): Promise<Release | undefined> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const release = await claim(`${this.#file}.claim`).catch(() => "none" as const);
      if (release === "none") return undefined;
      if (release !== undefined) return release;
      await delay(20);
    }
    return undefined;
  }

  #read(): Readonly<Record<string, unknown>> {
    try {
      const saved: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      return typeof saved === "object" && saved !== null ? { ...saved } : {};
    } catch {
      return {};
    }
  }
}
