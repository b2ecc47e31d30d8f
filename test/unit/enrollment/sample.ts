import { decodeEndpoint } from "../../../src/arm/resources/arc/hybridConnectivity";
import { decodeMachine } from "../../../src/arm/resources/arc/machine";
import { decodeUserAssignedIdentity } from "../../../src/arm/resources/managedIdentity";
import { decodeVirtualMachine } from "../../../src/arm/resources/networkCloud/virtualMachine";
import { unseen, type AzureView, type Seen } from "../../../src/enrollment/evidence/azureView";
import { newEnrollment, type Enrollment } from "../../../src/enrollment/record/record";
import {
  groupId,
  machineId,
  readTarget,
  vmId,
  type EnrollmentTarget,
  type TargetInput,
} from "../../../src/enrollment/target/target";

export const now = new Date("2026-03-01T12:00:00Z");

export const userTarget: TargetInput = {
  cloud: "public",
  tenantId: "11111111-1111-4111-8111-111111111111",
  subscriptionId: "22222222-2222-4222-8222-222222222222",
  resourceGroup: "site-a",
  location: "eastus",
  vmName: "amf01",
  arcMachineName: "amf01",
  userAssignedIdentityId:
    "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/site-a/providers/Microsoft.ManagedIdentity/userAssignedIdentities/enroll",
  creator: "workstation",
};

const { userAssignedIdentityId: _, ...withoutIdentity } = userTarget;
export const systemTarget: TargetInput = withoutIdentity;

export function targetFrom(input: TargetInput): EnrollmentTarget {
  const reading = readTarget(input);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.target;
}

let guids = 0;
export function enrollmentFor(input: TargetInput): Enrollment {
  return newEnrollment(input, now, () => `00000000-0000-4000-8000-${String(++guids).padStart(12, "0")}`);
}

export const absent = { kind: "absent" } as const;
export const seen = <T>(value: T): Seen<T> => ({ kind: "seen", value });

export function viewWith(parts: Partial<AzureView>): AzureView {
  return { ...unseen(now), ...parts };
}

export function identityOf(target: EnrollmentTarget): AzureView["identity"] {
  if (target.identity !== "user") return { kind: "notAsked" };
  return seen(
    decodeUserAssignedIdentity({
      id: target.userAssignedIdentityId,
      name: "enroll",
      properties: {
        principalId: "33333333-3333-4333-8333-333333333333",
        clientId: "44444444-4444-4444-8444-444444444444",
      },
    }),
  );
}

export function vmOf(target: EnrollmentTarget, properties: object = {}, identity?: object): AzureView["vm"] {
  const own =
    target.identity === "system"
      ? { type: "SystemAssigned", principalId: "55555555-5555-4555-8555-555555555555" }
      : {
          type: "UserAssigned",
          userAssignedIdentities: { [target.userAssignedIdentityId.toLowerCase()]: {} },
        };
  return seen(
    decodeVirtualMachine({
      id: vmId(target),
      name: target.vmName,
      identity: identity ?? own,
      properties: {
        provisioningState: "Succeeded",
        detailedStatus: "Running",
        detailedStatusMessage: "Running - virtual machine is running.",
        powerState: "On",
        ...properties,
      },
    }),
  );
}

export function machineOf(
  target: EnrollmentTarget,
  vmGuid: string,
  properties: object = {},
): AzureView["machine"] {
  return seen(
    decodeMachine({
      id: machineId(target),
      name: target.arcMachineName,
      properties: {
        vmId: vmGuid,
        status: "AwaitingConnection",
        provisioningState: "Succeeded",
        ...properties,
      },
    }),
  );
}

export function endpointOf(target: EnrollmentTarget): AzureView["endpoint"] {
  return seen(
    decodeEndpoint({
      id: `${machineId(target)}/x`,
      properties: { type: "default", provisioningState: "Succeeded" },
    }),
  );
}

export function rightsOf(...actions: string[]): AzureView["rights"] {
  return seen({
    principalId: "33333333-3333-4333-8333-333333333333",
    permissions: [{ actions, notActions: [], dataActions: [], notDataActions: [], condition: undefined }],
  });
}

export const allRights = rightsOf(
  "Microsoft.HybridCompute/machines/*",
  "Microsoft.NetworkCloud/virtualMachines/assignRelay/action",
);

export function rolesOf(target: EnrollmentTarget): AzureView["roles"] {
  const id = (guid: string): string =>
    `${groupId(target)}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  return seen({
    "HybridCompute Machine ListAccessDetails Action": id("e9701b4d-e6e7-4657-91cd-360a0881d224"),
    "Azure Connected Machine Resource Manager": id("f5819b54-e033-4d82-ac66-4fec3cbf3f4c"),
    Contributor: id("b24988ac-6180-42a0-ab88-20f7382dd24c"),
    "Nexus Arc Relay Assigner": undefined,
  });
}
