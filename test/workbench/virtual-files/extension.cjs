// One folder, memory:/site, with one script that has a mistake.
const vscode = require("vscode");

const script = vscode.Uri.parse("memory:/site/user-data.sh");
const text = Buffer.from("#!/bin/bash\nset -euo pipefail\nazcmagent connect --resource-name vm1\n");

function refuse(uri) {
  throw vscode.FileSystemError.NoPermissions(uri);
}

const files = {
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: (uri) => {
    const times = { ctime: 0, mtime: 0 };
    if (uri.path === "/site") return { ...times, type: vscode.FileType.Directory, size: 0 };
    if (uri.path === script.path) return { ...times, type: vscode.FileType.File, size: text.length };
    throw vscode.FileSystemError.FileNotFound(uri);
  },
  readDirectory: () => [["user-data.sh", vscode.FileType.File]],
  readFile: (uri) => {
    if (uri.path === script.path) return text;
    throw vscode.FileSystemError.FileNotFound(uri);
  },
  createDirectory: refuse,
  writeFile: refuse,
  delete: refuse,
  rename: refuse,
};

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("memory", files, { isReadonly: true }),
    vscode.commands.registerCommand("testFiles.openScript", () => vscode.window.showTextDocument(script)),
  );
};
