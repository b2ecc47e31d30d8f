import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What `cloud-init schema` says of a document, or why it says nothing. */
export type SchemaVerdict =
  | { readonly kind: "valid" }
  | { readonly kind: "rejected"; readonly problems: string }
  | { readonly kind: "notInstalled" }
  /** The program did not judge the document: it could not start, ended early, or failed. */
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Has cloud-init's own validator read `text`. The validator gets a file: it opens its input by name, and what Node gives a
 * program as standard input cannot be opened by name (`/dev/stdin` is a socket). The file is in a folder of its own that only
 * this user can read, and is removed whatever happens. Throws only for an abort, and when the file cannot be written.
 */
export async function askCloudInit(
  text: string,
  signal: AbortSignal,
  program = "cloud-init",
): Promise<SchemaVerdict> {
  const folder = await mkdtemp(join(tmpdir(), "nexus-arc-"));
  try {
    const file = join(folder, "user-data");
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
    const verdict = await run(program, file, signal);
    signal.throwIfAborted();
    return verdict;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, file: string, signal: AbortSignal): Promise<SchemaVerdict> {
  return new Promise((resolve) => {
    const options = { signal, timeout: 30_000, windowsHide: true };
    execFile(program, ["schema", "--config-file", file], options, (error, stdout, stderr) => {
      const output = `${stdout}\n${stderr}`.replaceAll(file, "user data").trim();
      if (error === null) resolve({ kind: "valid" });
      else if (error.code === "ENOENT") resolve({ kind: "notInstalled" });
      else if (judged(output)) resolve({ kind: "rejected", problems: problemsOf(output) });
      else resolve({ kind: "failed", reason: reasonOf(output, error) });
    });
  });
}

/** The words of cloud-init's `SchemaValidationError` and of its `error("Invalid …")` (config/schema.py, 22.1 to 25.1). */
const verdict =
  /Cloud config schema (?:errors|deprecations)|^(?:Error: ?\s*)?Invalid (?:cloud-config|user-data|schema)/mu;

/** Python names an exception that nothing caught below this line; then the program failed, whatever else it wrote. */
const traceback = "Traceback (most recent call last)";

function judged(output: string): boolean {
  return verdict.test(output) && !output.includes(traceback);
}

function problemsOf(output: string): string {
  return output.replace(/^Error:\s*/u, "").replace(/^Cloud config schema errors:\s*/u, "");
}

/** The line that says most: of a traceback the last one, which names the exception. */
function reasonOf(output: string, error: Error & { readonly killed?: boolean }): string {
  if (error.killed === true) return "cloud-init did not finish within 30 seconds.";
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.at(-1)?.trim() ?? error.message;
}
