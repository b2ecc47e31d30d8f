import * as vscode from "vscode";
import type { ResourceIdentity } from "../../../arm/resources/resourceIdentity";
import type { TargetInput } from "../../../enrollment/target/target";
import type { CommandScope } from "../../run/command";
import { askForValue, choose, type EnrollmentDraft, type VmRow } from "./questions";
import { notify } from "../../../window/notification";
import { proposeMachineName } from "../../machine/machineName";

/** Takes what is known of a VM that stands already; asks only for what is open. */
export async function askForExistingVm(
  { services }: CommandScope,
  { vm, arc }: VmRow,
): Promise<EnrollmentDraft> {
  const tenantId = services.session.directory?.tenantOf(vm.id);
  const identity = await askForIdentity(vm.identity);
  const arcMachineName = await askForValue(
    "arcMachineName",
    vscode.l10n.t("Name of the Arc machine (at most 54 characters)"),
    arc?.name ?? proposeMachineName(vm.name),
  );
  const target: TargetInput = {
    tenantId: tenantId ?? (await askForValue("tenantId", vscode.l10n.t("Tenant ID of the subscription"))),
    subscriptionId: vm.subscriptionId,
    resourceGroup: vm.resourceGroup,
    location:
      vm.location ??
      (await askForValue("location", vscode.l10n.t("Region of the Arc machine, such as eastus"))),
    vmName: vm.name,
    arcMachineName,
    ...identity,
  };
  return { target, vm: {} };
}

/** The identity that the VM was created with: another one, attached later, would not reach it. */
async function askForIdentity({ kinds, userAssigned }: ResourceIdentity): Promise<TargetInput> {
  const answers = [
    ...userAssigned.map(({ id }) => ({
      label: id.split("/").at(-1) ?? id,
      description: vscode.l10n.t("user-assigned"),
      value: { identity: "user", userAssignedIdentityId: id },
    })),
    ...(kinds.includes("SystemAssigned")
      ? [{ label: vscode.l10n.t("System-assigned"), value: { identity: "system" } }]
      : []),
  ];
  const [only, ...more] = answers;
  if (only === undefined) {
    void notify.warning(
      vscode.l10n.t(
        "This VM was created without a managed identity. An identity that you attach now does not reach it. Create the VM again.",
      ),
    );
    return { identity: "system" };
  }
  return more.length === 0 ? only.value : choose(vscode.l10n.t("Which identity enrolls the VM?"), answers);
}

/** Who creates the Arc machine and assigns the relay, and what the VM speaks to Azure with. */
export async function askForWay(vm: "new" | "existing"): Promise<TargetInput> {
  const handsFree =
    vm === "new"
      ? vscode.l10n.t(
          "The VM does steps 4 to 10 at first boot. The private key is generated on the VM and never leaves it.",
        )
      : vscode.l10n.t(
          "You run the VM's script once over SSH. The private key is generated on the VM and never leaves it.",
        );
  return choose(vscode.l10n.t("Which mode?"), [
    {
      label: vscode.l10n.t("Hands-free"),
      detail: handsFree,
      value: { creator: "vm", flavour: "az" },
    },
    {
      label: vscode.l10n.t("Hands-free, without Azure CLI on the VM"),
      detail: vscode.l10n.t("The same, with plain curl: a smaller download."),
      value: { creator: "vm", flavour: "curl" },
    },
    {
      label: vscode.l10n.t("Guided"),
      detail: vscode.l10n.t(
        "The Arc machine and the relay are created from this workstation. Then you run the VM's script over SSH.",
      ),
      value: { creator: "workstation", flavour: "az" },
    },
  ]);
}
