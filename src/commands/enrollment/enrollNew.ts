import * as vscode from "vscode";
import type { VirtualMachine } from "../../arm/virtualMachine";
import type { TargetInput } from "../../enrollment/target";
import type { VirtualMachineInput } from "../../enrollment/virtualMachineInput";
import { Notice, type CommandScope } from "../command";
import type { EnrollmentWish, VmRow } from "./enroll";
import { machineNameFor } from "./enrollExisting";
import { askForText, askForValue, choose } from "./questions";

/** Asks for all that a new VM needs, with proposals from what stands already. */
export async function askForNewVm(scope: CommandScope): Promise<EnrollmentWish> {
  const { services } = scope;
  const rows = [...services.tree.list.rows].filter((row): row is VmRow => row.kind === "vm");
  const subscriptionId = await askForSubscription(scope);
  const near = rows.filter(({ vm }) => same(vm.subscriptionId, subscriptionId));
  const resourceGroup = await askForGroup(near);
  const beside = near.find(({ vm }) => same(vm.resourceGroup, resourceGroup)) ?? near[0];
  const vmName = await askForValue("vmName", vscode.l10n.t("Name of the new VM: letters and digits only"));
  const location = await askForValue(
    "location",
    vscode.l10n.t("Region, such as eastus"),
    beside?.vm.location ?? "",
  );
  const tenantId =
    services.session.directory?.tenantOf(`/subscriptions/${subscriptionId}`) ??
    (await askForValue("tenantId", vscode.l10n.t("Tenant id of the subscription")));
  const place = { tenantId, subscriptionId, resourceGroup, location, vmName };
  const identity = await askForIdentity(place);
  const vm = await askForVmChoices(scope, near);
  return { target: { ...place, arcMachineName: machineNameFor(vmName), ...identity }, vm };
}

async function askForSubscription({ services }: CommandScope): Promise<string> {
  const known = [...services.tree.list.subscriptions];
  if (known.length === 0)
    return askForValue(
      "subscriptionId",
      vscode.l10n.t("Subscription id, such as 00000000-0000-0000-0000-000000000000"),
    );
  return choose(
    vscode.l10n.t("In which subscription?"),
    known.map(([value, label]) => ({ label, description: value, value })),
  );
}

async function askForGroup(near: readonly VmRow[]): Promise<string> {
  const groups = [...new Set(near.map(({ vm }) => vm.resourceGroup))].sort();
  const other = { label: vscode.l10n.t("Another group…"), value: "" };
  const chosen =
    groups.length === 0
      ? ""
      : await choose(vscode.l10n.t("In which resource group?"), [
          ...groups.map((value) => ({ label: value, value })),
          other,
        ]);
  return chosen === ""
    ? askForValue("resourceGroup", vscode.l10n.t("Name of a resource group that exists"))
    : chosen;
}

async function askForIdentity({ subscriptionId, resourceGroup, vmName }: TargetInput): Promise<TargetInput> {
  const kind = await choose(vscode.l10n.t("Which managed identity does the VM get?"), [
    {
      label: vscode.l10n.t("User-assigned"),
      detail: vscode.l10n.t("Made ahead, with its roles: ready at first boot"),
      value: "user",
    },
    {
      label: vscode.l10n.t("System-assigned"),
      detail: vscode.l10n.t("Made with the VM; the VM waits for its roles"),
      value: "system",
    },
  ]);
  if (kind === "system") return { identity: "system" };
  const proposal = `/subscriptions/${subscriptionId ?? ""}/resourceGroups/${resourceGroup ?? ""}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${vmName ?? ""}`;
  const userAssignedIdentityId = await askForValue(
    "userAssignedIdentityId",
    vscode.l10n.t("Resource id of the user-assigned identity; step 1 creates one that is not there"),
    proposal,
  );
  return { identity: "user", userAssignedIdentityId };
}

async function askForVmChoices(scope: CommandScope, near: readonly VmRow[]): Promise<VirtualMachineInput> {
  const later = {
    label: vscode.l10n.t("Later"),
    detail: vscode.l10n.t("Step 3 asks for them"),
    value: undefined,
  };
  const model = await choose(vscode.l10n.t("Image, networks and size of the VM: like which other VM?"), [
    ...near.map((row) => ({
      label: vscode.l10n.t("Like {0}", row.vm.name),
      description: row.vm.resourceGroup,
      value: row,
    })),
    later,
  ]);
  if (model === undefined) return {};
  const { directory } = scope.services.session;
  if (directory === undefined) throw new Notice(vscode.l10n.t("Sign in first."));
  const vm = await scope.progress(vscode.l10n.t("Reading {0}…", model.vm.name), ({ signal }) =>
    directory.readVm(model.vm.id, signal),
  );
  const key = await askForText(
    vscode.l10n.t("SSH public key of the administrator (may stay empty)"),
    vm.sshPublicKeys[0] ?? "",
    () => undefined,
  );
  return { ...choicesLike(vm), ...(key.trim() !== "" && { sshPublicKeys: [key.trim()] }) };
}

/** The choices of a VM that stands, for another one beside it. Addresses are its own and are not taken. */
export function choicesLike(vm: VirtualMachine): VirtualMachineInput {
  const csn = vm.cloudServicesNetworkAttachment?.attachedNetworkId;
  const choices = {
    customLocation: vm.extendedLocation,
    adminUsername: vm.adminUsername,
    cloudServicesNetworkId: csn,
    cpuCores: vm.cpuCores,
    memorySizeGB: vm.memorySizeGB,
    diskSizeGB: vm.osDisk.diskSizeGB,
    vmImage: vm.vmImage,
    bootMethod: oneOf(["UEFI", "BIOS"], vm.bootMethod),
    vmDeviceModel: oneOf(["T1", "T2", "T3"], vm.vmDeviceModel),
    networks: vm.networkAttachments.flatMap(
      ({ attachedNetworkId, ipAllocationMethod, defaultGateway, networkAttachmentName }) =>
        attachedNetworkId === undefined
          ? []
          : {
              networkId: attachedNetworkId,
              ipAllocationMethod:
                ipAllocationMethod === "Disabled" ? ("Disabled" as const) : ("Dynamic" as const),
              ...(defaultGateway === "True" && { defaultGateway: true }),
              ...(networkAttachmentName !== undefined && { name: networkAttachmentName }),
            },
    ),
  };
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((candidate) => candidate === value);
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
