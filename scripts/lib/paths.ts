import path from "node:path";

/** Folders of the project, absolute. */
export const root = path.resolve(import.meta.dirname, "../..");
export const outputFolder = path.join(root, ".test-output");
export const serverFolder = path.join(root, ".vscode-server");
