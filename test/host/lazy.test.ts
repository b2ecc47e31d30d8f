import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { commandIds, extensionId } from "../../src/ids";
import { eventually } from "../workbench/harness/waiting";

/** The files of `dist/` that are loaded in this extension host. */
function loaded(): string[] {
  const dist = path.join(vscode.extensions.getExtension(extensionId)?.extensionPath ?? "", "dist");
  return Object.keys(require.cache).filter((file) => file.startsWith(dist));
}

describe("activation", () => {
  it("loads nothing of the Azure libraries, of the practice cloud or of the key reader", async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    const files = loaded().map((file) => path.basename(file));
    assert.ok(files.includes("extension.cjs"), "the host keeps no record of what it loads");
    const heavy = /^(?:cloud|pipeline|credential|inventory|transport|inspect)-/;
    assert.deepEqual(
      files.filter((name) => heavy.test(name)),
      [],
    );
  });

  it("loads the practice cloud when it is opened", async () => {
    await vscode.commands.executeCommand(commandIds.openPractice);
    await eventually("the practice cloud loaded", () =>
      loaded().some((file) => /[\\/]cloud-/.test(file)) ? true : undefined,
    );
  });
});
