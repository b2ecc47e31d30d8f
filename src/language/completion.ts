import * as vscode from "vscode";
import type { Completion } from "../userdata/cloudConfig/editor/complete";
import { toRange } from "./ranges";

const kindOf = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  snippet: vscode.CompletionItemKind.Snippet,
} as const;

/** Completion of keys, values and snippets in a cloud-config. */
export const userDataCompletion: vscode.CompletionItemProvider = {
  async provideCompletionItems(document, position) {
    const { complete } = await import("../userdata/cloudConfig/editor/complete");
    return complete(document.getText(), document.offsetAt(position)).map(toItem);
  },
};

/** A completion as VS Code takes it. */
export function toItem(completion: Completion): vscode.CompletionItem {
  const item = new vscode.CompletionItem(completion.label, kindOf[completion.kind]);
  item.insertText = completion.snippet
    ? new vscode.SnippetString(completion.insertText)
    : completion.insertText;
  item.range = toRange(completion.range);
  item.detail = completion.detail;
  item.sortText = completion.sortText;
  if (completion.documentation !== undefined)
    item.documentation = new vscode.MarkdownString(completion.documentation);
  if (completion.deprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
  return item;
}
