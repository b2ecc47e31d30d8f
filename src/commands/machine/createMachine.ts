import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Machine } from "../../arm/resources/arc/machine";
import { commandIds } from "../../ids";
import type { EnrollmentKeyPair } from "../../keys/pair";
import type { Services } from "../../services";
import { isTreeNode } from "../../rows/machines/nodes";
import type { MachineRow } from "../../session/listing/machine";
import { groupQuestions, placeClicked, signedIn, type GroupAnswers } from "../ask/askGroup";
import { askText, judgeTarget } from "../ask/askText";
import { askAll, back, type Question } from "../ask/questions";
import { refuseExisting } from "../ask/refuseExisting";
import { Notice, type Command } from "../run/command";
import { KeptKeys } from "../keys/storedKeys";
import { review } from "../run/review";
import { sendOnce } from "../run/sendOnce";
import { askMachineKey, type MachineKey } from "./machineKey";
import { proposeMachineName } from "./machineName";
import { notify } from "../../window/notification";

interface Answers extends GroupAnswers {
  readonly name?: string;
  readonly location?: string;
  readonly key?: MachineKey;
}

type VmRow = Extract<MachineRow, { kind: "vm" }>;

/** Creates an Arc machine ahead of its agent. One that already exists is never touched. */
export const createMachine: Command = {
  intent: "create the Arc machine resource",
  async run(scope, clicked) {
    const { services } = scope;
    const vmRow = clickedVm(services, clicked);
    if (vmRow?.arc !== undefined)
      throw new Notice(vscode.l10n.t("{0} already has an Arc machine: {1}.", vmRow.vm.name, vmRow.arc.name));
    const {
      group,
      name = "",
      location = "",
      key,
    } = await askAll<Answers>(
      vscode.l10n.t("Create Arc machine resource"),
      vmRow === undefined ? {} : { name: proposeMachineName(vmRow.vm.name), ...locationOf(vmRow) },
      [
        ...groupQuestions<Answers>(services, placeClicked(services, clicked)),
        textQuestion("name", "arcMachineName", vscode.l10n.t("Name of the Arc machine")),
        textQuestion("location", "location", vscode.l10n.t("Region of the Arc machine")),
        keyQuestion(services),
      ],
    );
    if (group === undefined || key === undefined) return;
    const id = `${group.id}/providers/Microsoft.HybridCompute/machines/${name}`;
    const client = await signedIn(services).clientFor(id);
    await scope.progress(vscode.l10n.t("Loading {0}…", name), async ({ signal }) => {
      const { getMachine } = await import("../../arm/resources/arc/hybridCompute");
      await refuseExisting(getMachine(client, id, signal), (existing) =>
        vscode.l10n.t(
          "The Arc machine {0} already exists ({1}). It was not changed: a new key would lock out its agent. Choose another name, or delete the machine first.",
          existing.name,
          existing.status ?? "",
        ),
      );
    });
    const pair = key.kind === "make" ? await makePair() : undefined;
    const clientPublicKey = key.kind === "make" ? (pair?.publicKey ?? "") : key.publicKey;
    const machine = { location, clientPublicKey, vmId: randomUUID(), osType: "linux" } as const;
    const action = { kind: "createMachine", id, machine } as const;
    await review(services, {
      title: vscode.l10n.t("Create Arc machine {0} in {1}", name, group.name),
      actions: [action],
      go: {
        label: vscode.l10n.t("Create {0}", name),
        detail: vscode.l10n.t(
          "The machine waits for its agent in the state AwaitingConnection. Assign it to the Private Relay before the agent connects.",
        ),
      },
      name: `machine ${name}`,
      preview: "onDemand",
    });
    // Kept before anything is sent: a machine whose private key is lost could never be connected.
    if (pair !== undefined) await new KeptKeys(services.secrets).keep(name, pair);
    const made = await sendOnce(scope, vscode.l10n.t("Creating {0}…", name), async ({ signal }) => {
      const [{ sendShortAction }, { decodeMachine }] = await Promise.all([
        import("../../enrollment/actions/sendAction"),
        import("../../arm/resources/arc/machine"),
      ]);
      return decodeMachine(await sendShortAction(client, action, signal));
    });
    services.tree.list.put(vmRow === undefined ? { kind: "arc", arc: made } : { ...vmRow, arc: made });
    void offerNext(services, made, key);
  },
};

function clickedVm(services: Services, clicked: unknown): VmRow | undefined {
  if (!isTreeNode(clicked) || clicked.kind !== "machine") return undefined;
  const row = services.tree.list.row(clicked.key);
  return row?.kind === "vm" ? row : undefined;
}

function locationOf({ vm: { location } }: VmRow): Pick<Answers, "location"> {
  return location === undefined ? {} : { location };
}

function textQuestion(
  field: "name" | "location",
  rule: "arcMachineName" | "location",
  prompt: string,
): Question<Answers> {
  return {
    ask: async (answers, questionStep) => {
      const proposal = answers[field] ?? (field === "location" ? answers.group?.location : undefined);
      const text = await askText(questionStep, {
        prompt,
        value: proposal ?? "",
        judge: judgeTarget(rule),
      });
      return text === back ? back : { ...answers, [field]: text };
    },
  };
}

function keyQuestion({ secrets }: Services): Question<Answers> {
  return {
    ask: async (answers, questionStep) => {
      const key = await askMachineKey(secrets, answers.name ?? "", questionStep);
      return key === back ? back : { ...answers, key };
    },
  };
}

async function makePair(): Promise<EnrollmentKeyPair> {
  const { generateKeyPair } = await import("../../keys/pair");
  return generateKeyPair();
}

/** The notification may stand for as long as the user likes; the command has ended. */
async function offerNext({ log }: Services, machine: Machine, key: MachineKey): Promise<void> {
  const assign = vscode.l10n.t("Assign to Private Relay…");
  const where =
    key.kind === "given"
      ? vscode.l10n.t("Its agent connects with the private key that you have.")
      : vscode.l10n.t("The private key is stored in VS Code's encrypted storage on this machine.");
  const chosen = await notify.information(
    vscode.l10n.t("The Arc machine {0} was created. {1}", machine.name, where),
    assign,
  );
  if (chosen !== assign) return;
  try {
    await vscode.commands.executeCommand(commandIds.assignRelay, { machineId: machine.id });
  } catch (error) {
    log.error("The relay could not be assigned after the machine was created.", error);
  }
}
