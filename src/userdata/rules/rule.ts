import type { Severity } from "../finding";
import type { Span } from "../script/text/mappedText";
import type { Need } from "./needs";
import type { Subject } from "./subject";

/** Replaces the document's text in `span`; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** One way to put a report right. */
export interface Repair {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What a rule found, in offsets of the document. */
export interface Report {
  readonly span: Span;
  readonly message: string;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  readonly repairs?: readonly Repair[];
  /** How an editor may draw it. */
  readonly tag?: "deprecated" | "unnecessary";
}

/**
 * One lint rule: what it is called, why it exists, how to put it right, a text that breaks it and the same text put
 * right. `docs/rules.md` is made from these, and the tests run them.
 */
export interface Rule {
  /** Stable: settings and comments name the rule by it. */
  readonly id: string;
  readonly severity: Severity;
  /** Without it in the document the rule has nothing to report, and is not asked. */
  readonly needs?: Need;
  /** The programs that the rule is about: where no command runs one of them it is not asked. */
  readonly programs?: ReadonlySet<string>;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What happens on the VM when it stays so. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** A document that only this rule finds fault with. */
  readonly bad: string;
  /** The same document without a fault. */
  readonly good: string;
  check(subject: Subject): Iterable<Report>;
}
