import * as vscode from "vscode";
import { t } from "../../l10n";
import { nameOfId } from "../../arm/resources/resource";
import type { EgressChange } from "../../prerequisites/egressChange";
import type { PrerequisiteAction } from "../../prerequisites/finding";
import type { PrerequisiteSubject } from "../../prerequisites/subject";
import { rowKey } from "../../session/listing/machine";
import { agree } from "../ask/agree";
import { signedIn } from "../ask/askGroup";
import { sendOnce } from "../run/sendOnce";
import { askText } from "../ask/askText";
import { back } from "../ask/questions";
import type { CommandScope } from "../run/command";
import { deletionDetail } from "../machine/machineDeletion";
import { runOperation } from "../run/runOperation";

type Action<K extends PrerequisiteAction["kind"]> = Extract<PrerequisiteAction, { kind: K }>;

/** Does what an action promises, after a question. Gives the subject to check again: another one where names were chosen. */
export async function mend(
  scope: CommandScope,
  action: PrerequisiteAction,
  subject: PrerequisiteSubject,
): Promise<PrerequisiteSubject> {
  switch (action.kind) {
    case "registerProvider":
      await register(scope, action);
      return subject;
    case "addEgress":
    case "enableDefaultEgress":
      await changeEgress(scope, action);
      return subject;
    case "deleteMachine":
      await removeMachine(scope, action);
      return subject;
    case "startVm":
      await start(scope, action);
      return subject;
    case "chooseNames":
      return chooseNames(subject);
  }
}

async function register(scope: CommandScope, action: Action<"registerProvider">): Promise<void> {
  const { namespace, subscriptionId } = action;
  await agree(
    vscode.l10n.t("Register {0}?", namespace),
    vscode.l10n.t(
      "Sends POST /subscriptions/{0}/providers/{1}/register. It is free of charge, and takes a minute or two.",
      subscriptionId,
      namespace,
    ),
    vscode.l10n.t("Register"),
  );
  await sendOnce(scope, vscode.l10n.t("Registering {0}…", namespace), ({ signal }) =>
    scope.services.remedies.apply({ kind: "registerProvider", subscriptionId, namespace }, signal),
  );
}

async function changeEgress(
  scope: CommandScope,
  action: Action<"addEgress"> | Action<"enableDefaultEgress">,
): Promise<void> {
  const { networkId } = action;
  const name = nameOfId(networkId);
  const change = await scope.progress(vscode.l10n.t("Reading {0}…", name), async ({ signal }) => {
    const { readEgressChange } = await import("../../prerequisites/egressChange");
    return readEgressChange(await signedIn(scope.services).clientFor(networkId), action, signal);
  });
  await agree(...egressQuestion(name, action, change));
  await runOperation(scope, vscode.l10n.t("Changing {0}…", name), {
    name,
    begin: async (operations, options) => {
      const { beginUpdateCloudServicesNetwork } =
        await import("../../arm/operations/cloudServicesNetworkOperations");
      return beginUpdateCloudServicesNetwork(operations, networkId, change.change, options);
    },
  });
}

function egressQuestion(
  name: string,
  action: Action<"addEgress"> | Action<"enableDefaultEgress">,
  { added }: EgressChange,
): [question: string, detail: string, button: string] {
  if (action.kind === "enableDefaultEgress") {
    return [
      vscode.l10n.t("Turn on the default egress endpoints of {0}?", name),
      vscode.l10n.t(
        "Sends enableDefaultEgressEndpoints: True. Every VM on this network can then reach Azure's default list. The network's own endpoints stay.",
      ),
      vscode.l10n.t("Turn On"),
    ];
  }
  const lines = added.map(({ domainName, port }) => `${domainName}:${port}`).join("\n");
  return [
    vscode.l10n.t("Add {0} egress endpoints to {1}?", added.length, name),
    vscode.l10n.t("{0}\n\nEvery VM on this network can then reach them. The existing endpoints stay.", lines),
    vscode.l10n.t("Add Endpoints"),
  ];
}

async function removeMachine(scope: CommandScope, { machineId }: Action<"deleteMachine">): Promise<void> {
  const { services, progress } = scope;
  const directory = signedIn(services);
  const machine = await progress(vscode.l10n.t("Reading the Arc machine…"), ({ signal }) =>
    directory.readArc(machineId, signal),
  );
  await agree(
    vscode.l10n.t("Delete the Arc machine resource {0}?", machine.name),
    deletionDetail(machine, t),
    vscode.l10n.t("Delete Resource"),
  );
  await sendOnce(scope, vscode.l10n.t("Deleting {0}…", machine.name), async ({ signal }) => {
    const { deleteMachine } = await import("../../arm/resources/arc/hybridCompute");
    await deleteMachine(await directory.clientFor(machineId), machineId, signal);
  });
  const row = services.tree.list.rowOfResource(machineId);
  if (row !== undefined) await services.tree.list.refreshRow(rowKey(row));
}

async function start(scope: CommandScope, { vmId }: Action<"startVm">): Promise<void> {
  const name = nameOfId(vmId);
  await agree(
    vscode.l10n.t("Start {0}?", name),
    vscode.l10n.t("The VM boots, and its programs start."),
    vscode.l10n.t("Start"),
  );
  await runOperation(scope, vscode.l10n.t("Starting {0}…", name), {
    name,
    begin: async (operations, options) => {
      const { beginStart } = await import("../../arm/operations/virtualMachineOperations");
      return beginStart(operations, vmId, options);
    },
  });
}

async function chooseNames(subject: PrerequisiteSubject): Promise<PrerequisiteSubject> {
  const { judgeTarget } = await import("../ask/askText");
  const ask = async (
    name: "vmName" | "arcMachineName",
    step: number,
    prompt: string,
    value: string,
  ): Promise<string> => {
    const answer = await askText(
      { title: vscode.l10n.t("Choose Names"), step, total: 2 },
      {
        prompt,
        value,
        judge: judgeTarget(name),
      },
    );
    if (answer === back) throw new vscode.CancellationError();
    return answer;
  };
  const vmName = await ask("vmName", 1, vscode.l10n.t("Name of the VM"), subject.vmName ?? "");
  const arcMachineName = await ask("arcMachineName", 2, vscode.l10n.t("Name of the Arc machine"), vmName);
  return { ...subject, vmName, arcMachineName };
}
