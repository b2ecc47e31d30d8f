/**
 * What is no Bicep: by the grammar of tree-sitter, which is not ours, and by rules of the language specification that this grammar
 * (tree-sitter-bicep 1.1.0) does not hold to: `[1 2]`, `{ a: 1 b: 2 }` and `'\q'` are Bicep to it. No compiler: types and scopes are not checked.
 */
import { createRequire } from "node:module";
import { Language, Parser, type Node } from "web-tree-sitter";

/** Returns the check. Its answer: a line for every place where the text is no Bicep; none when all of it is. */
export async function bicepSyntax(): Promise<(text: string) => readonly string[]> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve("tree-sitter-bicep/tree-sitter-bicep.wasm");
  const parser = new Parser().setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("The parser gave up.");
    try {
      const lines = text.split("\n");
      return [
        ...(tree.rootNode.hasError ? wrongPlaces(tree.rootNode, lines) : []),
        ...looseEnds(tree.rootNode).map(({ node, what }) => place(node, what, lines)),
      ];
    } finally {
      tree.delete();
    }
  };
}

function wrongPlaces(node: Node, lines: readonly string[]): readonly string[] {
  if (node.isError || node.isMissing)
    return [place(node, node.isMissing ? `${node.type} is missing` : "no Bicep", lines)];
  return node.children.flatMap((child) => wrongPlaces(child, lines));
}

function place({ startPosition: { row, column } }: Node, what: string, lines: readonly string[]): string {
  return `line ${row + 1}, column ${column + 1}: ${what}: ${JSON.stringify(lines[row])}`;
}

interface LooseEnd {
  readonly node: Node;
  readonly what: string;
}

/** Members without a separator, names given twice, and strings that break the rules for them, anywhere below a node. */
function looseEnds(node: Node): LooseEnd[] {
  const own =
    node.type === "string"
      ? stringProblems(node)
      : node.type === "object"
        ? [...unseparated(node, /[,\n]/), ...doubled(node)]
        : node.type === "array"
          ? unseparated(node, /[,\n]/)
          : node.type === "infrastructure"
            ? unseparated(node, /\n/)
            : [];
  return [...own, ...node.namedChildren.flatMap(looseEnds)];
}

/** Members follow a comma or a line break, statements a line break. */
function unseparated(node: Node, separator: RegExp): LooseEnd[] {
  const members = node.namedChildren.filter(({ type }) => type !== "comment");
  return members.flatMap((member, index) => {
    const before = members[index - 1];
    if (before === undefined) return [];
    const between = node.text.slice(before.endIndex - node.startIndex, member.startIndex - node.startIndex);
    return separator.test(between)
      ? []
      : [{ node: member, what: "nothing separates it from what is before it" }];
  });
}

function doubled(node: Node): LooseEnd[] {
  const names = node.namedChildren
    .filter(({ type }) => type === "object_property")
    .map((property) => property.namedChildren[0]?.text ?? "");
  return names.some((name, index) => names.indexOf(name) !== index)
    ? [{ node, what: "a property is given twice" }]
    : [];
}

/** Between single quotes: on one line, with the escapes of the specification only. What is between three quotes is taken as it stands. */
function stringProblems(node: Node): LooseEnd[] {
  if (node.text.startsWith("'''")) return [];
  let text = node.text;
  for (const part of [...node.namedChildren].reverse()) {
    if (part.type !== "interpolation") continue;
    text = `${text.slice(0, part.startIndex - node.startIndex)}${text.slice(part.endIndex - node.startIndex)}`;
  }
  const allowed = /^'(?:[^'\\\r\n$]|\$(?!\{)|\\(?:[\\'nrt$]|u\{[0-9A-Fa-f]{1,6}\}))*'$/u;
  const points = [...text.matchAll(/\\u\{([0-9A-Fa-f]+)\}/g)].map(([, digits = ""]) =>
    Number.parseInt(digits, 16),
  );
  const wrongPoint = points.some((point) => point > 0x10_ffff || (point >= 0xd800 && point < 0xe000));
  return allowed.test(text) && !wrongPoint ? [] : [{ node, what: "no string" }];
}
