import * as vscode from "vscode";
import { t } from "../../l10n";
import { signedIn } from "../ask/askGroup";
import type { Command } from "../run/command";
import { showResult } from "../keys/resultPick";
import { arcMachine } from "./arcMachine";
import { connectionReport } from "./connectionReport";

/** Reads an Arc machine again and says how its connection stands. */
export const showConnectionStatus: Command = {
  intent: "show the connection status",
  async run(scope, clicked) {
    const { services } = scope;
    const target = await arcMachine(services, clicked);
    const machine = await scope.progress(vscode.l10n.t("Reading {0}…", target.name), ({ signal }) =>
      signedIn(services).readArc(target.id, signal),
    );
    const row = services.tree.list.rowOfResource(machine.id);
    if (row !== undefined)
      services.tree.list.put(row.kind === "vm" ? { ...row, arc: machine } : { kind: "arc", arc: machine });
    const { title, lines } = connectionReport(machine, Date.now(), t);
    await showResult(title, vscode.l10n.t("The current state in Azure. Press Escape to close."), () => lines);
  },
};
