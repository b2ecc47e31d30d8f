import { plainMarkdown } from "../../markdown";
import { areas, type Area, type Finding, type Note, type Severity } from "../finding";
import { countsOf, type PrerequisiteReport } from "./report";

/** A button above a line of the report. */
export interface ReportButton {
  /** The line's whole text. */
  readonly line: string;
  readonly title: string;
  readonly command: string;
  readonly argument: unknown;
}

export const areaTitles: Readonly<Record<Area, string>> = {
  providers: "Resource providers",
  rights: "Your rights",
  network: "Cloud services network",
  names: "Names",
  versions: "Versions",
  system: "Operating system",
  vm: "Virtual machine",
};

const severityWords: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  information: "Information",
};

/** The report as a Markdown document. Values from Azure are escaped: none makes a link, an image or HTML. */
export function reportMarkdown(report: PrerequisiteReport): string {
  const { about, at, findings, passed, open } = report;
  return [
    "# Prerequisites of the Azure Arc enrollment",
    verdict(report),
    `Checked ${at}.`,
    about.map(([name, value]) => `- ${name}: ${plainMarkdown(value)}`).join("\n"),
    "## Findings",
    ...(findings.length === 0 ? ["None."] : findings.map(findingText)),
    "## Could not be checked",
    ...byArea(open),
    "## Passed",
    ...byArea(passed),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** The first sentence: whether the enrollment can be started. */
export function verdict(report: PrerequisiteReport): string {
  const { error, warning, information } = countsOf(report);
  if (error + warning + information === 0) return "**No problems found.**";
  const words = [
    count(error, "error", "errors"),
    count(warning, "warning", "warnings"),
    count(information, "note", "notes"),
  ].filter((word) => word !== "");
  const start = error > 0 ? "Enrollment cannot succeed yet" : "Enrollment can start";
  return `**${start}: ${words.join(", ")}.**`;
}

function count(number: number, one: string, many: string): string {
  if (number === 0) return "";
  return `${number} ${number === 1 ? one : many}`;
}

/** The heading of a finding: what a button stands above. */
export function findingHeading({ severity, title }: Finding): string {
  return `### ${severityWords[severity]}: ${plainMarkdown(title)}`;
}

function findingText(finding: Finding): string {
  const { evidence, fix } = finding;
  return [findingHeading(finding), "", seenText(evidence), `- To do: ${plainMarkdown(fix)}`].join("\n");
}

/** Evidence of several things stands one below the other. */
function seenText(evidence: string): string {
  const [only = "", ...more] = evidence.split("; ");
  if (more.length === 0) return `- Seen: ${plainMarkdown(only)}`;
  return ["- Seen:", ...[only, ...more].map((each) => `  - ${plainMarkdown(each)}`)].join("\n");
}

function byArea(notes: readonly Note[]): string[] {
  return areas.flatMap((area) => {
    const own = notes.filter((note) => note.area === area);
    return own.length === 0
      ? []
      : [`**${areaTitles[area]}**`, own.map(({ text }) => `- ${plainMarkdown(text)}`).join("\n")];
  });
}
