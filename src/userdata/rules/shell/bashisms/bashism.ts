import { say } from "../../../../l10n/sentence";
import type { Edit } from "../../rule";
import type { Span } from "../../../script/text/mappedText";

/** Something that bash and dash do not read alike. Offsets are those of the script's text. */
export interface Bashism {
  readonly pos: number;
  readonly end: number;
  /** As the script has it. */
  readonly what: string;
  /** What dash does with it: a verb and what belongs to it. */
  readonly does: string;
  /** What does the same in both shells, as a sentence. */
  readonly instead?: string;
  /** A quick fix at the place of `pos` to `end`. */
  readonly repair?: { readonly title: string; readonly text: string };
}

/** The quick fix of a bashism at its place in the document. */
export function editOf(bashism: Bashism, span: Span): Edit[] {
  return bashism.repair === undefined ? [] : [{ span, text: bashism.repair.text }];
}

/** What dash does with much of this. Each was tried with dash 0.5.12 (Debian 12). */
export const does = {
  syntax: say`stops at it with a syntax error and runs nothing from this command on`,
  substitution: say`stops here with “Bad substitution”`,
  arithmetic: say`stops here with an error in the arithmetic expression`,
  missing: say`does not have this command: it continues with status 127`,
  literal: say`leaves it unchanged`,
  option: say`rejects this option with status 2`,
  stops: say`stops the script here with status 2`,
  empty: say`does not have this variable: it is empty`,
  operator: say`rejects this operator, so the test always fails`,
} as const;
