import * as vscode from "vscode";
import { commandIds } from "../../ids";
import type { Services } from "../../services";
import { onFirstUse } from "./onFirstUse";
import { runCommand } from "./run";

/** Registers every command of the table behind the one wrapper. The table is loaded when the first of them is run. */
export function registerCommands(services: Services): vscode.Disposable[] {
  return Object.values(commandIds).map((id) => {
    const command = onFirstUse(async () => (await import("./table")).commandTable[id]);
    return vscode.commands.registerCommand(id, (...args: unknown[]) =>
      runCommand(services, id, command, args),
    );
  });
}
