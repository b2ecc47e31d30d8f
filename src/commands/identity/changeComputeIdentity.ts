import * as vscode from "vscode";
import { t } from "../../l10n";
import type { ComputeResource } from "../../arm/resources/compute";
import { nameOfId } from "../../arm/resources/resource";
import {
  currentIdentity,
  planIdentityChange,
  type IdentityChange,
  type IdentityHolder,
} from "../../identity/change";
import { changeDialectNames, changeDialects, type ChangePlan } from "../../identity/changeDialects";
import { explainIdentityError } from "../../identity/explainError";
import { knownProblems } from "../../identity/knownProblems";
import type { Services } from "../../services";
import { isIdentityNode } from "../../rows/identities/nodes";
import { askChoice, askSeveral, type Choice } from "../ask/askChoice";
import { signedIn } from "../ask/askGroup";
import { back, type QuestionStep } from "../ask/questions";
import { Notice, type Command, type CommandScope } from "../run/command";
import { runOperation } from "../run/runOperation";
import { notify } from "../../window/notification";

/** Changes the managed identities of an Azure VM or scale set: shown in four forms first, then sent. */
export const changeComputeIdentity: Command = {
  intent: "change the identities",
  async run(scope, clicked) {
    const { services } = scope;
    const resource = await readResource(scope, await computeId(services, clicked));
    const holder: IdentityHolder = { ...resource, identity: currentIdentity(resource.identity) };
    const change = await askChange(services, holder);
    const plan = planIdentityChange(holder, change);
    if (plan.kind === "nothing") throw new Notice(plan.why);
    await reviewChange(services, holder, plan);
    await send(scope, holder, plan);
    services.identityTree.refresh();
    const { describeDefaultIdentity } = await import("../../identity/defaultIdentity");
    void notify.information(
      vscode.l10n.t(
        "The identities of {0} were changed. {1}",
        holder.name,
        describeDefaultIdentity(plan.after),
      ),
    );
  },
};

/** Azure's refusal is told with the known problem behind it. */
async function send(
  scope: CommandScope,
  { id, name }: IdentityHolder,
  { identity }: ChangePlan,
): Promise<void> {
  try {
    await runOperation(scope, vscode.l10n.t("Changing the identities of {0}…", name), {
      name,
      begin: async (operations, options) => {
        const { beginComputeIdentity } = await import("../../arm/operations/computeOperations");
        return beginComputeIdentity(operations, id, identity, options);
      },
    });
  } catch (error) {
    throw explainIdentityError(error);
  }
}

async function computeId(services: Services, clicked: unknown): Promise<string> {
  if (isIdentityNode(clicked) && clicked.kind === "holder") {
    const kind = services.identityTree.holder(clicked.holderId)?.kind;
    if (kind === "azureVm" || kind === "scaleSet") return clicked.holderId;
    const { title, cause, nextMove } = knownProblems.addedLater;
    throw new Notice(
      kind === "nexusVm"
        ? `${t(title)}: ${t(cause)} ${t(nextMove)}`
        : vscode.l10n.t("The identity of an Arc machine exists as long as the machine resource."),
    );
  }
  const questionStep = { title: vscode.l10n.t("Change identities"), step: 1, total: 1 };
  const id = await askChoice(questionStep, {
    placeHolder: vscode.l10n.t("Which Azure VM or scale set?"),
    choices: (signal) => computeChoices(services, signal),
  });
  if (id === back) throw new vscode.CancellationError();
  return id;
}

async function computeChoices(services: Services, signal: AbortSignal): Promise<Choice<string>[]> {
  const { listComputeResources } = await import("../../arm/resources/compute");
  await services.tree.list.ready();
  const directory = signedIn(services);
  const lists = await Promise.all(
    directory.subscriptions.map(async ({ id }) => {
      const client = await directory.clientFor(`/subscriptions/${id}`);
      return listComputeResources(client, { subscriptionId: id }, signal);
    }),
  );
  return lists.flat().map(({ id, name, kind, resourceGroup }) => ({
    label: name,
    description: `${kind === "scaleSet" ? t("scale set") : t("Azure VM")} · ${resourceGroup}`,
    icon: kind === "scaleSet" ? "layers" : "vm",
    value: id,
  }));
}

function readResource({ services, progress }: CommandScope, id: string): Promise<ComputeResource> {
  return progress(vscode.l10n.t("Reading the identities…"), async ({ signal }) => {
    const { getComputeResource } = await import("../../arm/resources/compute");
    return getComputeResource(await signedIn(services).clientFor(id), id, signal);
  });
}

async function askChange(services: Services, holder: IdentityHolder): Promise<IdentityChange> {
  const { systemAssigned, userAssigned } = holder.identity;
  const questionStep = { title: vscode.l10n.t("Identities of {0}", holder.name), step: 1, total: 1 };
  const kind = await askChoice<IdentityChange["kind"]>(questionStep, {
    placeHolder: vscode.l10n.t("What do you want to change?"),
    choices: () => [
      systemAssigned
        ? {
            label: vscode.l10n.t("Disable the system-assigned identity"),
            icon: "circle-slash",
            value: "disableSystem",
          }
        : { label: vscode.l10n.t("Enable a system-assigned identity"), icon: "add", value: "enableSystem" },
      { label: vscode.l10n.t("Add user-assigned identities…"), icon: "add", value: "addUser" },
      ...(userAssigned.length === 0
        ? []
        : [
            {
              label: vscode.l10n.t("Remove user-assigned identities…"),
              icon: "remove",
              value: "removeUser" as const,
            },
          ]),
    ],
  });
  if (kind === back) throw new vscode.CancellationError();
  if (kind === "enableSystem" || kind === "disableSystem") return { kind };
  const identityIds = await (kind === "addUser"
    ? askToAdd(services, holder, questionStep)
    : askToRemove(holder, questionStep));
  if (identityIds.length === 0) throw new vscode.CancellationError();
  return { kind, identityIds };
}

async function askToAdd(
  services: Services,
  holder: IdentityHolder,
  questionStep: QuestionStep,
): Promise<readonly string[]> {
  const directory = signedIn(services);
  const own = directory.tenantOf(holder.id)?.toLowerCase();
  const chosen = await askSeveral<string>(questionStep, {
    placeHolder: vscode.l10n.t(
      "Which identities? Identities of another tenant cannot be used and are not listed.",
    ),
    choices: async (signal) => {
      const { listUserAssignedIdentities } = await import("../../arm/resources/managedIdentity");
      const lists = await Promise.all(
        directory.subscriptions.map(async ({ id }) => {
          const client = await directory.clientFor(`/subscriptions/${id}`);
          return listUserAssignedIdentities(client, { subscriptionId: id }, signal);
        }),
      );
      return lists
        .flat()
        .filter(
          ({ tenantId }) => own === undefined || tenantId === undefined || tenantId.toLowerCase() === own,
        )
        .map(({ id, name, resourceGroup }) => ({
          label: name,
          description: resourceGroup,
          icon: "key",
          value: id,
        }));
    },
  });
  if (chosen === back) throw new vscode.CancellationError();
  return chosen;
}

async function askToRemove(
  { identity }: IdentityHolder,
  questionStep: QuestionStep,
): Promise<readonly string[]> {
  const chosen = await askSeveral<string>(questionStep, {
    placeHolder: vscode.l10n.t("Which identities do you want to remove?"),
    choices: () =>
      identity.userAssigned.map((id) => ({
        label: nameOfId(id),
        detail: id,
        icon: "key",
        value: id,
      })),
  });
  if (chosen === back) throw new vscode.CancellationError();
  return chosen;
}

interface Line extends vscode.QuickPickItem {
  readonly show?: () => Promise<void>;
}

/** Rejects with a cancellation unless the change is to be sent. */
async function reviewChange(services: Services, holder: IdentityHolder, plan: ChangePlan): Promise<void> {
  const { cloud } = signedIn(services).client;
  const { computeIdentityType } = await import("../../identity/change");
  const show = (text: string, extension: string, language: string): Promise<void> =>
    services.texts.show(`identities of ${holder.name}.${extension}`, text, { language });
  const rights = plan.rights.map(({ role }) => role);
  const lines: Line[] = [
    {
      label: vscode.l10n.t("Change {0} to {1}", holder.name, computeIdentityType(plan.after)),
      detail: [
        ...plan.warnings.map((warning) => t(warning)),
        vscode.l10n.t("Requires: {0}.", [...new Set(rights)].join(", ")),
      ].join(" "),
      iconPath: new vscode.ThemeIcon(plan.warnings.length === 0 ? "check" : "warning"),
    },
    ...changeDialectNames.map((name): Line => {
      const { title, fileExtension, language, write } = changeDialects[name];
      return {
        label: vscode.l10n.t("Show as {0}", title),
        iconPath: new vscode.ThemeIcon("code"),
        show: () => show(write(holder, plan, cloud), fileExtension, language),
      };
    }),
  ];
  const az = changeDialects.az;
  await show(az.write(holder, plan, cloud), az.fileExtension, az.language);
  for (;;) {
    const picked = await vscode.window.showQuickPick(lines, {
      title: vscode.l10n.t("Change the identities of {0}", holder.name),
      placeHolder: vscode.l10n.t("Nothing has been sent yet. Press Escape to cancel."),
      ignoreFocusOut: true,
    });
    if (picked === undefined) throw new vscode.CancellationError();
    if (picked.show === undefined) return;
    await picked.show();
  }
}
