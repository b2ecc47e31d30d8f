import { say } from "../../sentence";
import { principalOf, shown } from "../azureView";
import { azureHides, azureShows, azureShowsDone, facts, lastOutcome } from "../judgement";
import { roleActions } from "../roleActions";
import { enrollmentRoles, missingActions, type EnrollmentRole } from "../roles";
import { groupId } from "../target";
import { StepBlockedError, type AzureStep } from "./step";

export const assignRoles: AzureStep = {
  number: 2,
  title: "Assign roles",
  why: "The identity must be allowed to create the Arc machine and to assign the VM's traffic to the Private Relay. It cannot give itself these roles: you assign them, on the resource group.",
  runsOn: "azure",
  inputs: ["resourceGroup", "subscriptionId"],
  needs: ({ identity }) => (identity === "user" ? [1] : [3]),
  pitfalls: [
    {
      symptom: "AuthorizationFailed on Microsoft.Authorization/roleAssignments/write",
      cause: "Your own account may not give roles here. Contributor is not enough.",
      fix: "Ask for Owner, User Access Administrator or Role Based Access Control Administrator on the resource group.",
    },
    {
      symptom: "PrincipalNotFound",
      cause: "The identity is new and not known everywhere yet.",
      fix: "Run the step again in a minute. It names the principal type, which avoids most of it.",
    },
    {
      symptom: "The VM is refused although the roles are there",
      cause: "A role takes up to ten minutes to hold, and a token from before it lasts on without it.",
      fix: "Get a new token. The VM's script waits for the roles and takes new tokens.",
    },
  ],
  check: ({ target, enrollment, view }) => {
    if (view.rights.kind === "hidden") return azureHides(view, say`The identity's roles`, view.rights.error);
    const holder = target.identity === "user" ? view.identity : view.vm;
    if (holder.kind === "hidden") return azureHides(view, say`The identity`, holder.error);
    if (view.rights.kind !== "seen") {
      return azureShows(view, "notStarted", say`There is no identity to give roles to yet.`, {
        nextMove: target.identity === "user" ? say`Do step 1 first.` : say`Do step 3 first.`,
      });
    }
    const { permissions, principalId } = view.rights.value;
    const lacking = enrollmentRoles(enrollment.relayRole).filter(
      (role) => missingActions(role, permissions).length > 0,
    );
    if (lacking.length === 0) {
      return azureShowsDone(2, enrollment, view, say`The identity may do all that the enrollment needs.`, {
        facts: facts({ principalId, scope: groupId(target) }),
      });
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
        say`There is no identity to give roles to yet.`,
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
