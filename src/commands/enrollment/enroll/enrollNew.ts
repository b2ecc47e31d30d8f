import * as vscode from "vscode";
import type { VirtualMachine } from "../../../arm/resources/networkCloud/virtualMachine";
import type { VirtualMachineInput } from "../../../enrollment/target/virtualMachineInput";
import { groupQuestions, signedIn } from "../../ask/askGroup";
import { askChoice } from "../../ask/askChoice";
import { askAll, back, type Question } from "../../ask/questions";
import type { CommandScope } from "../../run/command";
import { sizeFields } from "../../vm/askedFields";
import { siteFields } from "../../vm/siteFields";
import { noAnswers, type VmAnswers } from "../../vm/vmAnswers";
import { proposeMachineName } from "../../machine/machineName";
import { askForValue, choose, type EnrollmentDraft, type VmRow } from "./questions";

interface Answers extends VmAnswers {
  /** The VM whose settings are taken over; `each`: they are asked one by one. `later`: not now. */
  readonly like?: VmRow | "each" | "later";
}

/** Asks for all that a new VM needs, with a way back, and proposals from what stands already. */
export async function askForNewVm(scope: CommandScope): Promise<EnrollmentDraft> {
  const { services } = scope;
  const [nameField, ...placeFields] = siteFields(services);
  const each = [...placeFields, ...sizeFields(services)].map(({ question }): Question<Answers> => ({
    ...question,
    applies: ({ like }) => like === "each",
  }));
  const answers = await askAll<Answers>(vscode.l10n.t("Enroll a new VM"), noAnswers, [
    ...groupQuestions<Answers>(services, {}),
    ...(nameField === undefined ? [] : [nameField.question]),
    { ask: (given, place) => askForModel(scope, given, place) },
    ...each,
  ]);
  return draftOf(scope, answers);
}

async function draftOf(scope: CommandScope, answers: Answers): Promise<EnrollmentDraft> {
  const { group, name: vmName = "", subscriptionId = "", like } = answers;
  const model = like === undefined || typeof like === "string" ? undefined : await readVm(scope, like);
  const place = {
    tenantId:
      signedIn(scope.services).tenantOf(`/subscriptions/${subscriptionId}`) ??
      (await askForValue("tenantId", vscode.l10n.t("Tenant ID of the subscription"))),
    subscriptionId,
    resourceGroup: group?.name ?? "",
    location:
      answers.location ??
      model?.location ??
      (await askForValue("location", vscode.l10n.t("Region of the VM, such as eastus"), group?.location)),
    vmName,
  };
  const identity = await askForIdentity(place);
  const vm = model === undefined ? answers.input : choicesLike(model);
  return { target: { ...place, arcMachineName: proposeMachineName(vmName), ...identity }, vm };
}

async function askForModel(
  { services }: CommandScope,
  answers: Answers,
  place: Parameters<Question<Answers>["ask"]>[1],
): ReturnType<Question<Answers>["ask"]> {
  const near = [...services.tree.list.rows].filter(
    (row): row is VmRow =>
      row.kind === "vm" && row.vm.subscriptionId.toLowerCase() === answers.subscriptionId?.toLowerCase(),
  );
  const like = await askChoice<NonNullable<Answers["like"]>>(place, {
    placeHolder: vscode.l10n.t("Image, networks, and size of the VM"),
    choices: () => [
      { label: vscode.l10n.t("Choose each…"), icon: "list-ordered", value: "each" },
      { label: vscode.l10n.t("Later, before step 3"), icon: "clock", value: "later" },
      ...near.map((row, index) => ({
        label: vscode.l10n.t("Same as {0}", row.vm.name),
        description: row.vm.resourceGroup,
        icon: "vm",
        ...(index === 0 && { section: vscode.l10n.t("Same as another VM") }),
        value: row,
      })),
    ],
  });
  return like === back ? back : { ...answers, like };
}

async function readVm(scope: CommandScope, { vm }: VmRow): Promise<VirtualMachine> {
  const directory = signedIn(scope.services);
  return scope.progress(vscode.l10n.t("Reading {0}…", vm.name), ({ signal }) =>
    directory.readVm(vm.id, signal),
  );
}

async function askForIdentity(place: {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly vmName: string;
}): Promise<EnrollmentDraft["target"]> {
  const kind = await choose(vscode.l10n.t("Which managed identity does the VM get?"), [
    {
      label: vscode.l10n.t("User-assigned"),
      detail: vscode.l10n.t("Created in advance, with its roles: ready at first boot"),
      value: "user",
    },
    {
      label: vscode.l10n.t("System-assigned"),
      detail: vscode.l10n.t("Created with the VM; the VM waits for its roles"),
      value: "system",
    },
  ]);
  if (kind === "system") return { identity: "system" };
  const userAssignedIdentityId = await askForValue(
    "userAssignedIdentityId",
    vscode.l10n.t("Resource ID of the user-assigned identity. If it does not exist, step 1 creates it."),
    `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${place.vmName}`,
  );
  return { identity: "user", userAssignedIdentityId };
}

/** The choices of a VM that stands, for another one beside it. Addresses are its own and are not taken. */
function choicesLike(vm: VirtualMachine): VirtualMachineInput {
  const choices = {
    customLocation: vm.extendedLocation,
    adminUsername: vm.adminUsername,
    cloudServicesNetworkId: vm.cloudServicesNetworkAttachment?.attachedNetworkId,
    cpuCores: vm.cpuCores,
    memorySizeGB: vm.memorySizeGB,
    diskSizeGB: vm.osDisk.diskSizeGB,
    vmImage: vm.vmImage,
    bootMethod: oneOf(["UEFI", "BIOS"], vm.bootMethod),
    vmDeviceModel: oneOf(["T1", "T2", "T3"], vm.vmDeviceModel),
    sshPublicKeys: vm.sshPublicKeys.length === 0 ? undefined : vm.sshPublicKeys,
    networks: vm.networkAttachments.flatMap(networkLike),
  };
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

function networkLike({
  attachedNetworkId,
  ipAllocationMethod,
  defaultGateway,
  networkAttachmentName,
}: VirtualMachine["networkAttachments"][number]): NonNullable<VirtualMachineInput["networks"]> {
  if (attachedNetworkId === undefined) return [];
  return [
    {
      networkId: attachedNetworkId,
      ipAllocationMethod: ipAllocationMethod === "Disabled" ? "Disabled" : "Dynamic",
      ...(defaultGateway === "True" && { defaultGateway: true }),
      ...(networkAttachmentName !== undefined && { name: networkAttachmentName }),
    },
  ];
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((candidate) => candidate === value);
}
