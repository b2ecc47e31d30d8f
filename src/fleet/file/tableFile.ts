import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { maxFileLength, type TableReader } from "./readFleet";

/** UTF-8 takes three bytes at most for a UTF-16 unit. */
const maxBytes = 3 * maxFileLength;

/**
 * Reads the tables in the folder of a fleet file. A folder that somebody else wrote may hold a link to a pipe or to a device, which
 * would be waited for, or read, without end.
 */
export function tablesIn(folder: string): TableReader {
  return (name) => {
    const file = path.join(folder, name);
    try {
      const found = statSync(file);
      return found.isFile() && found.size <= maxBytes ? readFileSync(file, "utf8") : undefined;
    } catch {
      return undefined;
    }
  };
}
