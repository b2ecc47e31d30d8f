import { say } from "../../l10n/sentence";
import { principalOf, shown } from "../evidence/azureView";
import { azureHides, azureShows, azureShowsDone, facts, lastOutcome } from "../evidence/judgement";
import { roleActions } from "../roles/roleActions";
import { enrollmentRoles, missingActions, type EnrollmentRole } from "../roles/roles";
import { groupId } from "../target/target";
import { StepBlockedError, type AzureStep } from "./step";

export const assignRoles: AzureStep = {
  number: 2,
  title: "Assign roles",
  why: "The identity needs the rights to create the Arc machine and to assign the VM's traffic to the Private Relay. It cannot assign these roles to itself: you assign them, on the resource group.",
  runsOn: "azure",
  sentBy: "workstation",
  inputs: ["resourceGroup", "subscriptionId"],
  needs: ({ identity }) => (identity === "user" ? [1] : [3]),
  pitfalls: [
    {
      symptom: "AuthorizationFailed on Microsoft.Authorization/roleAssignments/write",
      cause: "Your own account may not have permission to assign roles here. Contributor is not enough.",
      fix: "Request the Owner, User Access Administrator, or Role Based Access Control Administrator role on the resource group.",
    },
    {
      symptom: "PrincipalNotFound",
      cause: "The identity is new and not replicated yet.",
      fix: "Run the step again in a minute. The step specifies the principal type, which prevents most cases of this.",
    },
    {
      symptom: "The VM is denied although the roles are assigned",
      cause: "A role can take up to ten minutes to take effect. Tokens issued before it do not include it.",
      fix: "Request a new token. The VM's script waits for the roles and requests new tokens.",
    },
  ],
  check: ({ target, enrollment, view }) => {
    if (view.rights.kind === "hidden") return azureHides(view, say`The identity's roles`, view.rights.error);
    const holder = target.identity === "user" ? view.identity : view.vm;
    if (holder.kind === "hidden") return azureHides(view, say`The identity`, holder.error);
    if (view.rights.kind !== "seen") {
      return azureShows(view, "notStarted", say`The identity to assign roles to does not exist yet.`, {
        nextMove: target.identity === "user" ? say`Do step 1 first.` : say`Do step 3 first.`,
      });
    }
    const { permissions, principalId } = view.rights.value;
    const lacking = enrollmentRoles(enrollment.relayRole).filter(
      (role) => missingActions(role, permissions).length > 0,
    );
    if (lacking.length === 0) {
      return azureShowsDone(
        2,
        enrollment,
        view,
        say`The identity has all rights that the enrollment needs.`,
        {
          facts: facts({ principalId, scope: groupId(target) }),
        },
      );
    }
    const outcome = lastOutcome(2, enrollment);
    if (outcome !== undefined) return outcome;
    return azureShows(view, "notStarted", say`The identity lacks ${lacking.map(describe).join("; ")}.`, {
      nextMove: say`Run this step.`,
      facts: facts({
        principalId,
        scope: groupId(target),
        missing: lacking.flatMap((role) => missingActions(role, permissions)).join(", "),
      }),
    });
  },
  actions: (context) => {
    const { target, enrollment, view } = context;
    const principalId = principalOf(target, shown(view.identity), shown(view.vm));
    if (principalId === undefined) {
      throw new StepBlockedError(
        say`The identity to assign roles to does not exist yet.`,
        target.identity === "user"
          ? say`Create the identity first (step 1).`
          : say`Create the VM first (step 3).`,
      );
    }
    const [rights, roles] = [shown(view.rights), shown(view.roles)];
    return roleActions({
      scope: groupId(target),
      principalId,
      relayRole: enrollment.relayRole,
      permissions: rights.kind === "seen" ? rights.value.permissions : [],
      roleIds: roles.kind === "seen" ? roles.value : {},
    });
  },
};

function describe(role: EnrollmentRole): string {
  return say`“${role.name}”, which ${role.why}`;
}
