import { parseArgs } from "node:util";
import type { KeyInspection, KeyReport } from "../../keys/inspect";
import { exitCode, oneOf, UsageError, type Command, type ExitCode, type Options } from "../command";
import { readInput } from "../input";

const formats = ["text", "json"] as const;
const options = {
  format: { type: "string", default: "text", words: formats },
  "passphrase-file": { type: "string" },
} satisfies Options;

export const key: Command = {
  options,
  words: ["inspect"],
  usage: `Usage: nexus-arc key inspect FILE|- [--format text|json] [--passphrase-file FILE]

Reads PEM, DER, or base64; PKCS#1, PKCS#8, SPKI, encrypted PEM, OpenSSH; private or public; with or without export NAME=.
Exit code 0: every key is ready for Azure Arc; 1: a key is not ready, or two keys do not match; 2: no key found.
The key itself is never printed.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options,
    });
    const [action, file, ...rest] = positionals;
    if (action !== "inspect" || file === undefined || rest.length > 0) {
      throw new UsageError("usage: nexus-arc key inspect FILE|-");
    }
    const format = oneOf("--format", formats, values.format);
    const input = await readInput(file, io);
    const passphrase =
      values["passphrase-file"] && (await readInput(values["passphrase-file"], io)).toString("utf8");
    const { inspectKeys } = await import("../../keys/inspect");
    const inspection = await inspectKeys(input, passphrase?.replace(/\r?\n$/, ""));
    if (inspection.keys.length === 0)
      throw new UsageError(`${file === "-" ? "the input" : file} contains no key.`);
    io.write(format === "json" ? `${JSON.stringify(asJson(inspection))}\n` : asText(inspection));
    return verdict(inspection);
  },
};

function verdict({ keys, pair }: KeyInspection): ExitCode {
  const clean = keys.every((report) => report.verdict.accepted) && pair !== "mismatch";
  return clean ? exitCode.ok : exitCode.findings;
}

function asText({ keys, pair }: KeyInspection): string {
  const lines = keys.flatMap(({ title, variable, verdict: judged }) => [
    `${variable === undefined ? "" : `${variable}: `}${title}`,
    judged.accepted
      ? "  Azure Arc accepts this format."
      : `  Not ready for Azure Arc: ${judged.reason} ${judged.nextMove}`,
  ]);
  if (pair === "match") lines.push("The keys match.");
  if (pair === "mismatch") lines.push("The keys do NOT match: they come from different pairs.");
  return `${lines.join("\n")}\n`;
}

function asJson({ keys, pair }: KeyInspection): unknown {
  const report = ({ title, variable, verdict: judged, key: rsa }: KeyReport): unknown => ({
    title,
    ...(variable === undefined ? {} : { variable }),
    ...(rsa === undefined ? {} : { half: rsa.half, bits: rsa.bits }),
    ...judged,
  });
  return { keys: keys.map(report), ...(pair === undefined ? {} : { pair }) };
}
