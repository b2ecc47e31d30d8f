/** Findings in SARIF 2.1.0, as code scanning services read it. */
import type { Finding, Severity } from "../userdata/finding";
import type { LintedFile } from "./lint";

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

export function sarifOf(files: readonly LintedFile[]): unknown {
  const findings = files.flatMap((file) => file.findings);
  const docs = new Map(findings.map((finding) => [finding.rule, finding.docs]));
  const rules = [...docs].map(([id, helpUri]) => ({
    id,
    ...(helpUri?.startsWith("https:") === true && { helpUri }),
  }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "nexus-arc", rules } },
        columnKind: "utf16CodeUnits",
        results: files.flatMap(({ file, findings: own }) => own.map((finding) => resultOf(file, finding))),
      },
    ],
  };
}

function resultOf(file: string, { rule, severity, message, range, related = [] }: Finding): unknown {
  const location = (region: Finding["range"]): unknown => ({
    artifactLocation: {
      uri: file === "-" ? "stdin" : file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/"),
    },
    region: {
      startLine: region.start.line + 1,
      startColumn: region.start.character + 1,
      endLine: region.end.line + 1,
      endColumn: region.end.character + 1,
    },
  });
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: location(range) }],
    relatedLocations: related.map((place, id) => ({
      id,
      message: { text: place.message },
      physicalLocation: location(place.range),
    })),
  };
}
