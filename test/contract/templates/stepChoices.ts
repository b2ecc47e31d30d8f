/** Choices that keep every rule of the product, for fast-check, and what the steps send for them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { AzureAction } from "../../../src/enrollment/actions/azureAction";
import { planView } from "../../../src/enrollment/evidence/planView";
import { newEnrollment, type Enrollment } from "../../../src/enrollment/record/record";
import { stepOf } from "../../../src/enrollment/steps";
import { readTarget, type EnrollmentTarget } from "../../../src/enrollment/target/target";
import type { VirtualMachineInput } from "../../../src/enrollment/target/virtualMachineInput";
import { idOf } from "./requests";

/** What one user has chosen. */
export interface Choice {
  readonly target: EnrollmentTarget;
  readonly enrollment: Enrollment;
}

const group = fc.stringMatching(/^[a-zA-Z0-9_(][a-zA-Z0-9_().-]{0,20}[a-zA-Z0-9_)-]$/);
const name = fc.stringMatching(/^[a-zA-Z0-9-]{1,40}$/);
const machineName = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,50}[a-zA-Z0-9]$/);
const words = fc.string({ unit: "grapheme", maxLength: 30 });

const targets = fc
  .record({
    cloud: fc.constantFrom("public", "usGovernment", "china"),
    tenantId: fc.uuid(),
    subscriptionId: fc.uuid(),
    resourceGroup: group,
    location: fc.stringMatching(/^[a-z]{3,12}[0-9]?$/),
    vmName: fc.stringMatching(/^[a-zA-Z0-9]{2,64}$/),
    arcMachineName: machineName,
    identityName: fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_-]{2,60}$/),
    identity: fc.constantFrom("system", "user"),
  })
  .map(({ identityName, identity, ...rest }) => {
    const userAssignedIdentityId = `/subscriptions/${rest.subscriptionId}/resourceGroups/${rest.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identityName}`;
    const input = { ...rest, ...(identity === "user" && { userAssignedIdentityId }), creator: "workstation" };
    const reading = readTarget(input);
    assert.ok(reading.ok, JSON.stringify(reading));
    return reading.target;
  });

const customLocation = idOf("Microsoft.ExtendedLocation/customLocations", name);
const l3 = idOf("Microsoft.NetworkCloud/l3Networks", name);
const network = fc.oneof(
  fc.record({ networkId: l3, ipAllocationMethod: fc.constant("Dynamic" as const) }),
  fc.record({
    networkId: l3,
    ipAllocationMethod: fc.constant("Static" as const),
    ipv4Address: fc.ipV4(),
    ipv6Address: fc.ipV6(),
  }),
  fc.record({
    networkId: idOf("Microsoft.NetworkCloud/trunkedNetworks", name),
    ipAllocationMethod: fc.constant("Disabled" as const),
    defaultGateway: fc.constant(false),
  }),
);

/** Comments are free text: az reads some of it as the name of a file, or as its own notation, unless it stands in JSON. */
const sshPublicKey = fc
  .constantFrom("me@work", "a=@b", "null", 'o\'brien "x"', "=", "")
  .map((comment) =>
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ${comment}`.trim(),
  );

const needed = {
  customLocation,
  adminUsername: fc.stringMatching(/^[a-z_][a-z0-9_]{0,31}$/),
  cloudServicesNetworkId: idOf("Microsoft.NetworkCloud/cloudServicesNetworks", name),
  cpuCores: fc.integer({ min: 1, max: 23 }).map((half) => half * 2),
  memorySizeGB: fc.integer({ min: 1, max: 224 }),
  diskSizeGB: fc.integer({ min: 1, max: 65_536 }),
  vmImage: fc.constantFrom("a.azurecr.io/ubuntu:24.04", "r:5000/x/y@sha256:0a", "my.registry/azurelinux:3"),
};
const optional = {
  diskCreateOption: fc.constantFrom("Ephemeral" as const, "Persistent" as const),
  bootMethod: fc.constantFrom("UEFI" as const, "BIOS" as const),
  vmDeviceModel: fc.constantFrom("T1" as const, "T2" as const, "T3" as const),
  consoleLocation: customLocation,
  sshPublicKeys: fc.array(sshPublicKey, { maxLength: 2 }),
  networks: fc.array(network, { maxLength: 3 }),
  placementHints: fc.array(
    fc.record({
      hintType: fc.constantFrom("Affinity" as const, "AntiAffinity" as const),
      resourceId: idOf("Microsoft.NetworkCloud/racks", name),
      schedulingExecution: fc.constantFrom("Hard" as const, "Soft" as const),
      scope: fc.constantFrom("Machine" as const, "Rack" as const),
    }),
    { maxLength: 2 },
  ),
  volumeAttachments: fc.array(idOf("Microsoft.NetworkCloud/volumes", name), { maxLength: 2 }),
  tags: fc.dictionary(fc.stringMatching(/^[a-zA-Z0-9]{1,20}$/), words, { maxKeys: 4 }),
};
const inputs: fc.Arbitrary<VirtualMachineInput> = fc.record(
  { ...needed, ...optional },
  { requiredKeys: Object.keys(needed) as (keyof typeof needed)[] },
);

export const choices: fc.Arbitrary<Choice> = fc
  .tuple(targets, inputs, fc.uuid(), fc.uint8Array({ minLength: 270, maxLength: 270 }), fc.boolean())
  .map(([target, vm, guid, key, custom]) => ({
    target,
    enrollment: {
      ...newEnrollment({}, new Date(0), () => guid),
      vm,
      clientPublicKey: Buffer.from(key).toString("base64"),
      relayRole: custom ? "custom" : "contributor",
    },
  }));

/** What a step sends when nothing of it is there yet. */
export function actionsOf(number: 1 | 2 | 3 | 7 | 8, { target, enrollment }: Choice): readonly AzureAction[] {
  const step = stepOf(number);
  const view = planView(number, enrollment, target, "33333333-3333-4333-8333-333333333333", new Date(0));
  if (step.runsOn !== "azure") throw new Error(`step ${String(number)} sends nothing`);
  return step.actions({ target, enrollment, view }, { userDataContent: "IyE=" });
}
