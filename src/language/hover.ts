import * as vscode from "vscode";
import { toRange } from "./ranges";

/** What a key of a cloud-config means, and which programs read a proxy variable. */
export const userDataHover: vscode.HoverProvider = {
  async provideHover(document, position) {
    const [{ hover }, { proxyHover }] = await Promise.all([
      import("../userdata/cloudConfig/editor/hover"),
      import("../userdata/proxyHover"),
    ]);
    const text = document.getText();
    const offset = document.offsetAt(position);
    const found = hover(text, offset) ?? proxyHover(text, offset);
    return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), toRange(found.range));
  },
};
