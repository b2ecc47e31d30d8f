import * as vscode from "vscode";
import { sourceOfVmRuns, vmRunsScheme } from "../session/documents/vmRunsUri";
import type { ShownRuns } from "../userdata/assembly/shownRuns";

/** Writes the documents and links their numbers to the lines of the user data. */
export class VmRuns implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions = [
    vscode.workspace.registerTextDocumentContentProvider(vmRunsScheme, this),
    vscode.languages.registerDocumentLinkProvider({ scheme: vmRunsScheme }, this),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      this.#refresh(document.uri);
    }),
  ];

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, this.#changed).dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return (await this.#shown(sourceOfVmRuns(uri))).text;
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const source = sourceOfVmRuns(document.uri);
    const { text, links } = await this.#shown(source);
    // The document follows the user data a moment later; links of another text would lead astray.
    if (text !== document.getText()) return [];
    return links.map(({ line, start, end, sourceLine }) => {
      const target = source.with({ fragment: `L${sourceLine + 1}` });
      const link = new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
      link.tooltip = vscode.l10n.t("Go to line {0} of the user data", sourceLine + 1);
      return link;
    });
  }

  async #shown(source: vscode.Uri): Promise<ShownRuns> {
    const [{ assemble }, { shownRuns }, { readDocument }] = await Promise.all([
      import("../userdata/assembly/assemble"),
      import("../userdata/assembly/shownRuns"),
      import("../userdata/document"),
    ]);
    const document = readDocument((await vscode.workspace.openTextDocument(source)).getText());
    return shownRuns(document, assemble(document));
  }

  #refresh(source: vscode.Uri): void {
    const shown = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === vmRunsScheme && uri.query === source.toString(),
    );
    if (shown !== undefined) this.#changed.fire(shown.uri);
  }
}
