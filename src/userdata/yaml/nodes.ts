/**
 * The tree of one YAML document, with the exact place of every node. Offsets are UTF-16 units in the whole text; `end`
 * is without the node's trailing space, comments or line break (a block scalar ends after its last line).
 */

export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

interface NodeSpan {
  readonly start: number;
  readonly end: number;
  /** As the reader understands it, for instance `tag:yaml.org,2002:str`. */
  readonly tag: string;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface YamlScalar extends NodeSpan {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** Where the characters start, behind an anchor or a tag: the first letter, the quote, or `|` and `>`. */
  readonly contentStart: number;
  /** The indentation of the collection around it (-1 for none); what a block scalar's own is measured from. */
  readonly parentIndent: number;
  /** Whether it stands inside `[ ]` or `{ }`. */
  readonly inFlow: boolean;
  /** The characters that the scalar stands for: escapes, folding and indentation undone. */
  readonly text: string;
  readonly value: ScalarValue;
}

/** A scalar as PyYAML's safe loader gives it. `other` is a Python value without a JSON counterpart. */
export type ScalarValue =
  | { readonly type: "null" }
  | { readonly type: "boolean"; readonly boolean: boolean }
  | { readonly type: "integer"; readonly integer: bigint }
  | { readonly type: "float"; readonly float: number }
  | { readonly type: "string"; readonly string: string }
  | { readonly type: "other"; readonly name: "timestamp" | "date" };

export interface YamlSequence extends NodeSpan {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

/** An item, or the value of a key, at the place where it is written; an alias gives the node that it stands for. */
export interface YamlItem {
  readonly node: YamlNode;
  /** Where `*name` stands, when the node is written elsewhere. */
  readonly alias: { readonly start: number; readonly end: number } | undefined;
}

export interface YamlMapping extends NodeSpan {
  readonly kind: "mapping";
  readonly flow: boolean;
  /** In the order of the text, doubled and `<<` keys included. */
  readonly entries: readonly YamlEntry[];
  /** For `members.ts` alone. A weak map of so many nodes takes the garbage collector more time than it saves. */
  memo: MappingMemo | undefined;
}

/** What was read of the entries of a mapping. It counts for these entries only: copies of a node have others. */
export interface MappingMemo {
  readonly entries: readonly YamlEntry[];
  pairs: readonly YamlEntry[] | undefined;
  members: readonly YamlMember[] | undefined;
}

/** A key of a mapping as the loaded data has it: merges (`<<`) are dissolved, and of doubled keys the last counts. */
export interface YamlMember extends YamlItem {
  readonly key: YamlNode;
  /** The key as a path shows it. */
  readonly name: string;
  /** False where the key is a number, a boolean, a date or nothing: no schema names such a key. */
  readonly named: boolean;
}

export interface YamlEntry extends YamlItem {
  readonly key: YamlNode;
}

/** The reader's one error, where PyYAML would stop, and what it would call the place. */
export interface YamlProblem {
  readonly message: string;
  /** Where the reader stopped. */
  readonly start: number;
  readonly end: number;
  /** `format-l<line>.c<column>` as cloud-init prints it; it names the start of the construct where there is one. */
  readonly path: string;
  /** The offset that the path names. */
  readonly pathOffset: number;
}

export interface YamlDocument {
  /** What could be read; with a problem, what stands before it. */
  readonly root: YamlNode | undefined;
  readonly problem: YamlProblem | undefined;
}
