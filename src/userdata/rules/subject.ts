import type { UserDataDocument } from "../document";
import { usualLimit } from "../limit";
import type { ShellAnalysis } from "../script/analyse";
import type { Assembly } from "../assembly/assembly";
import type { MergedConfig } from "../assembly/merge/mergedConfig";
import type { Span } from "../script/text/mappedText";
import type { EnrollmentSteps } from "./facts/steps";

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

/** The document's text in a span. */
export function textAt(subject: Subject, span: Span): string {
  return subject.document.text.slice(span.start, span.end);
}
