import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds, extensionId } from "../../src/ids";

describe("activation", () => {
  it("activates and registers every command", async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      Object.values(commandIds).filter((id) => !registered.includes(id)),
      [],
    );
  });
});
