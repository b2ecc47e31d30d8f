import { say } from "../../l10n/sentence";
import { carriesIdentity, shown, valueOf } from "../evidence/azureView";
import type { Evidence } from "../evidence/evidence";
import { judgeSeen, azureShows, azureShowsDone, facts, lastOutcome } from "../evidence/judgement";
import type { AzureStep, CheckContext } from "./step";

const recreate = say`Delete the VM and create it again with the identity (step 3). An identity that is added later gives the running VM no token.`;

export const createIdentity: AzureStep = {
  number: 1,
  title: "Create a managed identity",
  why: "The VM signs in to Azure with a managed identity, so it needs no password. A user-assigned identity is created in advance and can get its roles before the VM boots. A system-assigned identity exists as long as the VM.",
  runsOn: "azure",
  sentBy: "workstation",
  inputs: ["identity", "userAssignedIdentityId", "location"],
  needs: () => [],
  pitfalls: [
    {
      symptom: "az login --identity fails although the portal shows an identity on the VM",
      cause: "The identity was added after the VM was created.",
      fix: recreate,
    },
    {
      symptom: "AADSTS700016 or no token right after the identity is created",
      cause: "Microsoft Entra replicates a new identity within minutes.",
      fix: "Wait and retry. The VM's script does so automatically.",
    },
  ],
  check: (context) => onVm(context) ?? alone(context),
  actions: ({ target, view }) =>
    target.identity === "system" || shown(view.identity).kind === "seen"
      ? []
      : [
          {
            kind: "createIdentity",
            id: target.userAssignedIdentityId,
            identity: { location: target.location },
          },
        ],
};

/** Where there is a VM, what it carries decides. */
function onVm({ target, enrollment, view }: CheckContext): Evidence | undefined {
  const vm = valueOf(view.vm);
  if (vm === undefined) return undefined;
  if (carriesIdentity(target, vm)) {
    // A system-assigned identity is made by step 3, together with its VM.
    return azureShowsDone(
      target.identity === "system" ? 3 : 1,
      enrollment,
      view,
      say`The VM has the identity.`,
      {
        facts: facts({
          type: vm.identity.kinds.join(", "),
          principalId: vm.identity.principalId ?? valueOf(view.identity)?.principalId,
          clientId: valueOf(view.identity)?.clientId,
        }),
      },
    );
  }
  const summary =
    vm.identity.kinds.length === 0
      ? say`The VM was created without a managed identity.`
      : say`The VM was created only with other identities.`;
  return azureShows(view, "contradicts", summary, { nextMove: recreate });
}

function alone({ target, enrollment, view }: CheckContext): Evidence {
  if (target.identity === "system") {
    return azureShows(view, "notStarted", say`A system-assigned identity is created with the VM.`, {
      nextMove: say`Continue with step 3.`,
    });
  }
  return judgeSeen(view, say`The identity`, view.identity, {
    there: ({ principalId, clientId }) =>
      azureShowsDone(1, enrollment, view, say`The identity exists. The VM gets it when it is created.`, {
        facts: facts({ principalId, clientId }),
      }),
    missing: () =>
      lastOutcome(1, enrollment) ??
      azureShows(view, "notStarted", say`No identity with this name exists yet.`, {
        nextMove: say`Run this step.`,
      }),
  });
}
