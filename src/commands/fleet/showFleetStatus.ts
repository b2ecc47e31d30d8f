import * as vscode from "vscode";
import { t } from "../../l10n";
import type { Command } from "../run/command";
import { fleetPorts, goodFleet } from "./fleetScope";

/** Shows how far a fleet is, by state and by cause of failure, and where it differs from its file. */
export const showFleetStatus: Command = {
  intent: "show the status of the fleet",
  async run(scope, clicked) {
    const fleet = await goodFleet(scope.services, clicked);
    const text = await scope.progress(vscode.l10n.t("Checking fleet {0}…", fleet.name), async (running) => {
      const [{ lookAtFleet }, { statusAsMarkdown }] = await Promise.all([
        import("../../fleet/run/fleetRun"),
        import("../../fleet/status/exportStatus"),
      ]);
      const { status } = await lookAtFleet(await fleetPorts(scope.services, fleet, running), fleet);
      return statusAsMarkdown(fleet.name, status, t);
    });
    await scope.services.texts.show(`fleet ${fleet.name} status.md`, text, { language: "markdown" });
  },
};
