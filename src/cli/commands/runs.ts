import { parseArgs } from "node:util";
import { assemble } from "../../userdata/assembly/assemble";
import { shownRuns } from "../../userdata/assembly/shownRuns";
import { decodeUserData } from "../../userdata/decode";
import { readDocument } from "../../userdata/document";
import { exitCode, UsageError, type Command, type Options } from "../command";
import { readInput } from "../input";

const options = {} satisfies Options;

export const runs: Command = {
  options,
  usage: `Usage: nexus-arc runs FILE|-

Prints how the VM processes user data: its parts, what each stage of cloud-init runs and in which order, and what does
not run because cloud-init drops or replaces it. The leading numbers are lines of the file.
Exit code 0: written; 2: the file cannot be read.`,
  async run(args, io) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0)
      throw new UsageError("specify one file, or - for standard input.");
    const document = readDocument(decodeUserData(await readInput(file, io)).text);
    io.write(shownRuns(document, assemble(document)).text);
    return exitCode.ok;
  },
};
