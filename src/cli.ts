/** The `nexus-arc` program: gives `main` the process's streams and ends with its exit code. */
import { main } from "./cli/main";

const abort = new AbortController();
process.once("SIGINT", () => {
  abort.abort();
});
process.once("SIGTERM", () => {
  abort.abort();
});

main(process.argv.slice(2), {
  stdin: process.stdin,
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  signal: abort.signal,
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`nexus-arc: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
