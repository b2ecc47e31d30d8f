// VS Code opens on the file explorer, and it is not the product's business to change that. This does, for `npm start`.
const vscode = require("vscode");

exports.activate = async (context) => {
  if (context.workspaceState.get("opened") === true) return;
  await context.workspaceState.update("opened", true);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder !== undefined) {
    // The sample with the mistakes. A folder of the user's own may have none.
    const sample = vscode.Uri.joinPath(folder.uri, "user-data.sh");
    await vscode.window.showTextDocument(sample, { preview: false }).then(undefined, () => undefined);
  }
  await vscode.commands.executeCommand("nexusArc.resources.focus");
};
