import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { UsageError, type Io } from "./command";

/** The bytes of a file, or of standard input for `-`. Throws `UsageError` in one line when there is nothing to read. */
export async function readInput(name: string, io: Io): Promise<Buffer> {
  if (name === "-") return buffer(io.stdin);
  try {
    return await readFile(name);
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "the file does not exist.";
    case "EISDIR":
      return "it is a folder.";
    case "EACCES":
      return "permission denied.";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
