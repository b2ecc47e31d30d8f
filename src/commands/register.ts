import * as vscode from "vscode";
import { commandIds } from "../ids";
import type { Services } from "../services";
import { runCommand } from "./run";
import { commandTable } from "./table";

/** Registers every command of the table behind the one wrapper. */
export function registerCommands(services: Services): vscode.Disposable[] {
  return Object.values(commandIds).map((id) =>
    vscode.commands.registerCommand(id, (...args: unknown[]) =>
      runCommand(services, id, commandTable[id], args),
    ),
  );
}
