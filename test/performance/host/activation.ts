/** Runs in the extension host: reports how long the activation of ours, and of an empty extension, takes there. */
import * as vscode from "vscode";
import { extensionId } from "../../../src/ids";
import { reporting, type Tell } from "../../host/harness/tell";
import { emptyExtensionId, oursFirst, orderVariable } from "./names";

async function activate(name: string, id: string, tell: Tell): Promise<void> {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) throw new Error(`${id} is not there`);
  if (extension.isActive) throw new Error(`${id} is active already: its activation cannot be timed`);
  const start = performance.now();
  await extension.activate();
  tell({ kind: "figure", name, value: performance.now() - start });
}

/** The first activation of a host waits for much that is not its own: this one takes that upon itself. */
const warmUp = "vscode.media-preview";

export function run(): Promise<void> {
  const measured = [["empty", emptyExtensionId] as const, ["ours", extensionId] as const];
  if (process.env[orderVariable] === oursFirst) measured.reverse();
  return reporting(async (tell) => {
    await vscode.extensions.getExtension(warmUp)?.activate();
    for (const [name, id] of measured) await activate(name, id, tell);
    tell({ kind: "end", tests: 1 });
  });
}
