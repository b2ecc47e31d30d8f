import * as vscode from "vscode";

const pattern = "**/*.nexus-fleet.{yaml,yml,json}";
/** A workspace with more has other worries. */
const maxFiles = 200;

/** The fleet files of the workspace, and when they change on the disk. */
export class FleetFiles implements vscode.Disposable {
  readonly #watcher = vscode.workspace.createFileSystemWatcher(pattern);
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts: readonly { dispose(): unknown }[];
  /** A file was made, saved or deleted. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const tell = (uri: vscode.Uri): void => {
      this.#changed.fire(uri);
    };
    const { onDidCreate, onDidChange, onDidDelete } = this.#watcher;
    this.#parts = [onDidCreate(tell), onDidChange(tell), onDidDelete(tell), this.#watcher, this.#changed];
  }

  /** Sorted by path. */
  async list(): Promise<readonly vscode.Uri[]> {
    const found = await vscode.workspace.findFiles(pattern, "**/node_modules/**", maxFiles);
    return [...found].sort((a, b) => a.path.localeCompare(b.path));
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }
}
