import path from "node:path";

/**
 * Folder for what belongs to one workspace: the same in every window that opens it. The folder that VS Code gives for that is not:
 * a window that is reloaded before its old extension host has gone gets another, `…-1`, as the old host still holds the first.
 */
export function workspaceFolder(globalStorage: string, storage: string | undefined): string {
  if (storage === undefined) return globalStorage;
  // `workspaceStorage/<id of the workspace>/<id of the extension>`
  const id = path.basename(path.dirname(storage)).replace(/-\d$/, "");
  return path.join(globalStorage, "workspaces", id);
}
