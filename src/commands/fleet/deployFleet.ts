import * as vscode from "vscode";
import { commandIds } from "../../ids";
import type { Command } from "../command";
import { fleetPorts, goodFleet } from "./fleetScope";

/** Deploys what is missing or differs, after a question that says how much. Canceling stops watching; Azure goes on. */
export const deployFleetCommand: Command = {
  intent: "deploy the fleet",
  async run(scope, clicked) {
    const fleet = await goodFleet(clicked);
    const summary = await scope.progress(
      vscode.l10n.t("Planning fleet {0}…", fleet.name),
      async (running) => {
        const [{ lookAtFleet }, { planFleet, planSummary }] = await Promise.all([
          import("../../fleet/fleetRun"),
          import("../../fleet/planFleet"),
        ]);
        const { view, status, roleGuids } = await lookAtFleet(
          await fleetPorts(scope.services, fleet, running),
          fleet,
        );
        return planSummary(planFleet(fleet, view, status, roleGuids));
      },
    );
    const deploy = vscode.l10n.t("Deploy");
    const question = vscode.l10n.t("Deploy fleet {0}?", fleet.name);
    const detail = vscode.l10n.t(
      "{0} No VM is deleted. You can stop watching at any time and deploy again to go on.",
      summary,
    );
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, deploy)) !== deploy)
      return;
    const failed = await scope.progress(
      vscode.l10n.t("Deploying fleet {0}…", fleet.name),
      async (running) => {
        const [{ deployFleet }, { hasSucceeded }] = await Promise.all([
          import("../../fleet/fleetRun"),
          import("../../fleet/deployFleet"),
        ]);
        const { outcomes } = await deployFleet(await fleetPorts(scope.services, fleet, running), fleet);
        return outcomes.filter((outcome) => !hasSucceeded(outcome)).length;
      },
    );
    await vscode.commands.executeCommand(commandIds.refresh);
    void vscode.window.showInformationMessage(
      failed === 0
        ? vscode.l10n.t(
            "Fleet {0} is deployed. Its VMs enroll themselves now: show its status to follow them.",
            fleet.name,
          )
        : vscode.l10n.t(
            "{0} deployments of fleet {1} did not succeed: show its status for the causes.",
            failed,
            fleet.name,
          ),
    );
  },
};
