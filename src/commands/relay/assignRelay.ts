import { say } from "../../l10n/sentence";
import * as vscode from "vscode";
import type { MachineSummary } from "../../arm/resources/arc/machine";
import { nameOfId } from "../../arm/resources/resource";
import type { VirtualMachineSummary } from "../../arm/resources/networkCloud/virtualMachine";
import { commandIds } from "../../ids";
import type { Services } from "../../services";
import { rowKey, type MachineRow } from "../../session/listing/machine";
import { isTreeNode } from "../../rows/machines/nodes";
import { arcWord, vmWord } from "../../rows/machines/presentation/state";
import { t } from "../../l10n";
import { askChoice, type Choice } from "../ask/askChoice";
import { askAll, back, type Question } from "../ask/questions";
import { Notice, type Command, type CommandScope } from "../run/command";
import { givenId } from "../machine/arcMachine";
import { review } from "../run/review";
import { begins, runOperation } from "../run/runOperation";
import { ownMachine, ownVm, proposeMachines, proposeVms, type MachineProposal } from "./proposal";
import { confirm, isConfirmed, type RelayRequest } from "./relayRequest";
import { relayWords } from "./relayWords";
import { notify } from "../../window/notification";

interface Answers {
  readonly vm?: VirtualMachineSummary;
  readonly machine?: MachineSummary;
  readonly relayType?: RelayRequest["relayType"];
}

/** Assigns a VM's Arc traffic to the Private Relay or back, as an operation that can be left. */
export const assignRelay: Command = {
  intent: "assign the relay",
  async run(scope, clicked) {
    const action = isConfirmed(clicked) ? actionOf(clicked) : await reviewed(scope, clicked);
    const { vmId, relay } = action;
    const [vmName, machineName] = [nameOfId(vmId), nameOfId(relay.machineId)];
    const words = relayWords[relay.relayType];
    await runOperation(scope, vscode.l10n.t("Assigning {0} to the {1}…", vmName, t(words.label)), {
      name: vmName,
      begin: begins(action),
    });
    void offerNext(scope.services, action, `${vmName} (${machineName}) ${t(words.done)}`);
  },
};

/** An `AzureAction` with a relay that is known here. */
interface AssignRelay {
  readonly kind: "assignRelay";
  readonly vmId: string;
  readonly relay: Pick<RelayRequest, "machineId" | "relayType">;
}

function actionOf({ vmId, machineId, relayType }: Omit<RelayRequest, "kind">): AssignRelay {
  return { kind: "assignRelay", vmId, relay: { machineId, relayType } };
}

/** What the user has chosen and seen before it is sent. Rejects with a cancellation. */
async function reviewed({ services }: CommandScope, clicked: unknown): Promise<AssignRelay> {
  await services.tree.list.ready();
  const start = answersFrom(services, clicked);
  const answers = await askAll<Answers>(
    vscode.l10n.t("Assign a VM's Arc traffic to a relay"),
    start,
    questions(services, start),
  );
  const { vm, machine, relayType } = answers;
  if (vm === undefined || machine === undefined || relayType === undefined)
    throw new vscode.CancellationError();
  const action = actionOf({ vmId: vm.id, machineId: machine.id, relayType });
  const words = relayWords[relayType];
  await review(services, {
    title: vscode.l10n.t("{0}: {1}", vm.name, t(words.label)),
    actions: [action],
    go: {
      label: vscode.l10n.t("Assign {0} to the {1}", vm.name, t(words.label)),
      detail: vscode.l10n.t("Through the Arc machine {0}. {1}", machine.name, t(words.detail)),
    },
    name: `relay of ${vm.name}`,
    preview: "onDemand",
  });
  return action;
}

/** What the clicked row says already: its VM, and its Arc machine for a start. */
function answersFrom(services: Services, clicked: unknown): Answers {
  const given = givenId(clicked);
  if (given !== undefined) return startOf(services.tree.list.rowOfResource(given));
  if (!isTreeNode(clicked) || (clicked.kind !== "machine" && clicked.kind !== "arc")) return {};
  const row = services.tree.list.row(clicked.key);
  if (row === undefined) throw new Notice(vscode.l10n.t("This machine is no longer in the list."));
  return startOf(row);
}

function startOf(row: MachineRow | undefined): Answers {
  if (row === undefined) return {};
  if (row.kind === "arc") return { machine: row.arc };
  return { vm: row.vm, ...(row.arc !== undefined && { machine: row.arc }) };
}

function questions(services: Services, start: Answers): readonly Question<Answers>[] {
  const rows = [...services.tree.list.rows];
  return [
    {
      applies: () => start.vm === undefined,
      ask: async (answers, questionStep) => {
        const vm = await askChoice(questionStep, {
          placeHolder: vscode.l10n.t("Which Nexus VM?"),
          choices: () =>
            (start.machine === undefined
              ? rows.flatMap((row) => (row.kind === "vm" ? [row.vm] : []))
              : proposeVms(start.machine, rows)
            ).map((value) => ({
              label: value.name,
              description: t(vmWord(value)),
              detail: `${services.tree.list.subscriptionName(value.subscriptionId)} / ${value.resourceGroup}`,
              icon: "vm",
              value,
            })),
          isCurrent: ({ id }) => id === (answers.vm ?? ownVm(start.machine, rows))?.id,
          takesFirst: start.machine === undefined,
        });
        return vm === back ? back : { ...answers, vm };
      },
    },
    {
      applies: () => start.vm !== undefined || start.machine === undefined,
      ask: async (answers, questionStep) => {
        const { vm } = answers;
        if (vm === undefined) return back;
        const proposals = proposeMachines(vm, rows);
        const own = answers.machine?.id ?? ownMachine(proposals)?.id;
        const machine = await askChoice<MachineSummary | "create">(questionStep, {
          placeHolder: vscode.l10n.t("Which is the Arc machine of {0}?", vm.name),
          choices: () => [...(own === undefined ? [creation(vm)] : []), ...machineChoices(proposals)],
          isCurrent: (value) => (value === "create" ? own === undefined : value.id === own),
        });
        if (machine === back) return back;
        return { ...answers, machine: machine === "create" ? await createFor(services, vm) : machine };
      },
    },
    {
      ask: async (answers, questionStep) => {
        const relayType = await askChoice<RelayRequest["relayType"]>(questionStep, {
          placeHolder: vscode.l10n.t("Which relay should its Arc traffic use?"),
          choices: () =>
            (["Platform", "Public"] as const).map((value) => ({
              label: t(relayWords[value].label),
              description: relayWords[value].description,
              detail: t(relayWords[value].detail),
              icon: value === "Platform" ? "shield" : "globe",
              value,
            })),
          isCurrent: (value) => value === (answers.relayType ?? "Platform"),
        });
        return relayType === back ? back : { ...answers, relayType };
      },
    },
  ];
}

const fits: Readonly<Record<MachineProposal["fit"], string>> = {
  own: say`this VM's machine`,
  sameName: say`same name and group`,
  sameGroup: say`same group`,
  elsewhere: say`another group`,
  ofAnotherVm: say`belongs to another VM`,
};

/** What stands first where no machine belongs to the VM: a stranger's machine must not be one Enter away. */
function creation({ name }: VirtualMachineSummary): Choice<"create"> {
  return {
    label: vscode.l10n.t("Create the Arc machine of {0}…", name),
    detail: vscode.l10n.t("No Arc machine belongs to this VM yet."),
    icon: "add",
    value: "create",
  };
}

/** Runs the command that makes it. Rejects with a cancellation when there is none afterward; the command has said why. */
async function createFor({ tree }: Services, vm: VirtualMachineSummary): Promise<MachineSummary> {
  const row = tree.list.rowOfResource(vm.id);
  if (row !== undefined)
    await vscode.commands.executeCommand(commandIds.createMachine, {
      kind: "machine",
      id: rowKey(row),
      key: rowKey(row),
    });
  const machine = tree.list.rowOfResource(vm.id)?.arc;
  if (machine === undefined) throw new vscode.CancellationError();
  return machine;
}

function machineChoices(proposals: readonly MachineProposal[]): readonly Choice<MachineSummary>[] {
  return proposals.map(({ machine, fit }) => ({
    label: machine.name,
    description: `${t(arcWord(machine))} · ${t(fits[fit])}`,
    detail: machine.id,
    icon: fit === "ofAnotherVm" ? "warning" : "server",
    value: machine,
  }));
}

/** The notification may stand for as long as the user likes; the command has ended. */
async function offerNext({ log }: Services, { vmId, relay }: AssignRelay, text: string): Promise<void> {
  const request: RelayRequest = { kind: "relayRequest", vmId, ...relay };
  const undo = vscode.l10n.t("Undo");
  const inspect = vscode.l10n.t("Inspect Endpoint");
  // The first one is drawn as the primary button.
  const buttons = request.relayType === "Platform" ? [inspect, undo] : [inspect];
  const chosen = await notify.information(text, ...buttons);
  try {
    if (chosen === undo) {
      const backwards = confirm({ ...request, relayType: "Public" });
      await vscode.commands.executeCommand(commandIds.assignRelay, backwards);
    }
    if (chosen === inspect) await vscode.commands.executeCommand(commandIds.inspectEndpoint, request);
  } catch (error) {
    log.error("The action offered after the relay was assigned failed.", error);
  }
}
