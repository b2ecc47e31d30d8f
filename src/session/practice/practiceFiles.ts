import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { hasCode } from "../../arm/wholeFile";
import { claim, isClaimed, type Release } from "../storage/processClaim";
import { SnapshotFiles } from "../storage/snapshotFile";

/** Where practice clouds are saved: one file for each name, and one claim for all of them, beside their folder. */
export class PracticeFiles {
  readonly #folder: string;
  readonly #files: SnapshotFiles;

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = new SnapshotFiles(folder, "asItIs");
  }

  /** `undefined` where there is none, or none that can be read. */
  read(name: string): Promise<unknown> {
    return this.#files.read(name);
  }

  write(name: string, value: unknown): Promise<void> {
    return this.#files.write(name, value);
  }

  /** Every one of them. */
  clear(): Promise<void> {
    return this.#files.clear();
  }

  /** Another text after each change by whatever window; `none` where there is no file. */
  async stamp(name: string): Promise<string> {
    try {
      const { ino, mtimeNs, size } = await stat(this.#files.file(name), { bigint: true });
      return [ino, mtimeNs, size].join(" ");
    } catch (error) {
      if (hasCode(error, "ENOENT")) return "none";
      throw error;
    }
  }

  /** `undefined` while another window has it. */
  async claim(): Promise<Release | undefined> {
    await mkdir(path.dirname(this.#folder), { recursive: true });
    return claim(this.#claimed);
  }

  async isClaimed(): Promise<boolean> {
    await mkdir(path.dirname(this.#folder), { recursive: true });
    return isClaimed(this.#claimed);
  }

  get #claimed(): string {
    return `${this.#folder}.claim`;
  }
}
