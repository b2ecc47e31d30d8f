import type { UserDataDocument } from "../document";
import { usualLimit } from "../limit";
import type { YamlDocument } from "../yaml/nodes";
import type { ShellAnalysis } from "../script/analyse";
import { analyse } from "../script/analyse";
import type { ConfigPart } from "../script/documentActions";
import { documentActions } from "../script/documentActions";
import type { MimePart } from "../script/mime";
import type { Slices } from "../slices";
import type { Span } from "../script/mappedText";
import type { Unfollowed } from "../script/shell";
import type { EnrollmentSteps } from "./facts/enrollment";
import { enrollmentSteps } from "./facts/enrollment";

/** What rules look at: the document, its commands in the order of their run, and the enrollment steps among them. */
export interface Subject {
  readonly document: UserDataDocument;
  readonly shell: ShellAnalysis;
  /** The cloud-config that the document is, or those that stand in its parts. */
  readonly configs: readonly ConfigPart[];
  readonly parts: readonly MimePart[];
  readonly steps: EnrollmentSteps;
  readonly limits: Limits;
}

export interface Limits {
  /** The most bytes of user data, decoded. */
  readonly bytes: number;
}

/** Figures to warn at. */
export const usualLimits: Limits = { bytes: usualLimit };

/** Follows the document's commands, in slices. `yaml` saves reading a cloud-config that the caller has read already. */
export function* subjectOf(
  document: UserDataDocument,
  yaml?: YamlDocument,
  limits: Limits = usualLimits,
): Slices<Subject> {
  const { actions, configs, parts, unread } = documentActions(document, yaml);
  yield;
  const analysis = yield* analyse(actions);
  const unfollowed: Unfollowed[] = unread === undefined ? [] : [{ why: "too deep", span: unread }];
  const shell = { ...analysis, unfollowed: [...analysis.unfollowed, ...unfollowed] };
  return { document, shell, configs, parts, steps: enrollmentSteps(shell.commands), limits };
}

/** The document's text in a span. */
export function textAt(subject: Subject, span: Span): string {
  return subject.document.text.slice(span.start, span.end);
}
