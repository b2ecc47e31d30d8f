import { randomUUID } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a new file into `folder`, for its owner's eyes only, and waits until it is on the disk. Resolves to its path, which
 * ends with `.part`: the caller renames or links it, so that nobody reads half a file.
 */
export async function writePartFile(folder: string, text: string): Promise<string> {
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
