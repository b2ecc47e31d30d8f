import * as vscode from "vscode";
import { resourceKey } from "../../arm/resources/resourceId";
import { t } from "../../l10n";
import { retryOf } from "../../rows/fleets/rows";
import { Notice, type Command } from "../run/command";
import { refuseTwice, runFleetDeploy } from "./deployFleet";
import { clickedRow } from "./fleetRows";
import { goodFile } from "./fleetScope";

/** Deploys the VMs of a state, of a cause or of one row again. What failed or is stuck is deleted first, after a question. */
export const retryFleetVms: Command = {
  intent: "retry the VMs",
  async run(scope, clicked) {
    const { node, row } = clickedRow(scope.services, clicked);
    const entries = retryOf(node, row);
    if (entries.length === 0) throw new Notice(vscode.l10n.t("This row has nothing to retry."));
    const { fleet, key } = await goodFile(scope.services, clicked);
    refuseTwice(scope, fleet, key);
    const again = entries.filter(
      ({ state, leftMachine }) => state !== "missing" || leftMachine !== undefined,
    );
    const names = entries.slice(0, 10).map(({ vm }) => vm.target.vmName);
    const { passwordSentences } = await import("../../fleet/plan/planFleet");
    const detail = [
      `${names.join(", ")}${entries.length > names.length ? ", …" : ""}`,
      again.length === 0
        ? ""
        : vscode.l10n.t("{0} of them are deleted with their Arc machines and created again.", again.length),
      ...passwordSentences(entries.map(({ vm }) => vm)).map((sentence) => t(sentence)),
    ];
    const retry = vscode.l10n.t("Retry");
    const question = vscode.l10n.t("Retry {0} VMs of fleet {1}?", entries.length, fleet.name);
    const options = { modal: true, detail: detail.filter((line) => line !== "").join("\n") };
    if ((await vscode.window.showWarningMessage(question, options, retry)) !== retry) return;
    const only = entries.map(({ vm }) => resourceKey(vm.id));
    const mode = scope.services.session.mode;
    const intent = { file: key, hash: fleet.hash, recreate: "failed", only, mode } as const;
    await runFleetDeploy(scope, fleet, intent);
  },
};
