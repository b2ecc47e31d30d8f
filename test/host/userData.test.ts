import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { extensionId } from "../../src/ids";

const broken = "#cloud-config\nusers:\n  - name: ada\n    home: /home/ada\n";

/** Waits until `holds` is true; checks again whenever diagnostics or documents change. */
async function until(holds: () => boolean): Promise<void> {
  if (holds()) return;
  const subscriptions: { dispose(): unknown }[] = [];
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (holds()) resolve();
    };
    subscriptions.push(
      vscode.languages.onDidChangeDiagnostics(look),
      vscode.workspace.onDidOpenTextDocument(look),
    );
    look();
  });
  for (const subscription of subscriptions) subscription.dispose();
}

describe("user data beside an extension for YAML", () => {
  let folder: string;
  let file: vscode.Uri;
  let theirs: vscode.DiagnosticCollection;
  const subscriptions: { dispose(): unknown }[] = [];

  /** What any extension for YAML does: it marks documents of the language `yaml`, until they are closed or change their language. */
  function startOther(): void {
    theirs = vscode.languages.createDiagnosticCollection("other");
    const mark = (document: vscode.TextDocument): void => {
      if (document.languageId !== "yaml") return;
      const diagnostic = new vscode.Diagnostic(new vscode.Range(3, 4, 3, 8), "Property home is not allowed.");
      diagnostic.source = "other";
      theirs.set(document.uri, [diagnostic]);
    };
    subscriptions.push(
      theirs,
      vscode.workspace.onDidOpenTextDocument(mark),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        theirs.delete(uri);
      }),
    );
  }

  const sources = (): string[] => vscode.languages.getDiagnostics(file).map(({ source = "" }) => source);

  before(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    folder = await mkdtemp(path.join(tmpdir(), "user-data-"));
    file = vscode.Uri.file(path.join(folder, "notes.yaml"));
    await writeFile(file.fsPath, broken);
    startOther();
  });

  after(async () => {
    for (const subscription of subscriptions) subscription.dispose();
    await rm(folder, { recursive: true });
  });

  it("shows a mistake once: the document becomes ours", async () => {
    const document = await vscode.workspace.openTextDocument(file);
    await until(() => document.languageId === "cloud-config" && sources().join() === "Nexus Arc");
    const [diagnostic] = vscode.languages.getDiagnostics(file);
    assert.deepEqual(diagnostic?.range, new vscode.Range(3, 4, 3, 8));
  });

  it("leaves it to the other where a user has changed it back", async () => {
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.languages.setTextDocumentLanguage(document, "yaml");
    await until(() => sources().join() === "other");
    assert.equal(document.languageId, "yaml");
  });

  it("shows what a rule of the enrollment finds in a script", async () => {
    const content = "#!/bin/bash\nset -euo pipefail\nazcmagent connect --resource-name vm1\n";
    const { uri } = await vscode.workspace.openTextDocument({ language: "shellscript", content });
    const found = (): vscode.Diagnostic["code"] =>
      vscode.languages
        .getDiagnostics(uri)
        .map(({ code }) => code)
        .find((code) => typeof code === "object" && code.value === "interactive-prompt");
    await until(() => found() !== undefined);
    // The link opens the rule: a page of ours has no address.
    const link = found();
    assert.ok(typeof link === "object");
    assert.equal(link.target.toString(true), 'command:nexusArc.explainRule?["interactive-prompt"]');
    assert.ok(vscode.languages.getDiagnostics(uri).every(({ source }) => source === "Nexus Arc"));
  });

  it("completes all 99 keys and explains one", async () => {
    const content = "#cloud-config\n\nruncmd: []\n";
    const { uri } = await vscode.workspace.openTextDocument({ language: "cloud-config", content });
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      new vscode.Position(1, 0),
    );
    const keys = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Property);
    // `runcmd` stands in the text already.
    assert.equal(keys.length, 98);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      uri,
      new vscode.Position(2, 2),
    );
    assert.equal(hovers.length, 1);
  });
});
