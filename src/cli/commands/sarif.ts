/** Findings in SARIF 2.1.0, as code scanning services read it. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { repository, version } from "../../../package.json";
import { documentRules, type FindingKind } from "../../userdata/documentRules";
import type { Finding, Severity } from "../../userdata/finding";
import { rules } from "../../userdata/rules";
import type { LintResult } from "../../userdata/lintWith";

export interface LintedFile extends LintResult {
  readonly file: string;
}

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** @param folder that relative file names are of, and that the log's own are relative to */
export function sarifOf(files: readonly LintedFile[], folder = process.cwd()): unknown {
  const findings = files.flatMap((file) => file.findings);
  const docs = new Map(findings.map((finding) => [finding.rule, finding.docs]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "nexus-arc",
            semanticVersion: version,
            informationUri: repository.url,
            rules: [...docs].map(([id, helpUri]) => descriptor(id, helpUri)),
          },
        },
        columnKind: "utf16CodeUnits",
        results: files.flatMap(({ file, findings: own }) => {
          const uri = uriOf(file, folder);
          return own.map((finding) => resultOf(uri, finding));
        }),
      },
    ],
  };
}

/** GitHub code scanning requires both descriptions and the help (rule GH2012 of the SARIF multitool 5.7.0). */
function descriptor(id: string, helpUri: string | undefined): unknown {
  const { title, why, fix } = kindOf(id);
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: `${why} ${fix}`, markdown: `${why}\n\n**Fix:** ${fix}` },
    ...(helpUri?.startsWith("https:") === true && { helpUri }),
  };
}

function kindOf(id: string): FindingKind {
  const known = rules.find((rule) => rule.id === id) ?? documentRules[id];
  if (known === undefined) throw new Error(`The finding ${id} has no description.`);
  return known;
}

/** Relative to the folder where the file stands below it: a service finds it by its path in the repository. */
function uriOf(file: string, folder: string): string {
  if (file === "-") return "stdin";
  const relative = path.relative(folder, path.resolve(folder, file));
  if (relative === "" || relative.startsWith("..") || path.isAbsolute(relative))
    return pathToFileURL(path.resolve(folder, file)).href;
  return relative.split(path.sep).map(encodeURIComponent).join("/");
}

function resultOf(uri: string, { rule, severity, message, range, related = [] }: Finding): unknown {
  const location = (region: Finding["range"]): unknown => ({
    artifactLocation: { uri },
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
