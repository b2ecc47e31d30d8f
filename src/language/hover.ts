import * as vscode from "vscode";
import { toRange } from "./places";

/** What a key of a cloud-config means. */
export const userDataHover: vscode.HoverProvider = {
  async provideHover(document, position) {
    const { hover } = await import("../userdata/cloudConfig/hover");
    const found = hover(document.getText(), document.offsetAt(position));
    return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), toRange(found.range));
  },
};
