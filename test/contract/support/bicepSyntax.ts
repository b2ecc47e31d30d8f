/** The Bicep grammar of tree-sitter, which is not ours: what it does not take as Bicep. No compiler: types and scopes are not checked. */
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
      return tree.rootNode.hasError ? wrongPlaces(tree.rootNode, text.split("\n")) : [];
    } finally {
      tree.delete();
    }
  };
}

function wrongPlaces(node: Node, lines: readonly string[]): readonly string[] {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition;
    const what = node.isMissing ? `${node.type} is missing` : "no Bicep";
    return [`line ${row + 1}, column ${column + 1}: ${what}: ${JSON.stringify(lines[row])}`];
  }
  return node.children.flatMap((child) => wrongPlaces(child, lines));
}
