import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { replaceFile } from "../../arm/wholeFile";
import { claimInTime } from "./processClaim";

/** How long a change waits for another window's, in milliseconds. */
const longestWait = 10_000;

/**
 * Small state of a workspace in one file, written before `change` resolves. Windows change it one after the other, each on what
 * the last one left. VS Code's own workspace state is slower: in a browser
 * it is written every five seconds, so that a page that is reloaded sooner has lost it.
 */
export class JsonFileStore {
  readonly #file: string;
  /** This window's last change: the next one waits for it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** What was kept under this key; undefined also where the file is not there or damaged. */
  get(key: string): unknown {
    return this.#read()[key];
  }

  /** `make` gets what is kept under this key. Rejects with the system's error where it cannot be written. */
  async change(key: string, make: (value: unknown) => unknown): Promise<void> {
    const change = this.#last.then(() => this.#change(key, make));
    this.#last = change.catch(() => undefined);
    await change;
  }

  async #change(key: string, make: (value: unknown) => unknown): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    // Where there are no claims, or a window does not let go, it is written anyway.
    const release = await claimInTime(`${this.#file}.claim`, longestWait).catch(() => undefined);
    try {
      const all = this.#read();
      await replaceFile(this.#file, JSON.stringify({ ...all, [key]: make(all[key]) }));
    } finally {
      await release?.();
    }
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
