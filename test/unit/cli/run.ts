import { Readable } from "node:stream";
import { main } from "../../../src/cli/main";

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Calls the command line in this process with the given standard input. */
export async function run(argv: readonly string[], stdin: string | Buffer = ""): Promise<Ended> {
  let output = "";
  let errors = "";
  const code = await main(argv, {
    stdin: Readable.from(stdin.length === 0 ? [] : [Buffer.from(stdin)]),
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}
