/** The `nexus-arc` program: gives `main` the process's streams and ends with its exit code. */
import { exitCode } from "./cli/command";
import { main } from "./cli/main";
import { openSafeOutput } from "./cli/safeOutput";

const abort = new AbortController();
const stop = (): void => {
  abort.abort();
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

/** What has failed for good counts more than what `main` ends with. */
let failed = false;
function fail(error: unknown): void {
  failed = true;
  process.exitCode = exitCode.usage;
  writeError(`nexus-arc: ${error instanceof Error ? error.message : String(error)}\n`);
}

const writeError = openSafeOutput(process.stderr, { gone: stop, broken: () => undefined });
const write = openSafeOutput(process.stdout, { gone: stop, broken: fail });

main(process.argv.slice(2), { stdin: process.stdin, write, writeError, signal: abort.signal }).then(
  (code) => {
    if (!failed) process.exitCode = code;
  },
  fail,
);
