import { parseArgs } from "node:util";
import { decodeUserData } from "../../userdata/decode";
import { encodeUserData, isEncodedAlready } from "../../userdata/encode";
import { usualLimit } from "../../userdata/limit";
import { exitCode, UsageError, type Command, type Options } from "../command";
import { readInput } from "../input";

const options = { force: { type: "boolean", default: false } } satisfies Options;

export const encode: Command = {
  options,
  usage: `Usage: nexus-arc encode FILE|- [--force]

Writes the file as base64 in one line, the format of userDataContent of a VM, and prints its size on standard error.
A file that is already base64 is rejected, because the VM decodes only once; --force encodes it anyway.
Exit code 0: written; 1: rejected; 2: the file cannot be read.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options,
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0)
      throw new UsageError("specify one file, or - for standard input.");
    const bytes = await readInput(file, io);
    if (!values.force && isEncodedAlready(decodeUserData(bytes).text)) {
      io.writeError(`nexus-arc encode: ${file} is already base64; the VM decodes it only once.\n`);
      return exitCode.findings;
    }
    const { base64, size } = encodeUserData(bytes);
    io.write(`${base64}\n`);
    io.writeError(`${size.decoded} bytes, ${size.encoded} as base64.\n`);
    if (size.decoded > usualLimit) {
      io.writeError(`More than ${usualLimit} bytes: Azure's limit for custom data of other VMs.\n`);
    }
    return exitCode.ok;
  },
};
