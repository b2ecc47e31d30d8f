import { parseArgs } from "node:util";
import { decodeUserData } from "../../userdata/decode";
import { compareFindings, type Finding } from "../../userdata/finding";
import { lintUserData } from "../../userdata/lint";
import { exitCode, oneOf, UsageError, type Command, type Options } from "../command";
import { readInput } from "../input";
import { sarifOf, type LintedFile } from "./sarif";

const formats = ["text", "json", "sarif"] as const;
type Format = (typeof formats)[number];

const options = {
  format: { type: "string", default: "text", words: formats },
  strict: { type: "boolean", default: false },
} satisfies Options;

export const lint: Command = {
  options,
  usage: `Usage: nexus-arc lint FILE|-… [--format text|json|sarif] [--strict]

Checks cloud-config, scripts, and multipart user data: YAML, the keys and values of cloud-init 26.2, and the
enrollment's own rules. In JSON, "valid" is the result of cloud-init's validator.
Exit code 0: no errors (with --strict: also no warnings, and valid for cloud-init); 1: errors or warnings;
2: a file cannot be read.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options,
    });
    if (positionals.length === 0)
      throw new UsageError("specify the files to check, or - for standard input.");
    const format = oneOf("--format", formats, values.format);
    const files: LintedFile[] = [];
    for (const file of positionals) files.push(lintBytes(file, await readInput(file, io)));
    io.write(written(format, files));
    return files.some((file) => isRefused(file, values.strict)) ? exitCode.findings : exitCode.ok;
  },
};

function lintBytes(file: string, bytes: Uint8Array): LintedFile {
  const { text, problem } = decodeUserData(bytes);
  const result = lintUserData(text, { fileName: file });
  if (problem === undefined) return { file, ...result };
  const start = { line: 0, character: 0 };
  const encoding: Finding = {
    rule: "document/encoding",
    severity: "error",
    message: problem,
    path: "",
    range: { start, end: { line: 0, character: 1 } },
  };
  return { file, ...result, valid: false, findings: [encoding, ...result.findings] };
}

function isRefused({ findings, valid, kind }: LintedFile, strict: boolean): boolean {
  if (findings.some(({ severity }) => severity === "error")) return true;
  // The validator refuses every MIME document, cloud-init takes them: what is wrong in the parts is among the findings.
  const taken = valid || kind === "mime-multipart";
  return strict && (!taken || findings.some(({ severity }) => severity === "warning"));
}

function written(format: Format, files: readonly LintedFile[]): string {
  switch (format) {
    case "text":
      return files.map(asText).join("");
    case "json":
      return `${JSON.stringify(files.map(asJson))}\n`;
    case "sarif":
      return `${JSON.stringify(sarifOf(files))}\n`;
  }
}

function asText({ file, findings }: LintedFile): string {
  if (findings.length === 0) return `${file}: nothing found.\n`;
  return findings
    .map(({ range: { start }, severity, rule, message }) => {
      return `${file}:${start.line + 1}:${start.character + 1}: ${severity}: ${message} [${rule}]\n`;
    })
    .join("");
}

function asJson({ file, kind, valid, findings, places }: LintedFile): unknown {
  const all = [...findings, ...places].sort(compareFindings);
  return {
    file,
    kind,
    valid,
    findings: all.map(({ rule, severity, message, path, range }) => ({
      rule,
      severity,
      message,
      path,
      range,
    })),
  };
}
