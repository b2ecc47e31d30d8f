import * as vscode from "vscode";

const scheme = "nexus-arc-text";

/** Read-only documents with text that was made here: previews and reports. They are not kept over a reload. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** Of the documents' addresses, for whoever adds buttons to them. */
  readonly scheme = scheme;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts: readonly vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#parts = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.#texts.delete(uri.path);
      }),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.path) ??
      vscode.l10n.t("This was lost when the window was reloaded. Run the command again.")
    );
  }

  /** Shows `text` as `name`, whose ending gives the language; another text under the same name replaces it. */
  async show(
    name: string,
    text: string,
    options: {
      readonly language?: string;
      /** Whether the next document that is only looked at may take its place. Default: yes. */
      readonly preview?: boolean;
    } = {},
  ): Promise<void> {
    const uri = this.#put(name, text);
    const document = await vscode.workspace.openTextDocument(uri);
    if (options.language !== undefined)
      await vscode.languages.setTextDocumentLanguage(document, options.language);
    await vscode.window.showTextDocument(document, { preview: options.preview ?? true });
  }

  /** Gives the address of `text` as `name`, for a view that draws it. */
  async render(name: string, text: string): Promise<vscode.Uri> {
    const uri = this.#put(name, text);
    await vscode.workspace.openTextDocument(uri);
    return uri;
  }

  #put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    for (const part of [...this.#parts, this.#changed]) part.dispose();
  }
}
