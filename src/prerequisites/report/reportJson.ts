import { countsOf, type PrerequisiteReport } from "./report";

/** The report as JSON, for pipelines: `{schema, version, at, about, counts, findings, open, passed}`. */
export function reportJson(report: PrerequisiteReport): string {
  const { at, about, findings, open, passed } = report;
  const value = {
    schema: "nexus-arc/prerequisites",
    version: 1,
    at,
    about: Object.fromEntries(about),
    counts: countsOf(report),
    findings,
    open,
    passed,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
