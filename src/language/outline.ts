import * as vscode from "vscode";
import type { OutlineSymbol } from "../userdata/cloudConfig/editor/outline";
import { toRange } from "./ranges";

const kindOf = {
  key: vscode.SymbolKind.Key,
  entry: vscode.SymbolKind.Object,
  value: vscode.SymbolKind.String,
} as const;

/** The outline of a cloud-config. */
export const userDataSymbols: vscode.DocumentSymbolProvider = {
  async provideDocumentSymbols(document) {
    return (await outlineOf(document)).map(toSymbol);
  },
};

/** Folds what belongs to a key or an entry. */
export const userDataFolding: vscode.FoldingRangeProvider = {
  async provideFoldingRanges(document) {
    return (await outlineOf(document)).flatMap(toFolds);
  },
};

async function outlineOf(document: vscode.TextDocument): Promise<readonly OutlineSymbol[]> {
  const { outline } = await import("../userdata/cloudConfig/editor/outline");
  return outline(document.getText());
}

function toSymbol({
  name,
  detail,
  kind,
  range,
  selectionRange,
  children,
}: OutlineSymbol): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    kindOf[kind],
    toRange(range),
    toRange(selectionRange),
  );
  symbol.children = children.map(toSymbol);
  return symbol;
}

function toFolds({ range, children }: OutlineSymbol): vscode.FoldingRange[] {
  const last = range.end.character === 0 ? range.end.line - 1 : range.end.line;
  const own = last > range.start.line ? [new vscode.FoldingRange(range.start.line, last)] : [];
  return [...own, ...children.flatMap(toFolds)];
}
