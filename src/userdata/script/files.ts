import type { Value } from "./value";
import type { MappedText } from "./text/mappedText";

/** A file that the user data makes: by `write_files`, by a here-document, by a download. */
export type WrittenFile =
  | {
      readonly kind: "text";
      readonly path: string;
      readonly content: MappedText;
    }
  | { readonly kind: "downloaded"; readonly path: string; readonly url: Value };

/** Files beyond this are not kept. */
const MAX_FILES = 500;

/** The files that exist at this point of the run, as far as the user data makes them. */
export class FileStore {
  readonly #files = new Map<string, WrittenFile>();
  /** The last file of each name. */
  readonly #names = new Map<string, WrittenFile>();

  readonly #written: WrittenFile[] = [];

  /** Every text that was written, in the order of the run. */
  get written(): readonly WrittenFile[] {
    return this.#written;
  }

  /** Under its path only the newest text is kept, of what is appended too: a later `.` or `bash` of the file finds the commands. */
  write(file: WrittenFile): void {
    if (this.#files.size >= MAX_FILES) return;
    if (this.#written.length < MAX_FILES) this.#written.push(file);
    this.#files.set(normal(file.path), file);
    this.#names.set(baseName(file.path), file);
  }

  /** Finds a file by its path; a relative one by its name, because the directory is not followed. */
  find(path: string): WrittenFile | undefined {
    const wanted = normal(path);
    const exact = this.#files.get(wanted);
    if (exact !== undefined || wanted.startsWith("/")) return exact;
    return this.#names.get(baseName(wanted));
  }
}

/** The part of a path after its last slash. */
export function baseName(path: string): string {
  return path.includes("/") ? path.slice(path.lastIndexOf("/") + 1) : path;
}

function normal(path: string): string {
  return path.replace(/\/\.?(?=\/)/gu, "").replace(/^\.\//u, "");
}
