import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Small state of a workspace in one file, written before `update` resolves. VS Code's own workspace state is slower: in a browser
 * it is written every five seconds, so that a page that is reloaded sooner has lost it.
 */
export class KeptFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** What was kept under this key; undefined also where the file is not there or damaged. */
  get(key: string): unknown {
    return this.#read()[key];
  }

  /** Rejects with the system's error where it cannot be written. */
  update(key: string, value: unknown): Promise<void> {
    const partial = `${this.#file}.${process.pid}.partial`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(partial, JSON.stringify({ ...this.#read(), [key]: value }), { mode: 0o600 });
      renameSync(partial, this.#file);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
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
