import type { Finding, Fix, Range, Severity } from "../../userdata/finding";

/** Where something stands: in the fleet file, or in a table that it imports. */
export interface SourceLocation {
  /** As the fleet file names it; absent for the fleet file itself. */
  readonly file?: string;
  readonly range: Range;
}

/** What is wrong with a fleet, and where. `rule` is `fleet/…`. */
export type FleetFinding = Pick<Finding, "rule" | "severity" | "message" | "range" | "path" | "fixes"> &
  Pick<SourceLocation, "file">;

export const fleetRules = [
  "fleet/yaml",
  "fleet/secret",
  "fleet/duplicate-key",
  "fleet/unknown-key",
  "fleet/type",
  "fleet/missing",
  "fleet/value",
  "fleet/vm",
  "fleet/range",
  "fleet/import",
  "fleet/csv",
  "fleet/duplicate-name",
  "fleet/duplicate-arc-name",
  "fleet/duplicate-address",
  "fleet/default-gateway",
  "fleet/shared-identity",
  "fleet/quota",
  "fleet/too-large",
  "fleet/exists",
  "fleet/not-found",
  "fleet/missing-egress",
] as const;
export type FleetRule = (typeof fleetRules)[number];

export const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Collects findings; the same sentence at the same place counts once. */
export class Findings {
  readonly #list: FleetFinding[] = [];
  readonly #seen = new Set<string>();

  add(
    rule: FleetRule,
    severity: Severity,
    place: SourceLocation,
    message: string,
    path = "",
    fix?: Fix,
  ): void {
    const { file, range } = place;
    const { line, character } = range.start;
    const key = `${rule}|${file ?? ""}|${String(line)}|${String(character)}|${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#list.push({
      ...{ rule, severity, message, path, range },
      ...(file !== undefined && { file }),
      ...(fix !== undefined && { fixes: [fix] }),
    });
  }

  error(rule: FleetRule, place: SourceLocation, message: string, path = "", fix?: Fix): void {
    this.add(rule, "error", place, message, path, fix);
  }

  has(rule: FleetRule): boolean {
    return this.#list.some((finding) => finding.rule === rule);
  }

  get hasErrors(): boolean {
    return this.#list.some(({ severity }) => severity === "error");
  }

  /** In the order of the text; those of imported tables last. */
  all(): readonly FleetFinding[] {
    return [...this.#list].sort(
      (a, b) =>
        (a.file ?? "").localeCompare(b.file ?? "") ||
        a.range.start.line - b.range.start.line ||
        a.range.start.character - b.range.start.character,
    );
  }
}
