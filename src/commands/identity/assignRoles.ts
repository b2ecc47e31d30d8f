import * as vscode from "vscode";
import type { ArmClient } from "../../arm/client";
import type { ShortAction } from "../../enrollment/actions/azureAction";
import type { RelayRole } from "../../enrollment/roles/roles";
import { describeScope } from "../../rows/identities/presentation";
import { askChoice } from "../ask/askChoice";
import { signedIn } from "../ask/askGroup";
import { back } from "../ask/questions";
import { Notice, type Command, type CommandScope } from "../run/command";
import { machineTarget } from "../tree/machineTarget";
import { review } from "../run/review";
import { sendOnce } from "../run/sendOnce";
import { isPrincipalScope, principalsOf, type PrincipalScope } from "./principal";
import { sendRoles } from "./sendRoles";
import { notify } from "../../window/notification";

/** Gives an identity the roles that it lacks for the enrollment, on the VM's resource group. */
export const assignRoles: Command = {
  intent: "assign the roles",
  async run(scope, clicked) {
    const { services } = scope;
    const principal = isPrincipalScope(clicked) ? clicked : await principalOfVm(scope, clicked);
    const relayRole = await askRelayRole(principal);
    const client = await signedIn(services).clientFor(principal.scope);
    const actions = await scope.progress(
      vscode.l10n.t("Checking the rights of {0}…", principal.name),
      ({ signal }) => lackingRoles(client, principal, relayRole, signal),
    );
    if (actions.length === 0) {
      throw new Notice(
        vscode.l10n.t("{0} has all rights that the enrollment needs on this resource group.", principal.name),
      );
    }
    const names = actions.flatMap((action) => (action.kind === "assignRole" ? [action.roleName] : []));
    await review(services, {
      title: vscode.l10n.t("Assign roles to {0} on {1}", principal.name, describeScope(principal.scope)),
      actions,
      go: {
        label: vscode.l10n.t("Assign {0} role(s)", names.length),
        detail: vscode.l10n.t("{0} — on {1}", names.join(", "), principal.scope),
      },
      name: `roles of ${principal.name}`,
      preview: "onDemand",
    });
    await sendOnce(scope, vscode.l10n.t("Assigning roles to {0}…", principal.name), (running) =>
      sendRoles(client, actions, running),
    );
    services.identityTree.refresh();
    void notify.information(
      vscode.l10n.t(
        "{0} has its roles. They can take up to ten minutes to take effect. Tokens issued before them do not include them, so the VM must request a new one.",
        principal.name,
      ),
    );
  },
};

async function principalOfVm(scope: CommandScope, clicked: unknown): Promise<PrincipalScope> {
  const { services } = scope;
  const target = await machineTarget(services, clicked, {
    question: vscode.l10n.t("Whose identity gets the roles?"),
    accepts: (row) => row.kind === "vm",
  });
  if (target.kind !== "vm") throw new Notice(vscode.l10n.t("This action supports Nexus VMs only."));
  const vm = await scope.progress(vscode.l10n.t("Reading {0}…", target.name), ({ signal }) =>
    signedIn(services).readVm(target.id, signal),
  );
  const principals = principalsOf(vm);
  const [first, ...more] = principals;
  if (first === undefined) {
    throw new Notice(
      vscode.l10n.t(
        "{0} has no managed identity. A Nexus VM gets a working one when it is created: delete it and create it with an identity.",
        vm.name,
      ),
    );
  }
  if (more.length === 0) return first;
  const questionStep = {
    title: vscode.l10n.t("Assign roles to an identity of {0}", vm.name),
    step: 1,
    total: 1,
  };
  const chosen = await askChoice(questionStep, {
    placeHolder: vscode.l10n.t("Which identity? The VM's script signs in with one of them."),
    choices: () =>
      principals.map((value) => ({
        label: value.name,
        description:
          value.name === vm.name ? vscode.l10n.t("system-assigned") : vscode.l10n.t("user-assigned"),
        detail: value.principalId,
        icon: "key",
        value,
      })),
  });
  if (chosen === back) throw new vscode.CancellationError();
  return chosen;
}

async function askRelayRole({ name, scope }: PrincipalScope): Promise<RelayRole> {
  const { customRelayRole } = await import("../../enrollment/roles/roles");
  const questionStep = { title: vscode.l10n.t("Assign roles to {0} on {1}", name, scope), step: 1, total: 1 };
  const role = await askChoice<RelayRole>(questionStep, {
    placeHolder: vscode.l10n.t("Which role lets it assign the VM's traffic to the Private Relay?"),
    choices: () => [
      {
        label: customRelayRole.name,
        description: vscode.l10n.t("custom role, created if it does not exist"),
        detail: customRelayRole.actions.join(", "),
        icon: "shield",
        value: "custom",
      },
      {
        label: "Contributor",
        description: vscode.l10n.t("the other role in Microsoft's article"),
        detail: vscode.l10n.t("Much more than is needed: everything in the group except assigning roles."),
        icon: "warning",
        value: "contributor",
      },
    ],
  });
  if (role === back) throw new vscode.CancellationError();
  return role;
}

async function lackingRoles(
  client: ArmClient,
  { scope, principalId }: PrincipalScope,
  relayRole: RelayRole,
  signal: AbortSignal,
): Promise<readonly ShortAction[]> {
  const [{ readRights, findEnrollmentRoles }, { roleActions }] = await Promise.all([
    import("../../enrollment/roles/identityRights"),
    import("../../enrollment/roles/roleActions"),
  ]);
  const [{ permissions }, roleIds] = await Promise.all([
    readRights(client, scope, principalId, signal),
    findEnrollmentRoles(client, scope, relayRole, signal),
  ]);
  return roleActions({ scope, principalId, relayRole, permissions, roleIds });
}
