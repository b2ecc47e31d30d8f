import * as vscode from "vscode";
import { judge, readTarget, type TargetInput, type TargetName } from "../../enrollment/target";
import type { Command } from "../command";

interface Choice {
  readonly label: string;
  readonly detail: string;
  readonly values: TargetInput;
}

/** Asks what the first boot has to do, and opens a commented script or cloud-config that does it. */
export const newUserData: Command = {
  intent: "write the user data",
  async run() {
    const input = await askAll();
    if (input === undefined) return;
    const format = await pick(vscode.l10n.t("As what is it sent?"), [
      { label: "bash", detail: vscode.l10n.t("A script that runs at first boot, and over SSH"), values: {} },
      {
        label: "cloud-config",
        detail: vscode.l10n.t("YAML that writes the script and runs it, to add your own modules to"),
        values: {},
      },
    ]);
    const reading = readTarget(input);
    if (format === undefined || !reading.ok) return;
    const { vmScript } = await import("../../enrollment/vmScript");
    const asCloudConfig = format.label === "cloud-config";
    const content = vmScript(reading.target, { format: asCloudConfig ? "cloud-config" : "bash" });
    const language = asCloudConfig ? "cloud-config" : "shellscript";
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
  },
};

const texts: readonly [TargetName, string][] = [
  ["tenantId", "Tenant id"],
  ["subscriptionId", "Subscription id"],
  ["resourceGroup", "Resource group"],
  ["location", "Region of the Arc machine, such as eastus"],
  ["vmName", "Name of the VM: letters and digits"],
];

async function askAll(): Promise<TargetInput | undefined> {
  const identity = await pick(vscode.l10n.t("Which managed identity does the VM have?"), [
    {
      label: vscode.l10n.t("User-assigned"),
      detail: vscode.l10n.t("Made ahead, with its roles: ready at first boot"),
      values: { identity: "user" },
    },
    {
      label: vscode.l10n.t("System-assigned"),
      detail: vscode.l10n.t("Made with the VM; the script waits for its roles"),
      values: { identity: "system" },
    },
  ]);
  const creator =
    identity &&
    (await pick(vscode.l10n.t("Who creates the Arc machine and assigns the relay?"), [
      {
        label: vscode.l10n.t("The VM"),
        detail: vscode.l10n.t("Hands-free: the key pair is made on the VM and never leaves it"),
        values: { creator: "vm" },
      },
      {
        label: vscode.l10n.t("This workstation"),
        detail: vscode.l10n.t("Guided: the script asks for the private key when it runs"),
        values: { creator: "workstation" },
      },
    ]));
  const flavour =
    creator &&
    (await pick(vscode.l10n.t("What does the VM speak to Azure with?"), [
      { label: "Azure CLI", detail: vscode.l10n.t("As in the article"), values: { flavour: "az" } },
      {
        label: "curl",
        detail: vscode.l10n.t("No Azure CLI on the VM: less to download"),
        values: { flavour: "curl" },
      },
    ]));
  const cloud =
    flavour &&
    (await pick(vscode.l10n.t("Which cloud?"), [
      { label: "Azure", detail: "AzureCloud", values: { cloud: "public" } },
      { label: "Azure US Government", detail: "AzureUSGovernment", values: { cloud: "usGovernment" } },
      { label: "Azure China", detail: "AzureChinaCloud", values: { cloud: "china" } },
    ]));
  if (cloud === undefined) return undefined;
  const chosen: TargetInput = {
    ...identity?.values,
    ...creator?.values,
    ...flavour?.values,
    ...cloud.values,
  };
  const wanted =
    chosen.identity === "user"
      ? [...texts, ["userAssignedIdentityId", "Resource id of the user-assigned identity"] as const]
      : texts;
  return askTexts(chosen, wanted);
}

async function askTexts(
  start: TargetInput,
  wanted: readonly (readonly [TargetName, string])[],
): Promise<TargetInput | undefined> {
  let input = start;
  for (const [step, [name, prompt]] of wanted.entries()) {
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t("New enrollment user data ({0} of {1})", step + 1, wanted.length),
      prompt,
      ignoreFocusOut: true,
      validateInput: (text) => judge(name, text),
    });
    if (value === undefined) return undefined;
    input = { ...input, [name]: value };
  }
  return input;
}

function pick(title: string, choices: readonly Choice[]): Thenable<Choice | undefined> {
  return vscode.window.showQuickPick(choices, { title, ignoreFocusOut: true });
}
