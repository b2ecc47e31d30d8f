import { say } from "../../l10n/sentence";
import { inEnglish, type Translate } from "../../l10n/translate";
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
  providers: say`Resource providers`,
  rights: say`Your rights`,
  network: say`Cloud services network`,
  names: say`Names`,
  versions: say`Versions`,
  system: say`Operating system`,
  vm: say`Virtual machine`,
};

const severityWords: Readonly<Record<Severity, string>> = {
  error: say`Error`,
  warning: say`Warning`,
  information: say`Information`,
};

/**
 * The report as a Markdown document, in the language of `t`. Values from Azure are escaped: none makes a link, an image or HTML.
 */
export function reportMarkdown(report: PrerequisiteReport, t: Translate = inEnglish): string {
  const { about, at, findings, passed, open } = report;
  return [
    `# ${t("Prerequisites of the Azure Arc enrollment")}`,
    `**${verdict(report, t)}**`,
    t("Checked {0}.", at),
    about.map(([name, value]) => `- ${t(name)}: ${plainMarkdown(t(value))}`).join("\n"),
    `## ${t("Findings")}`,
    ...(findings.length === 0 ? [t("None.")] : findings.map((finding) => findingText(finding, t))),
    `## ${t("Could not be checked")}`,
    ...byArea(open, t),
    `## ${t("Passed")}`,
    ...byArea(passed, t),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** The first sentence: whether the enrollment can be started. */
export function verdict(report: PrerequisiteReport, t: Translate = inEnglish): string {
  const { error, warning, information } = countsOf(report);
  if (error + warning + information === 0) return t("No problems found.");
  const words = [
    error === 1 ? t("1 error") : t("{0} errors", error),
    warning === 1 ? t("1 warning") : t("{0} warnings", warning),
    information === 1 ? t("1 note") : t("{0} notes", information),
  ].filter((_, index) => [error, warning, information][index] !== 0);
  const counts = words.join(t(", "));
  return error > 0
    ? t("Enrollment cannot succeed yet: {0}.", counts)
    : t("Enrollment can start: {0}.", counts);
}

/** The heading of a finding: what a button stands above. */
export function findingHeading({ severity, title }: Finding, t: Translate = inEnglish): string {
  return `### ${t(severityWords[severity])}: ${plainMarkdown(t(title))}`;
}

function findingText(finding: Finding, t: Translate): string {
  const { evidence, fix } = finding;
  const toDo = `- ${t("To do")}: ${plainMarkdown(t(fix))}`;
  return [findingHeading(finding, t), "", seenText(evidence, t), toDo].join("\n");
}

/** Evidence of several things stands one below the other. */
function seenText(evidence: string, t: Translate): string {
  const [only = "", ...more] = evidence.split("; ");
  if (more.length === 0) return `- ${t("Seen")}: ${plainMarkdown(t(only))}`;
  return [`- ${t("Seen")}:`, ...[only, ...more].map((each) => `  - ${plainMarkdown(t(each))}`)].join("\n");
}

function byArea(notes: readonly Note[], t: Translate): string[] {
  return areas.flatMap((area) => {
    const own = notes.filter((note) => note.area === area);
    return own.length === 0
      ? []
      : [`**${t(areaTitles[area])}**`, own.map(({ text }) => `- ${plainMarkdown(t(text))}`).join("\n")];
  });
}
