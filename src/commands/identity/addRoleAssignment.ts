import * as vscode from "vscode";
import type { NewRoleAssignment, RoleDefinition } from "../../arm/resources/authorization/authorization";
import { tryParseResourceId } from "../../arm/resources/resourceId";
import type { ShortAction } from "../../enrollment/actions/azureAction";
import { knownProblems } from "../../identity/knownProblems";
import type { Services } from "../../services";
import { compareNames } from "../../rows/machines/layout";
import { askChoice, type Choice } from "../ask/askChoice";
import { signedIn } from "../ask/askGroup";
import { askText } from "../ask/askText";
import { askAll, back, type Back, type QuestionStep, type Question } from "../ask/questions";
import type { Command } from "../run/command";
import { review } from "../run/review";
import { sendOnce } from "../run/sendOnce";
import { principalTarget, type PrincipalTarget } from "./principalTarget";
import { roleChoices } from "./roleChoices";
import { sendRoles } from "./sendRoles";
import { notify } from "../../window/notification";

interface Answers {
  /** ARM ID of a subscription, resource group or resource. */
  readonly scope?: string;
  readonly role?: RoleDefinition;
}

/** Gives an identity any role on any scope. */
export const addRoleAssignment: Command = {
  intent: "assign the role",
  async run(scope, clicked) {
    const { services } = scope;
    const target = await principalTarget(services, clicked);
    const answers = await askAll<Answers>(vscode.l10n.t("Add a role assignment to {0}", target.name), {}, [
      scopeQuestion(services, target),
      roleQuestion(services),
    ]);
    if (answers.scope === undefined || answers.role === undefined) return;
    const { role } = answers;
    const assignment: NewRoleAssignment = {
      scope: answers.scope,
      roleDefinitionId: role.id,
      principalId: target.principalId,
      principalType: "ServicePrincipal",
    };
    const actions: ShortAction[] = [{ kind: "assignRole", roleName: role.roleName, assignment }];
    await review(services, {
      title: vscode.l10n.t("{0}: {1}", target.name, role.roleName),
      actions,
      go: {
        label: vscode.l10n.t("Assign {0}", role.roleName),
        detail: vscode.l10n.t("To {0}, on {1}", target.name, answers.scope),
      },
      name: `role of ${target.name}`,
      preview: "onDemand",
    });
    const client = await signedIn(services).clientFor(answers.scope);
    await sendOnce(scope, vscode.l10n.t("Assigning {0}…", role.roleName), (running) =>
      sendRoles(client, actions, running),
    );
    services.identityTree.refresh();
    void notify.information(
      vscode.l10n.t(
        "{0} has the role {1}. {2}",
        target.name,
        role.roleName,
        knownProblems.staleToken.nextMove,
      ),
    );
  },
};

type ScopeChoice = { readonly kind: "scope"; readonly id: string } | { readonly kind: "type" };

function scopeQuestion(services: Services, { subscriptionId }: PrincipalTarget): Question<Answers> {
  return {
    ask: async (answers, questionStep) => {
      const choice = await askChoice<ScopeChoice>(questionStep, {
        placeHolder: vscode.l10n.t("Which scope? A role applies to the scope and everything in it."),
        choices: async (signal): Promise<Choice<ScopeChoice>[]> => {
          const { listResourceGroups } = await import("../../arm/resources/networkCloud/site");
          const client = await signedIn(services).clientFor(`/subscriptions/${subscriptionId}`);
          const groups = await listResourceGroups(client, subscriptionId, signal);
          return groups
            .sort((a, b) => compareNames(a.name, b.name))
            .map(({ id, name }) => ({
              label: name,
              description: vscode.l10n.t("resource group"),
              icon: "folder",
              value: { kind: "scope", id },
            }));
        },
        always: [
          {
            label: services.tree.list.subscriptionName(subscriptionId),
            description: vscode.l10n.t("the whole subscription"),
            icon: "key",
            value: { kind: "scope", id: `/subscriptions/${subscriptionId}` },
          },
          { label: vscode.l10n.t("Enter a resource ID…"), icon: "edit", value: { kind: "type" } },
        ],
        isCurrent: (value) => value.kind === "scope" && value.id === answers.scope,
      });
      if (choice === back) return back;
      const scope = choice.kind === "scope" ? choice.id : await typeScope(answers, questionStep);
      return scope === back ? back : { ...answers, scope };
    },
  };
}

function typeScope({ scope = "" }: Answers, questionStep: QuestionStep): Promise<string | Back> {
  return askText(questionStep, {
    prompt: vscode.l10n.t("Resource ID of a subscription, resource group or resource"),
    value: scope,
    judge: (text) => {
      const id = tryParseResourceId(text);
      return id === undefined || id.kind === "tenant"
        ? { problem: vscode.l10n.t("This is not a resource ID that starts with /subscriptions/.") }
        : {};
    },
  });
}

function roleQuestion(services: Services): Question<Answers> {
  return {
    ask: async (answers, questionStep) => {
      const { scope = "" } = answers;
      const role = await askChoice<RoleDefinition>(questionStep, {
        placeHolder: vscode.l10n.t("Which role?"),
        choices: async (signal) => {
          const { listRoleDefinitions } = await import("../../arm/resources/authorization/authorization");
          return roleChoices(
            await listRoleDefinitions(await signedIn(services).clientFor(scope), scope, signal),
          );
        },
        isCurrent: ({ id }) => id === answers.role?.id,
      });
      return role === back ? back : { ...answers, role };
    },
  };
}
