import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import { say } from "../../l10n/sentence";
import { shown } from "../evidence/azureView";
import type { Evidence } from "../evidence/evidence";
import { judgeSeen, azureShows, azureShowsDone, facts, lastOutcome } from "../evidence/judgement";
import { vmId } from "../target/target";
import { readVirtualMachine } from "../target/virtualMachineInput";
import { StepBlockedError, type AzureStep, type CheckContext } from "./step";

export const createVirtualMachine: AzureStep = {
  number: 3,
  title: "Create the Nexus VM",
  why: "Create the VM with the identity: adding it later does not give the running VM a token. User data runs once, at first boot. In hands-free mode it contains steps 4 to 10.",
  runsOn: "azure",
  sentBy: "workstation",
  inputs: [
    "vmName",
    "location",
    "vm.customLocation",
    "vm.vmImage",
    "vm.adminUsername",
    "vm.sshPublicKeys",
    "vm.cpuCores",
    "vm.memorySizeGB",
    "vm.diskSizeGB",
    "vm.cloudServicesNetworkId",
    "vm.networks",
  ],
  needs: ({ identity, creator }) => (identity === "system" ? [] : creator === "vm" ? [1, 2] : [1]),
  pitfalls: [
    {
      symptom: "The name is rejected: it does not match ^([a-zA-Z0-9][a-zA-Z0-9]{0,62}[a-zA-Z0-9])$",
      cause:
        "A Nexus VM name can contain only letters and digits. The name my-nexus-vm-name in Microsoft's article has hyphens.",
      fix: "Choose a name without hyphens. The Arc machine may have another name.",
    },
    {
      symptom: "identity is ignored or refused in a template",
      cause:
        "The Bicep in Microsoft's article has identity under properties, and its API version 2025-02-01 has no identity.",
      fix: "Put identity at the top level of the resource and use API version 2025-09-01.",
    },
    {
      symptom: "$LOCATION is empty when you copy the lines of Microsoft's article",
      cause: "Its snippet uses $SUBSCRIPTION, but the variable is named SUBSCRIPTION_ID.",
      fix: "Use SUBSCRIPTION_ID. The commands shown here do.",
    },
    {
      symptom: "Anyone who can read the VM in Azure can read its user data",
      cause: "It was sent as userData (--user-data), which Azure returns in clear text.",
      fix: "Send userDataContent (--user-data-content), as this step does, and still keep secrets out of it.",
    },
    {
      symptom: "cloud-init status says done, but the VM is not enrolled",
      cause:
        "The first boot failed and the VM was restarted. cloud-init discards the failure and runs nothing again.",
      fix: "Check /var/log/cloud-init-output.log and /var/log/cloud-init.log (“Diagnose VM Log…”), not the status. Then run the script again, or create the VM again.",
    },
    {
      symptom: "cloud-init status --wait ends with 2 although everything ran",
      cause: "Newer versions (seen with 26.2) report “degraded done” for one deprecated key or warning.",
      fix: "Treat only 1 as a failure, and correct the key that the linter marks as deprecated.",
    },
  ],
  check: (context) => {
    const { enrollment, view } = context;
    return judgeSeen(view, say`The VM`, view.vm, {
      there: (vm) => judge(context, vm),
      missing: () =>
        lastOutcome(3, enrollment) ??
        azureShows(view, "notStarted", say`No VM with this name exists yet.`, {
          nextMove: say`Run this step.`,
        }),
    });
  },
  actions: ({ target, enrollment, view }, secrets) => {
    if (shown(view.vm).kind === "seen") return [];
    const reading = readVirtualMachine(enrollment.vm, target, secrets);
    if (!reading.ok) {
      const [first] = reading.problems;
      throw new StepBlockedError(
        say`The VM cannot be created yet: ${first?.message ?? say`Values are missing.`}`,
        say`Enter the missing inputs of this step.`,
      );
    }
    return [{ kind: "createVm", id: vmId(target), vm: reading.vm }];
  },
};

function judge({ enrollment, view }: CheckContext, vm: VirtualMachine): Evidence {
  const seen = {
    facts: facts({
      provisioningState: vm.provisioningState,
      detailedStatus: vm.detailedStatus,
      detailedStatusMessage: vm.detailedStatusMessage,
      powerState: vm.powerState,
    }),
  };
  const message =
    vm.detailedStatusMessage ?? vm.detailedStatus ?? vm.provisioningState ?? say`it shows no status`;
  switch (vm.provisioningState) {
    case "Succeeded":
      break;
    case "Failed":
    case "Canceled":
      return azureShows(view, "failed", say`Creating the VM ended with ${vm.provisioningState}: ${message}`, {
        ...seen,
        nextMove: say`Read the message, delete the VM, and create it again.`,
      });
    case "Deleting":
      return azureShows(view, "contradicts", say`The VM is being deleted.`, {
        ...seen,
        nextMove: say`Wait until it is deleted, then run this step.`,
      });
    default:
      return azureShows(view, "underWay", say`Azure is creating the VM: ${message}`, seen);
  }
  if (vm.detailedStatus === "Error") {
    return azureShows(view, "failed", say`The VM is in an error state: ${message}`, {
      ...seen,
      nextMove: say`Restart the VM, or create it again.`,
    });
  }
  if (vm.powerState === "Off") {
    return azureShowsDone(3, enrollment, view, say`The VM exists, but is powered off.`, {
      ...seen,
      nextMove: say`Start the VM.`,
    });
  }
  return azureShowsDone(3, enrollment, view, say`The VM exists: ${message}`, seen);
}
