import { say } from "../l10n/sentence";
import { open, rm } from "node:fs/promises";

/** A file that the user must not lose stands where the key would go. */
export class FileExistsError extends Error {
  override readonly name = "FileExistsError";
}

/**
 * Writes key text to a new file that only its owner may read (mode 0600).
 * Never touches an existing file: throws `FileExistsError`. A half-written file is removed.
 */
export async function saveKeyFile(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new FileExistsError(
        say`${path} already exists. Choose another name: key files are never overwritten.`,
      );
    }
    throw error;
  });
  try {
    await file.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
