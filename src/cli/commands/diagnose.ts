import { parseArgs } from "node:util";
import { diagnose as diagnoseLog, type Diagnosis } from "../../enrollment/diagnose/diagnose";
import { exitCode, oneOf, UsageError, type Command, type Options } from "../command";
import { readInput } from "../input";

const formats = ["text", "json"] as const;
const options = { format: { type: "string", default: "text", words: formats } } satisfies Options;

export const diagnose: Command = {
  options,
  usage: `Usage: nexus-arc diagnose FILE|-… [--format text|json]

Reads cloud-init-output.log, cloud-init.log, azcmagent.log, himds.log, or the output of azcmagent show and azcmagent check,
and lists each known failure once, with its cause, the next action, and its step.
Some causes are only in cloud-init.log: specify both logs of cloud-init.
Exit code 0: no known failure was found; 1: a known failure was found; 2: a file cannot be read.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options,
    });
    if (positionals.length === 0) throw new UsageError("specify the logs to read, or - for standard input.");
    const format = oneOf("--format", formats, values.format);
    const results = [];
    for (const file of positionals) {
      results.push({ file, findings: diagnoseLog((await readInput(file, io)).toString("utf8")) });
    }
    io.write(format === "json" ? `${JSON.stringify(results.map(asJson))}\n` : results.map(asText).join(""));
    return results.some(({ findings }) => findings.length > 0) ? exitCode.findings : exitCode.ok;
  },
};

interface Result {
  readonly file: string;
  readonly findings: readonly Diagnosis[];
}

function asText({ file, findings }: Result): string {
  if (findings.length === 0) return `${file}: no known failure.\n`;
  return findings
    .map(
      ({ id, step, cause, fix, line, start, repeats }) =>
        `${file}:${line + 1}:${start + 1}: step ${step}, ${id}: ${cause}${repeats === 0 ? "" : ` (${repeats} more lines)`}\n    ${fix}\n`,
    )
    .join("");
}

function asJson({ file, findings }: Result): unknown {
  return {
    file,
    findings: findings.map(({ id, stage, step, cause, fix, line, start, end, repeats }) => ({
      id,
      stage,
      step,
      cause,
      fix,
      repeats,
      range: { start: { line, character: start }, end: { line, character: end } },
    })),
  };
}
