import * as vscode from "vscode";
import { t } from "../../l10n";
import type { Command } from "../run/command";
import { fleetPorts, goodFile } from "./fleetScope";
import { notify } from "../../window/notification";

/** Asks Azure what a fleet lacks before it is deployed: networks, hosts that are shut, names that are taken. Changes nothing. */
export const checkFleet: Command = {
  intent: "check the fleet",
  async run(scope, clicked) {
    const { fleet, key } = await goodFile(scope.services, clicked);
    const own = vscode.workspace.asRelativePath(vscode.Uri.parse(key, true));
    const findings = await scope.progress(
      vscode.l10n.t("Checking fleet {0}…", fleet.name),
      async (running) => {
        const [{ lookAtFleet }, { onlineFindings }] = await Promise.all([
          import("../../fleet/run/fleetRun"),
          import("../../fleet/status/onlineFindings"),
        ]);
        const { view } = await lookAtFleet(await fleetPorts(scope.services, fleet, running), fleet);
        return onlineFindings(fleet, view);
      },
    );
    if (findings.length === 0) {
      void notify.information(
        vscode.l10n.t(
          "Fleet {0}: {1} VMs. Azure has everything that they need.",
          fleet.name,
          fleet.vms.length,
        ),
      );
      return;
    }
    const lines = findings.map(
      ({ range, severity, rule, message, file = own }) =>
        `${file}:${range.start.line + 1}  ${severity}  ${rule}  ${t(message)}`,
    );
    await scope.services.texts.show(`fleet ${fleet.name} check.txt`, `${lines.join("\n")}\n`);
  },
};
