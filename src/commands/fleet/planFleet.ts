import * as vscode from "vscode";
import { t } from "../../l10n";
import type { Command } from "../run/command";
import { fleetPorts, goodFleet } from "./fleetScope";

/** Shows what a deployment of the file would change, in our words and by Azure's own what-if. Changes nothing. */
export const planFleetCommand: Command = {
  intent: "plan the fleet",
  async run(scope, clicked) {
    const fleet = await goodFleet(scope.services, clicked);
    const text = await scope.progress(vscode.l10n.t("Planning fleet {0}…", fleet.name), async (running) => {
      const [{ lookAtFleet }, { planFleet, planLines, planSummary }, { whatIfFleet }, { whatIfLines }] =
        await Promise.all([
          import("../../fleet/run/fleetRun"),
          import("../../fleet/plan/planFleet"),
          import("../../fleet/run/deployFleet"),
          import("../../fleet/plan/compare"),
        ]);
      const ports = await fleetPorts(scope.services, fleet, running);
      const { view, status, roleGuids } = await lookAtFleet(ports, fleet);
      const plan = planFleet(fleet, view, status, roleGuids);
      const changes = await whatIfFleet(ports, fleet, plan.deployments);
      return [
        planSummary(plan, t),
        "",
        ...planLines(plan, t),
        "",
        vscode.l10n.t("Azure what-if:"),
        ...whatIfLines(changes),
      ].join("\n");
    });
    await scope.services.texts.show(`fleet ${fleet.name} plan.txt`, `${text}\n`);
  },
};
