import { parseArgs } from "node:util";
import { exportCommands, generateKeyPair } from "../../keys/pair";
import { exitCode, oneOf, type Command, type Options } from "../command";

const formats = ["env", "json"] as const;
const options = { format: { type: "string", default: "env", words: formats } } satisfies Options;

export const keygen: Command = {
  options,
  usage: `Usage: nexus-arc keygen [--format env|json]

Prints a new RSA 2048 key pair, each key as base64 of PKCS#1 DER. Nothing is written to disk.
  --format env   export PRIVATE_B64="…" and PUBLIC_B64="…" (default)
  --format json  {"privateKey":"…","publicKey":"…"}`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options });
    const format = oneOf("--format", formats, values.format);
    const pair = await generateKeyPair();
    io.write(format === "env" ? exportCommands(pair) : `${JSON.stringify(pair)}\n`);
    return exitCode.ok;
  },
};
