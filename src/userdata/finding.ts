/**
 * What is wrong with a user-data document, and where. Every check (the schema, the YAML reader, the
 * rules) answers with findings; the editor, the command line and the tests read nothing else.
 */

/** A place in a text as the Language Server Protocol counts it: zero-based line, zero-based UTF-16 unit in the line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, but without, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `error`: cloud-init refuses it or it fails; `warning`: it will surprise; `information` and `hint`: good to know. */
export type Severity = "error" | "warning" | "information" | "hint";

export const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Replaces `range` by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** One way to repair a finding. The edits of one fix do not overlap and are applied together. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one that an editor should offer first. */
  readonly preferred?: boolean;
}

/** Another place that explains the finding, in the same document. */
export interface RelatedLocation {
  readonly range: Range;
  readonly message: string;
}

export interface Finding {
  /** Stable name such as `schema/type` or `enroll/agent-before-login`; settings and comments switch it by this. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /**
   * Where in the data, as cloud-init writes it: keys and list indexes joined by dots (`write_files.0.permissions`),
   * `format-l<line>.c<column>` (from 1) for text that is no YAML, empty for the whole document.
   */
  readonly path: string;
  readonly range: Range;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedLocation[];
  /** A page that explains more. */
  readonly docs?: string;
  /** How an editor may draw it: struck through, or faded. */
  readonly tag?: "deprecated" | "unnecessary";
}

/** Orders findings as they stand in the text; for the same place the graver one first. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    a.rule.localeCompare(b.rule)
  );
}
