/** What the steps send, and what a template of them deploys, for 1,000 generated choices each, against ARM's own schemas. */
import assert from "node:assert/strict";
import type { ValidateFunction } from "ajv";
import fc from "fast-check";
import { publicCloud } from "../../src/arm/cloud";
import { readObject } from "../../src/arm/decode";
import { requestOf, type AzureAction } from "../../src/enrollment/azureAction";
import { dialects } from "../../src/enrollment/dialects";
import { planView } from "../../src/enrollment/planView";
import { newEnrollment, type Enrollment } from "../../src/enrollment/record";
import { stepOf } from "../../src/enrollment/steps";
import { readTarget, type EnrollmentTarget } from "../../src/enrollment/target";
import { readVirtualMachine, type VirtualMachineInput } from "../../src/enrollment/virtualMachineInput";
import { operationSchema, resourceSchema } from "./support/armSchemas";
import { BicepParameter, readBicep } from "./support/bicepReader";
import { templateProblems } from "./support/templateProblems";
import { idOf } from "./support/wishes";

interface Choice {
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
  sshPublicKeys: fc.array(fc.constant("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@work"), { maxLength: 2 }),
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

const choices: fc.Arbitrary<Choice> = fc
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
function actionsOf(number: 1 | 2 | 3 | 7 | 8, { target, enrollment }: Choice): readonly AzureAction[] {
  const step = stepOf(number);
  const view = planView(number, enrollment, target, "33333333-3333-4333-8333-333333333333", new Date(0));
  if (step.runsOn !== "azure") throw new Error(`step ${String(number)} sends nothing`);
  return step.actions({ target, enrollment, view }, { userDataContent: "IyE=" });
}

const validators: Readonly<Record<Exclude<AzureAction["kind"], "assignRelay">, ValidateFunction>> = {
  createIdentity: resourceSchema("2024-11-30", "Microsoft.ManagedIdentity", "userAssignedIdentities"),
  createRole: resourceSchema("2022-04-01", "Microsoft.Authorization", "roleDefinitions"),
  assignRole: resourceSchema("2022-04-01", "Microsoft.Authorization", "roleAssignments"),
  createVm: resourceSchema("2025-09-01", "Microsoft.NetworkCloud", "virtualMachines"),
  createMachine: resourceSchema("2025-02-19-preview", "Microsoft.HybridCompute", "machines"),
};
const relayBody = operationSchema("microsoft.networkcloud_virtualmachines_X_assignrelay", "POST");

function accepts(validate: ValidateFunction, value: unknown): void {
  assert.ok(validate(value), `${JSON.stringify(validate.errors?.slice(0, 3))}\n${JSON.stringify(value)}`);
}

/** An action's body as the resource of a template; a text in square brackets would be an expression there, and only there. */
function asResource(action: AzureAction): unknown {
  const { path, apiVersion, body } = requestOf(action);
  const [, provider = "", type = "", last = ""] =
    /^.*\/providers\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return { type: `${provider}/${type}`, apiVersion, name: decodeURIComponent(last), ...readObject(body) };
}

const inBrackets = (choice: Choice): boolean =>
  Object.values(choice.enrollment.vm.tags ?? {}).some((text) => /^\[.*\]$/s.test(text));

describe("what the steps send, for 1,000 choices", function () {
  this.timeout(300_000);
  const runs = { numRuns: 1000 };

  for (const number of [1, 2, 3, 7, 8] as const) {
    it(`step ${String(number)}: every body is what ARM's schema takes`, () => {
      let sent = 0;
      fc.assert(
        fc.property(
          choices.filter((choice) => !inBrackets(choice)),
          (choice) => {
            const actions = actionsOf(number, choice);
            sent += actions.length;
            for (const action of actions) {
              if (action.kind === "assignRelay") accepts(relayBody, requestOf(action).body);
              else accepts(validators[action.kind], asResource(action));
            }
          },
        ),
        runs,
      );
      assert.ok(sent >= (number === 1 ? 300 : 1000), `only ${String(sent)} bodies`);
    });
  }

  it("every choice of the generator keeps the product's rules", () => {
    fc.assert(
      fc.property(choices, ({ target, enrollment }) => {
        const reading = readVirtualMachine(enrollment.vm, target);
        assert.ok(reading.ok, JSON.stringify(reading));
      }),
      runs,
    );
  });
});

describe("the steps as templates, for 1,000 choices", function () {
  this.timeout(300_000);
  const runs = { numRuns: 1000 };
  const all = (choice: Choice): readonly AzureAction[] =>
    ([1, 2, 3, 7] as const).flatMap((number) => actionsOf(number, choice));

  it("an ARM template has the structure of one, and resources that ARM's schemas take", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const actions = all(choice);
        const template: unknown = JSON.parse(dialects.arm.write(actions, publicCloud) ?? "");
        assert.deepEqual(templateProblems(template), []);
        const resources = readObject(template)["resources"] as unknown[];
        assert.equal(resources.length, actions.length);
        resources.forEach((resource, index) => {
          const { kind } = actions[index] ?? assert.fail();
          assert.ok(kind !== "assignRelay");
          accepts(validators[kind], resource);
        });
      }),
      runs,
    );
  });

  it("Bicep says the same as the ARM template", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const actions = all(choice);
        const { resources, parameters } = readBicep(dialects.bicep.write(actions, publicCloud) ?? "");
        assert.deepEqual(parameters, ["userDataContent"]);
        resources.forEach(({ type, apiVersion, body }, index) => {
          const action = actions[index] ?? assert.fail();
          const { properties, ...rest } = body;
          const own = { ...readObject(properties) };
          if (action.kind === "createVm") {
            assert.deepEqual(own["userDataContent"], new BicepParameter("userDataContent"));
            own["userDataContent"] = "IyE=";
          }
          const expected: unknown = JSON.parse(JSON.stringify(asResource(action)));
          assert.deepEqual({ type, apiVersion, ...rest, properties: own }, expected);
        });
      }),
      runs,
    );
  });
});
