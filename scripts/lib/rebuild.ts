/** Runs `scripts/build.ts` in a process of its own. */
import path from "node:path";
import { root } from "./paths";
import { run } from "./run";

function build(flags: readonly string[], signal: AbortSignal, output: "keep" | "inherit"): Promise<string> {
  const script = path.join(root, "scripts/build.ts");
  return run(process.execPath, ["--import", "tsx", script, ...flags], { cwd: root, signal, output });
}

/** Throws a `RunError` that holds the compiler's messages. */
export async function buildOnce(signal: AbortSignal): Promise<void> {
  await build([], signal, "keep");
}

/** Builds now and after every change of a source, until the signal. */
export async function buildOnEveryChange(signal: AbortSignal): Promise<void> {
  await build(["--watch"], signal, "inherit").catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
