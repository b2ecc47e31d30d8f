import type { UserDataDocument } from "../document";
import { usualLimit } from "../limit";
import type { YamlDocument } from "../yaml/nodes";
import type { ShellAnalysis } from "../script/analyse";
import { analyse } from "../script/analyse";
import { documentActions } from "../script/documentActions";
import { assemble } from "../assembly/assemble";
import type { Assembly } from "../assembly/assembly";
import type { MergedConfig } from "../assembly/mergedConfig";
import type { Slices } from "../slices";
import type { Span } from "../script/mappedText";
import type { EnrollmentSteps } from "./facts/enrollment";
import { enrollmentSteps } from "./facts/enrollment";

/** What rules look at: the document, its commands in the order of their run, and the enrollment steps among them. */
export interface Subject {
  readonly document: UserDataDocument;
  readonly shell: ShellAnalysis;
  /** What the VM makes of the document. */
  readonly assembly: Assembly;
  /** The cloud-config that is left once the parts of the document are merged: one, or none. */
  readonly configs: readonly MergedConfig[];
  readonly steps: EnrollmentSteps;
  readonly limits: Limits;
}

export interface Limits {
  /** The most bytes of user data, decoded. */
  readonly bytes: number;
}

/** Figures to warn at. */
export const usualLimits: Limits = { bytes: usualLimit };

/** What the caller has read already. */
export interface Read {
  readonly yaml?: YamlDocument;
  readonly assembly?: Assembly;
}

/** Follows the document's commands in the order of their run, in slices. */
export function* subjectOf(
  document: UserDataDocument,
  { yaml, assembly = assemble(document, yaml) }: Read = {},
  limits: Limits = usualLimits,
): Slices<Subject> {
  const { actions, config } = documentActions(document, assembly, yaml);
  yield;
  const shell = yield* analyse(actions);
  const configs = config === undefined ? [] : [config];
  return { document, assembly, shell, configs, steps: enrollmentSteps(shell.commands), limits };
}

/** The document's text in a span. */
export function textAt(subject: Subject, span: Span): string {
  return subject.document.text.slice(span.start, span.end);
}
