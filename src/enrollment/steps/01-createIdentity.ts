import { say } from "../../sentence";
import { carriesIdentity, shown, valueOf } from "../azureView";
import type { Evidence } from "../evidence";
import { judgeSeen, azureShows, azureShowsDone, facts, lastOutcome } from "../judgement";
import type { AzureStep, CheckContext } from "./step";

const recreate = say`Delete the VM and create it again with the identity (step 3): an identity that is added later gives the running VM no token.`;

export const createIdentity: AzureStep = {
  number: 1,
  title: "Create a managed identity",
  why: "The VM signs in to Azure with a managed identity, so no password has to reach it. A user-assigned identity is made ahead and can get its roles before the VM boots; a system-assigned one comes and goes with the VM.",
  runsOn: "azure",
  inputs: ["identity", "userAssignedIdentityId", "location"],
  needs: () => [],
  pitfalls: [
    {
      symptom: "az login --identity fails although the portal shows an identity on the VM",
      cause: "The identity was added after the VM was created.",
      fix: recreate,
    },
    {
      symptom: "AADSTS700016 or no token right after the identity was made",
      cause: "Microsoft Entra copies a new identity to all its places within minutes.",
      fix: "Wait and try again; the VM's script does so by itself.",
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
      say`The VM carries the identity.`,
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
      ? say`The VM was created with no managed identity.`
      : say`The VM was created with other identities only.`;
  return azureShows(view, "contradicts", summary, { nextMove: recreate });
}

function alone({ target, enrollment, view }: CheckContext): Evidence {
  if (target.identity === "system") {
    return azureShows(view, "notStarted", say`A system-assigned identity is made together with the VM.`, {
      nextMove: say`Go on with step 3.`,
    });
  }
  return judgeSeen(view, say`The identity`, view.identity, {
    there: ({ principalId, clientId }) =>
      azureShowsDone(1, enrollment, view, say`The identity exists; the VM gets it when it is created.`, {
        facts: facts({ principalId, clientId }),
      }),
    missing: () =>
      lastOutcome(1, enrollment) ??
      azureShows(view, "notStarted", say`There is no identity of this name yet.`, {
        nextMove: say`Run this step.`,
      }),
  });
}
