import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Puts `text` in the place of a file, in one move and for its owner's eyes only: nobody reads half a file, after a crash neither.
 * It is on the disk when this resolves. The folder must exist.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const part = await writePartFile(path.dirname(file), text);
  try {
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Makes a file with the whole text, as `replaceFile` does, unless there is one of that name: then resolves to `false`. */
export async function createFile(file: string, text: string): Promise<boolean> {
  const part = await writePartFile(path.dirname(file), text);
  try {
    await link(part, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

/** Writes a new file into `folder` and waits until it is on the disk. Resolves to its path, which ends with `.part`. */
async function writePartFile(folder: string, text: string): Promise<string> {
  const file = path.join(folder, `${randomUUID()}.part`);
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return file;
}

/** Whether a failed call of the file system names this reason, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** The text of a file; `undefined` where there is none. Rejects with the system's error otherwise. */
export async function readTextIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
