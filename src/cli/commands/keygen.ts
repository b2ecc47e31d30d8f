import { parseArgs } from "node:util";
import { exportCommands, generateKeyPair } from "../../keys/pair";
import { exitCode, UsageError, type Command } from "../command";

export const keygen: Command = {
  summary: "generate the one-time RSA key pair of an enrollment",
  usage: `Usage: nexus-arc keygen [--format env|json]

Prints a new RSA 2048 key pair, each key as base64 of PKCS#1 DER. Nothing is written to disk.
  --format env   export PRIVATE_B64="…" and PUBLIC_B64="…" (default)
  --format json  {"privateKey":"…","publicKey":"…"}`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { format: { type: "string", default: "env" } },
    });
    if (values.format !== "env" && values.format !== "json") {
      throw new UsageError(`--format must be env or json, not "${values.format}".`);
    }
    const pair = await generateKeyPair();
    io.write(values.format === "env" ? exportCommands(pair) : `${JSON.stringify(pair)}\n`);
    return exitCode.ok;
  },
};
