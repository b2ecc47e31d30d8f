import assert from "node:assert/strict";
import * as vscode from "vscode";
import { toolNames } from "../../src/assistant/tool";
import { commandIds, extensionId } from "../../src/ids";

async function call(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
}

describe("language-model tools", () => {
  before(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
  });

  it("are known to VS Code by name, with a schema", () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith("nexusArc_"));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [...toolNames].sort());
    for (const { description, inputSchema } of ours) assert.ok(description.length > 40 && inputSchema);
  });

  it("lint user data without a sign-in", async () => {
    const told = await call("nexusArc_lintUserData", { text: "#cloud-config\npackages: 5\n" });
    assert.match(told, /"severity":"error".*"line":2/);
  });

  it("say who must do what when nobody is signed in, and never ask by themselves", async () => {
    await vscode.commands.executeCommand(commandIds.leavePractice);
    const told = await call("nexusArc_listMachines", {});
    assert.match(told, /"error":\{"kind":"signIn".*Sign In/);
  });

  it("list the practice cloud's machines", async () => {
    await vscode.commands.executeCommand(commandIds.openPractice);
    assert.match(await call("nexusArc_listMachines", { filter: "nrf01" }), /"status":"AwaitingConnection"/);
  });
});
