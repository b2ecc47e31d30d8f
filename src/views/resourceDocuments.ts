import * as vscode from "vscode";
import { untilAborted } from "../arm/async/untilAborted";
import type { AzureSession } from "../session/account/azureSession";
import { maskSecrets } from "../arm/resources/mask";

const scheme = "nexus-arc";

/** Where one resource is shown: the id is the path, `.json` gives the language. */
export function resourceUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `${id}.json` });
}

function idOf(uri: vscode.Uri): string {
  return uri.path.replace(/\.json$/, "");
}

/** Read-only documents with a resource as Azure returns it, user data and passwords masked. */
export class ResourceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #session: AzureSession;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(session: AzureSession) {
    this.#session = session;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** Called by VS Code, also for a document that was open before a reload. Throws `ArmError`. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { directory } = this.#session;
    if (directory === undefined) return "// Sign in to Azure to see this resource.\n";
    const id = idOf(uri);
    const isVm = /\/providers\/microsoft\.networkcloud\//i.test(id);
    const { raw } = await (isVm ? directory.readVm(id) : directory.readArc(id));
    return `${JSON.stringify(maskSecrets(raw), undefined, 2)}\n`;
  }

  /** Shows a resource, read again; aborting leaves the editor as it was. Throws what reading throws. */
  async show(id: string, signal?: AbortSignal): Promise<void> {
    const uri = resourceUri(id);
    const isOpen = vscode.workspace.textDocuments.some(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (isOpen) this.#changed.fire(uri);
    const document = await untilAborted(Promise.resolve(vscode.workspace.openTextDocument(uri)), signal);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
