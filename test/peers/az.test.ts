/**
 * The text for Azure CLI, run by real bash and Debian's azure-cli (2.45.0) against `nexus-arc practice --tls`: steps 1, 2, 3, 7 and 8.
 *
 * `az networkcloud` is Microsoft's extension where NEXUS_ARC_AZ_EXTENSIONS names its folder (it needs azure-cli 2.75 or later), else one
 * that is made from the argument data of Azure/aaz and read by azure-cli's own engine for such commands.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { practiceCloud } from "../../src/arm/cloud";
import { requestOf, type AzureAction } from "../../src/enrollment/actions/azureAction";
import { dialects } from "../../src/enrollment/dialects";
import { workstationSteps } from "../../src/enrollment/run/nextStep";
import { planView } from "../../src/enrollment/evidence/planView";
import { newEnrollment, type Enrollment } from "../../src/enrollment/record/record";
import { stepOf } from "../../src/enrollment/steps";
import { readTarget, vmId, type EnrollmentTarget } from "../../src/enrollment/target/target";
import type { StepNumber } from "../../src/enrollment/steps/stepNumber";
import type { VirtualMachineInput } from "../../src/enrollment/target/virtualMachineInput";
import { parseJson, textAt } from "../../src/practice/state/json";
import { withAzDefaults } from "../contract/azureCli/azBodies";
import { shellSecrets } from "../contract/hostile/shellCalls";
import { practiceTarget, practiceVm } from "../unit/enrollment/setup";
import { installNetworkcloud, ownExtensions } from "./support/networkcloudExtension";
import { practiceForAz, type AzExchange, type PracticeForAz } from "./support/practiceForAz";

const count = 30;

interface Choice {
  readonly target: EnrollmentTarget;
  readonly enrollment: Enrollment;
}

const hostile = fc.constantFrom(
  "null",
  "@/etc/hostname",
  "a=@b",
  "it's",
  '"',
  "\\",
  "x,y",
  "{}",
  "[]",
  " ",
  "é",
  "a: b",
);
const provider = (practiceVm.cloudServicesNetworkId ?? "").replace(/\/cloudServicesNetworks\/.*/, "");
const l3 = `${provider}/l3Networks/core-london-l3`;
const sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

const inputs: fc.Arbitrary<VirtualMachineInput> = fc.record(
  {
    diskCreateOption: fc.constantFrom("Ephemeral" as const, "Persistent" as const),
    bootMethod: fc.constantFrom("UEFI" as const, "BIOS" as const),
    vmDeviceModel: fc.constantFrom("T1" as const, "T2" as const, "T3" as const),
    consoleLocation: fc.constant(practiceVm.customLocation ?? ""),
    sshPublicKeys: fc.array(
      hostile.map((comment) => `${sshKey} ${comment}`),
      { maxLength: 2 },
    ),
    networks: fc.constantFrom(
      [],
      [{ networkId: l3, ipAllocationMethod: "Dynamic" as const, defaultGateway: true, name: "mgmt0" }],
      [{ networkId: l3, ipAllocationMethod: "Static" as const, ipv4Address: "10.0.0.4" }],
    ),
    placementHints: fc.array(
      fc.record({
        hintType: fc.constantFrom("Affinity" as const, "AntiAffinity" as const),
        resourceId: fc.constantFrom(`${provider}/racks/r1`, `${provider}/racks/r2`),
        schedulingExecution: fc.constantFrom("Hard" as const, "Soft" as const),
        scope: fc.constantFrom("Machine" as const, "Rack" as const),
      }),
      { maxLength: 2 },
    ),
    volumeAttachments: fc.array(fc.constantFrom(`${provider}/volumes/v1`, `${provider}/volumes/v2`), {
      maxLength: 2,
    }),
    tags: fc.dictionary(fc.constantFrom("a", "a/b", "x y", "a.b", "[0]"), hostile),
  },
  { requiredKeys: [] },
);

interface Parts {
  readonly vm: VirtualMachineInput;
  readonly guid: string;
  readonly clientPublicKey: string;
}

const choices: fc.Arbitrary<Parts> = fc
  .tuple(inputs, fc.uuid(), fc.uint8Array({ minLength: 270, maxLength: 270 }))
  .map(([vm, guid, key]) => ({ vm, guid, clientPublicKey: Buffer.from(key).toString("base64") }));

function choiceOf({ vm, guid, clientPublicKey }: Parts, index: number): Choice {
  const reading = readTarget(
    practiceTarget({
      creator: "workstation",
      vmName: `az${index}`,
      identity: index % 2 === 0 ? "user" : "system",
    }),
  );
  assert.ok(reading.ok, JSON.stringify(reading));
  const enrollment = newEnrollment({}, new Date(0), () => guid);
  return {
    target: reading.target,
    enrollment: {
      ...enrollment,
      vm: { ...practiceVm, ...vm },
      clientPublicKey,
      relayRole: index % 3 === 0 ? "contributor" : "custom",
    },
  };
}

describe("the text for Azure CLI, run by az", function () {
  this.timeout(1_200_000);
  let practice: PracticeForAz;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-az-extension-"));
    await installNetworkcloud(folder);
    practice = await practiceForAz({ speed: 1000 });
    const group = await practice.run("az group create --name lab --location uksouth");
    assert.equal(group.code, 0, group.stderr);
  });
  after(async () => {
    await practice.close();
    await rm(folder, { recursive: true });
  });

  /** Runs a step's text; nothing is downloaded, so the extension already exists. Gives what Resource Manager was sent. */
  async function send(actions: readonly AzureAction[]): Promise<AzExchange[]> {
    const { azName: _, ...cloud } = { ...practiceCloud, resourceManager: practice.url };
    const text = dialects.az.write(actions, cloud) ?? assert.fail("no text");
    const before = practice.exchanges.length;
    const { code, stderr } = await practice.run(
      `az() { if [ "$1 $2" = "extension add" ]; then return; fi; command az "$@"; }\n${text}`,
      { ...shellSecrets, AZURE_EXTENSION_DIR: ownExtensions ?? folder },
    );
    assert.equal(code, 0, `${text}\n${stderr}`);
    return practice.exchanges.slice(before).filter(({ method }) => method !== "GET");
  }

  for (const [index, parts] of fc.sample(choices, { numRuns: count, seed: 15 }).entries()) {
    it(`enrolls choice ${index + 1} with our own bodies`, async () => {
      const choice = choiceOf(parts, index);
      for (const step of workstationSteps(choice.target)) {
        const actions = actionsOf(step, choice, principalId(practice, choice.target));
        const sent = await send(actions);
        assert.deepEqual(
          sent.map(({ method, path: asked }) => addressOf(method, asked)),
          actions.map((action) => {
            const request = requestOf(action);
            return addressOf(request.method, decodeURIComponent(request.path));
          }),
          `step ${step}`,
        );
        sent.forEach(({ body }, at) => {
          assert.deepEqual(parseJson(body), bodyOf(actions[at] ?? assert.fail()), `step ${step}`);
        });
      }
    });
  }
});

function actionsOf(
  step: StepNumber,
  { target, enrollment }: Choice,
  principal?: string,
): readonly AzureAction[] {
  const own = stepOf(step);
  assert.ok(own.runsOn === "azure");
  const view = planView(step, enrollment, target, principal, new Date(0));
  return own.actions(
    { target, enrollment, view },
    {
      userDataContent: shellSecrets.ENCODED_USER_DATA,
      networkDataContent: shellSecrets.ENCODED_NETWORK_DATA,
      vmImageCredentials: {
        registryUrl: "practice.azurecr.io",
        username: "puller",
        password: shellSecrets.ACR_PASSWORD,
      },
    },
  );
}

/** az gives a role assignment a name of its own. */
function addressOf(method: string, asked: string): string {
  return `${method} ${asked.toLowerCase().replace(/(?<=\/roleassignments\/)[^/]+$/, "NAME")}`;
}

/** The object id of the identity that the roles are given to, once it is there. */
function principalId({ cloud }: PracticeForAz, target: EnrollmentTarget): string | undefined {
  const { store } = cloud.world;
  return target.identity === "user"
    ? textAt(store.get(target.userAssignedIdentityId)?.properties, "principalId")
    : textAt(store.get(vmId(target))?.identity, "principalId");
}

/** Our own body, as az sends it: with its defaults for a VM, and without the empty `properties` of an identity. */
function bodyOf(action: AzureAction): unknown {
  const body: unknown = JSON.parse(JSON.stringify(requestOf(action).body));
  if (action.kind === "createIdentity") return action.identity;
  return action.kind === "createVm" ? withAzDefaults(body) : body;
}
