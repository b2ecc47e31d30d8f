import { say } from "../../l10n/sentence";
import type { ScalarStyle } from "./nodes";

interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

export interface MarkToken extends OffsetRange {
  readonly type:
    | "stream-end"
    | "document-start"
    | "document-end"
    | "block-sequence-start"
    | "block-mapping-start"
    | "block-end"
    | "flow-sequence-start"
    | "flow-sequence-end"
    | "flow-mapping-start"
    | "flow-mapping-end"
    | "entry"
    | "flow-entry"
    | "key"
    | "value";
}

export interface NameToken extends OffsetRange {
  readonly type: "anchor" | "alias";
  readonly name: string;
}

export interface TagToken extends OffsetRange {
  readonly type: "tag";
  /** `!`, `!!` or `!name!`; undefined for a whole tag written as `!<…>` and for `!` alone. */
  readonly handle: string | undefined;
  readonly suffix: string;
}

export interface DirectiveToken extends OffsetRange {
  readonly type: "directive";
  readonly directive:
    | { readonly name: "YAML"; readonly major: number }
    | { readonly name: "TAG"; readonly handle: string; readonly prefix: string }
    | { readonly name: "other" };
}

export interface ScalarToken extends OffsetRange {
  readonly type: "scalar";
  readonly style: ScalarStyle;
  readonly text: string;
  /** The indentation of the collection around it; a block scalar's own is measured from it. */
  readonly parentIndent: number;
  /** Whether it stands inside `[ ]` or `{ }`, where a plain scalar ends earlier. */
  readonly flow: boolean;
}

export type Token = MarkToken | NameToken | TagToken | DirectiveToken | ScalarToken;
export type TokenType = Token["type"];

/** The name of a token for messages. */
export function tokenName(type: TokenType): string {
  return tokenNames[type];
}

const tokenNames: Readonly<Record<TokenType, string>> = {
  "stream-end": say`the end of the text`,
  "document-start": '"---"',
  "document-end": '"..."',
  "block-sequence-start": say`a list`,
  "block-mapping-start": say`a mapping`,
  "block-end": say`the end of the indented block`,
  "flow-sequence-start": '"["',
  "flow-sequence-end": '"]"',
  "flow-mapping-start": '"{"',
  "flow-mapping-end": '"}"',
  entry: say`a list entry ("- ")`,
  "flow-entry": '","',
  key: say`a key`,
  value: '":"',
  anchor: say`an anchor`,
  alias: say`an alias`,
  tag: say`a tag`,
  directive: say`a directive`,
  scalar: say`a text`,
};
