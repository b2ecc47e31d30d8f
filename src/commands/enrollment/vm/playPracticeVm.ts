import * as vscode from "vscode";
import { machineId, vmId } from "../../../enrollment/target/target";
import { Notice, type Command } from "../../run/command";
import { completeTarget } from "../record/blocked";
import { checkNow } from "../record/checkEnrollment";
import { chosenEnrollment } from "../record/chosen";

/** In the practice cloud: does what the VM's script would do over SSH in the guided mode, with the enrollment's own key. */
export const playPracticeVm: Command = {
  intent: "simulate the VM",
  async run(scope, clicked) {
    const { services } = scope;
    const { enrollment } = await chosenEnrollment(services, clicked);
    const target = completeTarget(enrollment);
    if (services.session.mode !== "practice")
      throw new Notice(vscode.l10n.t("This action supports the practice cloud only."));
    const privateKey = await services.enrollments.keys.read(enrollment.id);
    if (privateKey === undefined)
      throw new Notice(
        vscode.l10n.t(
          "No private key is stored for this enrollment. Run step 7 first. In hands-free mode, the VM runs on its own.",
        ),
      );
    const outcome = await services.session.inPracticeVms((guest) =>
      guest.connect({
        machineId: machineId(target),
        vmId: enrollment.arcVmId,
        virtualMachineId: vmId(target),
        privateKey,
      }),
    );
    if (outcome?.outcome === "refused") throw new Notice(`${outcome.code}: ${outcome.message}`);
    await checkNow(scope, enrollment.id);
  },
};
