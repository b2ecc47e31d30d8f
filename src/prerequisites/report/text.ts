import { areaTitles, verdict } from "./markdown";
import type { PrerequisiteReport } from "./report";

/** The report for a terminal: findings first, then what nobody can see from here. Control characters are left out. */
export function reportText(report: PrerequisiteReport): string {
  const findings = report.findings.map(
    ({ severity, title, evidence, fix }) =>
      `${severity.padEnd(11)}  ${title}\n             seen: ${evidence}\n             to do: ${fix}`,
  );
  const open = report.open.map(({ area, text }) => `not checked  ${areaTitles[area]}: ${text}`);
  const lines = [...findings, ...open, `${report.passed.length} checks passed. ${verdict(report)}`];
  return `${lines.join("\n").replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/g, "")}\n`;
}
