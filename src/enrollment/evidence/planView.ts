import { decodeMachine } from "../../arm/resources/arc/machine";
import { decodeUserAssignedIdentity } from "../../arm/resources/managedIdentity";
import { decodeVirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import { unseen, type AzureView } from "./azureView";
import type { Enrollment } from "../record/record";
import type { StepNumber } from "../steps/stepNumber";
import { machineId, vmId, type EnrollmentTarget } from "../target/target";

/**
 * GUIDs of the built-in roles, the same in every cloud, for writing commands without asking Azure.
 * Source: Azure built-in roles; the first from one list only, so what is sent from here looks it up by name.
 */
const builtInRoles: Readonly<Record<string, string>> = {
  "HybridCompute Machine ListAccessDetails Action": "e9701b4d-e6e7-4657-91cd-360a0881d224",
  "Azure Connected Machine Resource Manager": "f5819b54-e033-4d82-ac66-4fec3cbf3f4c",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
};

/** Azure as it stands just before a step is run: what earlier steps make is there, what the step makes is not. For showing commands offline. */
export function planView(
  step: StepNumber,
  enrollment: Enrollment,
  target: EnrollmentTarget,
  principalId: string | undefined,
  now: Date,
): AzureView {
  const absent = { kind: "absent" } as const;
  const view = { ...unseen(now), identity: absent, vm: absent, machine: absent };
  const properties = { principalId };
  if (step === 2) {
    return {
      ...view,
      identity: { kind: "seen", value: decodeUserAssignedIdentity({ properties }) },
      vm: {
        kind: "seen",
        value: decodeVirtualMachine({ id: vmId(target), identity: { type: "SystemAssigned", principalId } }),
      },
      roles: { kind: "seen", value: roleIds(target) },
    };
  }
  if (step === 8) {
    const machine = { id: machineId(target), properties: { vmId: enrollment.arcVmId } };
    return {
      ...view,
      vm: { kind: "seen", value: decodeVirtualMachine({ id: vmId(target) }) },
      machine: { kind: "seen", value: decodeMachine(machine) },
    };
  }
  return view;
}

function roleIds({ subscriptionId }: EnrollmentTarget): Readonly<Record<string, string>> {
  const provider = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions`;
  return Object.fromEntries(
    Object.entries(builtInRoles).map(([name, guid]) => [name, `${provider}/${guid}`]),
  );
}
