import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { replaceFile } from "../../arm/wholeFile";
import { redact } from "../../arm/errors/redact";

/** What is written instead of a value, as `JSON.stringify` asks. */
type Replacer = (name: string, value: unknown) => unknown;

/** Shorter texts are names and states; a token or a key is longer, and so is a message that holds one. */
const shortestSecret = 40;

/** Azure's own words go to the disk only without the secrets that they may hold. ARM ids are left as they are. */
const withoutSecrets: Replacer = (_name, value) =>
  typeof value === "string" && value.length >= shortestSecret && !/^\/\S*$/.test(value)
    ? redact(value)
    : value;

/** JSON kept in the extension's own storage, one file for each name. What cannot be read is as if it were not there. */
export class SnapshotFiles {
  readonly #folder: string;
  readonly #replace: Replacer | undefined;

  /** `asItIs`: for what was never Azure's. */
  constructor(folder: string, content: "withoutSecrets" | "asItIs" = "withoutSecrets") {
    this.#folder = folder;
    this.#replace = content === "asItIs" ? undefined : withoutSecrets;
  }

  async read(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.file(name), "utf8"));
    } catch {
      return undefined;
    }
  }

  /** For its owner's eyes only. */
  async write(name: string, value: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await replaceFile(this.file(name), JSON.stringify(value, this.#replace));
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Where it is kept. Names hold account ids, which are no file names. */
  file(name: string): string {
    return path.join(this.#folder, `${createHash("sha256").update(name).digest("hex").slice(0, 24)}.json`);
  }
}
