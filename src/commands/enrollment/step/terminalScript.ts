import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { quoteForPowerShell, quoteForShell } from "../../../enrollment/dialects/quote";

/** A script without secrets, in a file that only the user can read. */
export interface TerminalScript {
  readonly name: string;
  readonly text: string;
  /** How it is run, given the quoted path of its file: one line for bash, or for PowerShell. */
  readonly command: (file: string) => string;
  readonly shell: "bash" | "powershell";
  /** For what must not stand on a command line, nor in a file. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly title: string;
}

/** Opens a terminal that runs the script. Its file goes when the terminal closes. */
export async function runScriptInTerminal(script: TerminalScript): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-"));
  const file = path.join(folder, script.name);
  await writeFile(file, script.text, { mode: 0o600 });
  const powershell = script.shell === "powershell";
  const terminal = vscode.window.createTerminal({
    name: script.title,
    iconPath: new vscode.ThemeIcon("cloud"),
    shellPath: powershell ? (process.platform === "win32" ? "powershell.exe" : "pwsh") : "bash",
    // VS Code writes a terminal's environment into the workspace's storage, to bring it back in the next window.
    ...(script.environment !== undefined && { env: { ...script.environment }, isTransient: true }),
  });
  const closing = vscode.window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    closing.dispose();
    // A folder that cannot be removed holds no secret.
    rm(folder, { recursive: true, force: true }).catch(() => undefined);
  });
  terminal.show();
  terminal.sendText(script.command(powershell ? quoteForPowerShell(file) : quoteForShell(file)));
}
