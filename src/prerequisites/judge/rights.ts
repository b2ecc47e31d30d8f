import { say } from "../../l10n/sentence";
import { verdictOn, type PermissionSet } from "../../arm/resources/authorization/permissions";
import type { Seen } from "../../enrollment/evidence/azureView";
import { stepNumbers, type StepNumber } from "../../enrollment/steps/stepNumber";
import { stepOf } from "../../enrollment/steps";
import type { Finding, Judgement, Note } from "../finding";
import { scopeOf, type PrerequisiteSubject } from "../subject";

/** What the signed-in user needs for a step, with a built-in role that gives it. */
interface StepRights {
  readonly actions: readonly string[];
  readonly role: string;
}

/**
 * The actions of what each step sends and reads (`steps/`, `azureView.ts`), as Azure's operations are named. Attaching a user-assigned
 * identity needs its `assign/action` (learn.microsoft.com, Managed Identity Operator). Steps inside the VM need none.
 */
function rightsFor(step: StepNumber, { way, identity }: PrerequisiteSubject): StepRights | undefined {
  switch (step) {
    case 1:
      return identity === "system"
        ? undefined
        : {
            actions: [
              "Microsoft.ManagedIdentity/userAssignedIdentities/read",
              "Microsoft.ManagedIdentity/userAssignedIdentities/write",
            ],
            role: "Managed Identity Contributor",
          };
    case 2:
      return {
        actions: [
          "Microsoft.Authorization/roleDefinitions/read",
          "Microsoft.Authorization/roleDefinitions/write",
          "Microsoft.Authorization/roleAssignments/read",
          "Microsoft.Authorization/roleAssignments/write",
        ],
        role: "Owner or User Access Administrator",
      };
    case 3:
      return {
        actions: [
          "Microsoft.NetworkCloud/virtualMachines/read",
          "Microsoft.NetworkCloud/virtualMachines/write",
          ...(identity === "user" ? ["Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"] : []),
        ],
        role: "Contributor",
      };
    case 7:
      return {
        actions: [
          "Microsoft.HybridCompute/machines/read",
          ...(way === "guided" ? ["Microsoft.HybridCompute/machines/write"] : []),
        ],
        role: "Azure Connected Machine Resource Administrator",
      };
    case 8:
      return {
        actions: [
          "Microsoft.HybridConnectivity/endpoints/read",
          ...(way === "guided"
            ? [
                "Microsoft.NetworkCloud/virtualMachines/assignRelay/action",
                "Microsoft.HybridCompute/machines/listAccessDetails/action",
              ]
            : []),
        ],
        role: "Contributor",
      };
    case 10:
      return { actions: ["Microsoft.HybridCompute/machines/read"], role: "Reader" };
    case 4:
    case 5:
    case 6:
    case 9:
      return undefined;
  }
}

/** Judges what the signed-in user may do on the scope, for each of the ten steps. */
export function judgeRights(subject: PrerequisiteSubject, rights: Seen<readonly PermissionSet[]>): Judgement {
  if (rights.kind !== "seen") {
    const why = rights.kind === "hidden" ? ` ${rights.error.causeText}` : "";
    return {
      findings: [],
      passed: [],
      open: [{ area: "rights", text: say`Your permissions could not be read.${why}` }],
    };
  }
  const findings: Finding[] = [];
  const passed: Note[] = [];
  for (const step of stepNumbers) {
    const needed = rightsFor(step, subject);
    const { title } = stepOf(step);
    if (needed === undefined) {
      passed.push({ area: "rights", text: say`Step ${step}, ${title}: you need no right in Azure.` });
      continue;
    }
    const found = lacking(subject, step, needed, rights.value);
    findings.push(...found);
    if (found.length === 0) passed.push({ area: "rights", text: say`Step ${step}, ${title}: you may.` });
  }
  return { findings, passed, open: [] };
}

function lacking(
  subject: PrerequisiteSubject,
  step: StepNumber,
  { actions, role }: StepRights,
  permissions: readonly PermissionSet[],
): Finding[] {
  const scope = scopeOf(subject);
  const verdicts = actions.map((action) => ({ action, verdict: verdictOn(permissions, action) }));
  const denied = verdicts.filter(({ verdict }) => verdict === "denied").map(({ action }) => action);
  const conditional = verdicts.filter(({ verdict }) => verdict === "conditional").map(({ action }) => action);
  const title = stepOf(step).title.toLowerCase();
  const findings: Finding[] = [];
  if (denied.length > 0) {
    findings.push({
      id: `rights-step-${step}`,
      area: "rights",
      severity: "error",
      title: say`You do not have permission for step ${step} (${title}).`,
      evidence: say`missing on ${scope}: ${denied.join(", ")}`,
      fix: say`Ask for ${role} on this scope, or for a custom role with these actions.`,
      actions: [],
    });
  }
  if (conditional.length > 0) {
    findings.push({
      id: `rights-step-${step}-conditional`,
      area: "rights",
      severity: "warning",
      title: say`You have permission for step ${step} (${title}) only under a condition.`,
      evidence: say`granted under a condition on ${scope}: ${conditional.join(", ")}`,
      fix: say`Check the condition of your role assignment: it can deny the roles that step 2 assigns.`,
      actions: [],
    });
  }
  return findings;
}
