import assert from "node:assert/strict";
import { toArmError } from "../../../src/arm/errors";
import { assess } from "../../../src/enrollment/evidence/assessment";
import type { AzureView } from "../../../src/enrollment/evidence/azureView";
import type { StepState } from "../../../src/enrollment/evidence/evidence";
import { withOutcome, type Enrollment } from "../../../src/enrollment/record/record";
import { stepNumbers, type StepNumber } from "../../../src/enrollment/steps/stepNumber";
import type { TargetInput } from "../../../src/enrollment/target/target";
import {
  absent,
  allRights,
  endpointOf,
  enrollmentFor,
  identityOf,
  machineOf,
  now,
  rightsOf,
  rolesOf,
  systemTarget,
  targetFrom,
  userTarget,
  viewWith,
  vmOf,
} from "./sample";

const target = targetFrom(userTarget);
const otherName: TargetInput = { ...userTarget, arcMachineName: "upf09" };
const system = targetFrom(systemTarget);
const at = now.toISOString();
const stranger = "99999999-9999-4999-8999-999999999999";

interface Row {
  readonly step: StepNumber;
  readonly name: string;
  readonly state: StepState;
  readonly view: (enrollment: Enrollment) => Partial<AzureView>;
  readonly says: RegExp;
  readonly nextMove?: RegExp;
  readonly input?: TargetInput;
  readonly past?: (enrollment: Enrollment) => Enrollment;
}

const succeeded = (step: StepNumber) => (enrollment: Enrollment) =>
  withOutcome(enrollment, step, { state: "succeeded", at });
const running = (step: StepNumber) => (enrollment: Enrollment) =>
  withOutcome(enrollment, step, { state: "running", at });
const failed = (step: StepNumber) => (enrollment: Enrollment) =>
  withOutcome(enrollment, step, {
    state: "failed",
    at,
    cause: "Azure refused.",
    nextMove: "Ask for the role.",
  });
const reported =
  (step: StepNumber, state: "done" | "failed" | "running", cause?: string) =>
  (enrollment: Enrollment): Enrollment => ({
    ...enrollment,
    report: {
      machineId: "m",
      vmId: "v",
      updatedAt: at,
      steps: { [step]: { state, at, ...(cause === undefined ? {} : { cause }) } },
    },
  });

// One row a line, to be read as a table.
// prettier-ignore
const rows: Row[] = [
  { step: 1, name: "no identity", state: "notStarted", view: () => ({ identity: absent, vm: absent }), says: /No identity with this name/, nextMove: /Run/ },
  { step: 1, name: "being created", state: "underWay", past: running(1), view: () => ({ identity: absent }), says: /in progress in Azure/ },
  { step: 1, name: "refused", state: "failed", past: failed(1), view: () => ({ identity: absent }), says: /refused/, nextMove: /Ask/ },
  { step: 1, name: "made here", state: "done", past: succeeded(1), view: () => ({ identity: identityOf(target), vm: absent }), says: /exists/ },
  { step: 1, name: "made by others", state: "doneByOther", view: () => ({ identity: identityOf(target), vm: absent }), says: /exists/ },
  { step: 1, name: "VM without it", state: "contradicts", view: () => ({ vm: vmOf(target, {}, { type: "None" }) }), says: /without a managed identity/, nextMove: /create it again/ },
  { step: 1, name: "VM with another one", state: "contradicts", view: () => ({ vm: vmOf(target, {}, { type: "SystemAssigned" }) }), says: /only with other identities/, nextMove: /create it again/ },
  { step: 1, name: "system-assigned before the VM", state: "notStarted", input: systemTarget, view: () => ({ vm: absent }), says: /created with the VM/, nextMove: /step 3/ },
  { step: 1, name: "system-assigned on the VM", state: "doneByOther", input: systemTarget, view: () => ({ vm: vmOf(system) }), says: /has the identity/ },

  { step: 2, name: "no identity yet", state: "notStarted", view: () => ({}), says: /identity to assign roles to does not exist/, nextMove: /step 1/ },
  { step: 2, name: "no roles", state: "notStarted", view: () => ({ rights: rightsOf() }), says: /ListAccessDetails.*Resource Manager.*Relay Assigner/, nextMove: /Run/ },
  { step: 2, name: "the relay right is missing", state: "notStarted", view: () => ({ rights: rightsOf("Microsoft.HybridCompute/*") }), says: /lacks “Nexus Arc Relay Assigner”/ },
  { step: 2, name: "being assigned", state: "underWay", past: running(2), view: () => ({ rights: rightsOf() }), says: /in progress in Azure/ },
  { step: 2, name: "refused", state: "failed", past: failed(2), view: () => ({ rights: rightsOf() }), says: /refused/ },
  { step: 2, name: "assigned here", state: "done", past: succeeded(2), view: () => ({ rights: allRights }), says: /has all rights/ },
  { step: 2, name: "Contributor from above", state: "doneByOther", view: () => ({ rights: rightsOf("*") }), says: /has all rights/ },

  { step: 3, name: "no VM", state: "notStarted", view: () => ({ vm: absent }), says: /No VM with this name/, nextMove: /Run/ },
  { step: 3, name: "provisioning", state: "underWay", view: () => ({ vm: vmOf(target, { provisioningState: "Provisioning", detailedStatusMessage: "Scheduling" }) }), says: /Scheduling/ },
  { step: 3, name: "a state that nobody knew", state: "underWay", view: () => ({ vm: vmOf(target, { provisioningState: "Validating" }) }), says: /creating/ },
  { step: 3, name: "failed", state: "failed", view: () => ({ vm: vmOf(target, { provisioningState: "Failed", detailedStatusMessage: "No capacity" }) }), says: /No capacity/, nextMove: /create it again/ },
  { step: 3, name: "in error", state: "failed", view: () => ({ vm: vmOf(target, { detailedStatus: "Error" }) }), says: /in an error state/, nextMove: /Restart/ },
  { step: 3, name: "being deleted", state: "contradicts", view: () => ({ vm: vmOf(target, { provisioningState: "Deleting" }) }), says: /being deleted/, nextMove: /Wait/ },
  { step: 3, name: "made here", state: "done", past: succeeded(3), view: () => ({ vm: vmOf(target) }), says: /running/ },
  { step: 3, name: "made by others, powered off", state: "doneByOther", view: () => ({ vm: vmOf(target, { powerState: "Off" }) }), says: /powered off/, nextMove: /Start/ },

  ...([4, 5, 6, 9] as const).flatMap((step): Row[] => [
    { step, name: "nothing known", state: "notStarted", view: () => ({}), says: /does not report/, nextMove: /report/ },
    { step, name: "the script is in progress", state: "underWay", past: reported(step, "running"), view: () => ({}), says: /in progress/ },
    { step, name: "the script failed", state: "failed", past: reported(step, "failed", "egress refused"), view: () => ({}), says: /egress refused/, nextMove: /again/ },
    { step, name: "the script did it", state: "done", past: reported(step, "done"), view: () => ({}), says: /reports/ },
    { step, name: "the user says so", state: "done", past: (enrollment) => ({ ...enrollment, words: { [step]: at } }), view: () => ({}), says: /You marked/ },
    { step, name: "connected", state: "done", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { status: "Connected" }) }), says: /this step must be done/ },
    { step, name: "connected by others", state: "doneByOther", view: () => ({ machine: machineOf(target, stranger, { status: "Connected" }) }), says: /this step must be done/ },
  ]),

  { step: 7, name: "no machine", state: "notStarted", view: () => ({ machine: absent }), says: /No Arc machine with this name/, nextMove: /Run/ },
  { step: 7, name: "being created", state: "underWay", past: running(7), view: () => ({ machine: absent }), says: /in progress in Azure/ },
  { step: 7, name: "refused", state: "failed", past: failed(7), view: () => ({ machine: absent }), says: /refused/ },
  { step: 7, name: "created here or on the VM", state: "done", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId.toUpperCase()) }), says: /matches/ },
  { step: 7, name: "one without vmId", state: "doneByOther", view: () => ({ machine: machineOf(target, stranger, { vmId: undefined }) }), says: /matches/ },
  { step: 7, name: "another enrollment's", state: "contradicts", view: () => ({ machine: machineOf(target, stranger) }), says: /vmId/, nextMove: /another Arc machine name/ },
  { step: 7, name: "another enrollment's, but of this VM and connected", state: "doneByOther", view: () => ({ machine: machineOf(target, stranger, { status: "Connected", computerName: target.vmName }) }), says: /connected through this Arc machine/ },
  { step: 7, name: "another VM's, connected", state: "contradicts", input: otherName, view: () => ({ machine: machineOf(targetFrom(otherName), stranger, { status: "Connected", computerName: "upf09" }) }), says: /vmId/, nextMove: /in use/ },
  { step: 7, name: "another key", state: "contradicts", past: (enrollment) => ({ ...enrollment, clientPublicKey: "ours" }), view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { clientPublicKey: "theirs" }) }), says: /public key/, nextMove: /never overwrites/ },
  { step: 7, name: "failed in Azure", state: "failed", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { provisioningState: "Failed" }) }), says: /failed/ },

  { step: 8, name: "no machine", state: "notStarted", view: () => ({ machine: absent }), says: /Arc machine to .* does not exist/, nextMove: /step 7/ },
  { step: 8, name: "no endpoint", state: "notStarted", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId), endpoint: absent }), says: /no endpoint/, nextMove: /Run/ },
  { step: 8, name: "assigning", state: "underWay", past: running(8), view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId) }), says: /in progress in Azure/ },
  { step: 8, name: "refused", state: "failed", past: failed(8), view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId) }), says: /refused/ },
  { step: 8, name: "assigned here", state: "done", past: succeeded(8), view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId), endpoint: endpointOf(target) }), says: /does not show which relay/ },
  { step: 8, name: "assigned here, but the machine is gone", state: "notStarted", past: succeeded(8), view: () => ({ machine: absent }), says: /Arc machine to .* does not exist/, nextMove: /step 7/ },
  { step: 8, name: "assigned on the VM", state: "done", past: reported(8, "done"), view: () => ({}), says: /script assigned/ },
  { step: 8, name: "only an endpoint", state: "unknown", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId), endpoint: endpointOf(target) }), says: /does not show/, nextMove: /safely assign/ },

  { step: 8, name: "connected, nobody knows how", state: "unknown", view: () => ({ machine: machineOf(target, stranger, { status: "Connected", computerName: target.vmName }), endpoint: endpointOf(target) }), says: /does not show/ },

  { step: 10, name: "no machine", state: "notStarted", view: () => ({ machine: absent }), says: /Arc machine to .* does not exist/ },
  { step: 10, name: "waiting", state: "notStarted", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId) }), says: /waits for its agent/, nextMove: /SSH/ },
  { step: 10, name: "the script is in progress", state: "underWay", past: reported(10, "running"), view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId) }), says: /was connecting/ },
  { step: 10, name: "the script failed", state: "failed", past: reported(10, "failed", "AZCM0062"), view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId) }), says: /AZCM0062/, nextMove: /Diagnose/ },
  { step: 10, name: "connected", state: "done", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { status: "Connected", lastStatusChange: "2026-03-01T11:58:00Z" }) }), says: /Connected since 2026-03-01 11:58:00 UTC\./ },
  { step: 10, name: "connected by others", state: "doneByOther", view: () => ({ machine: machineOf(target, stranger, { status: "Connected" }) }), says: /Connected/ },
  { step: 10, name: "no heartbeat", state: "failed", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { status: "Disconnected" }) }), says: /no heartbeat/, nextMove: /himdsd/ },
  { step: 10, name: "expired", state: "failed", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { status: "Expired" }) }), says: /expired/, nextMove: /enroll again/ },
  { step: 10, name: "agent error", state: "failed", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { status: "Error", errorDetails: [{ message: "clock skew" }] }) }), says: /clock skew/ },
  { step: 10, name: "a status that nobody knew", state: "unknown", view: ({ arcVmId }) => ({ machine: machineOf(target, arcVmId, { status: "Hibernating" }) }), says: /Hibernating/ },
];

describe("evidence of the ten steps", () => {
  for (const row of rows) {
    it(`step ${row.step}, ${row.name}: ${row.state}`, () => {
      const input = row.input ?? userTarget;
      const enrollment = (row.past ?? ((same) => same))(enrollmentFor(input));
      const { evidence } = assess(targetFrom(input), enrollment, viewWith(row.view(enrollment)));
      const found = evidence[row.step];
      assert.equal(found.state, row.state, found.summary);
      assert.match(found.summary, row.says);
      assert.match(found.nextMove ?? "", row.nextMove ?? /.*/);
      assert.equal(new Date(found.at).toISOString(), at);
    });
  }

  it("has every state of every step in this table", () => {
    const covered = new Set(rows.map(({ step, state }) => `${step} ${state}`));
    const unseenSteps = new Set([4, 5, 6, 9]);
    for (const step of stepNumbers) {
      for (const state of ["notStarted", "done", "failed"])
        assert.ok(covered.has(`${step} ${state}`), `${step} ${state}`);
      // No API version shows whether somebody else assigned the relay: step 8 says "unknown" there.
      const byOther = step === 8 ? "unknown" : "doneByOther";
      assert.ok(covered.has(`${step} ${byOther}`), `${step} ${byOther}`);
      assert.ok(covered.has(`${step} underWay`), `${step} underWay`);
      if (!unseenSteps.has(step) && ![2, 8, 10].includes(step))
        assert.ok(covered.has(`${step} contradicts`), `${step} contradicts`);
    }
  });

  it("says what hides a thing, and does not take it for absent", () => {
    const error = toArmError(Object.assign(new Error("getaddrinfo ENOTFOUND x"), { code: "ENOTFOUND" }));
    const hidden = { kind: "hidden", error } as const;
    const enrollment = enrollmentFor(userTarget);
    const { evidence } = assess(
      target,
      enrollment,
      viewWith({ identity: hidden, vm: hidden, machine: hidden, rights: hidden }),
    );
    for (const step of [1, 2, 3, 7, 8, 10] as const) {
      assert.equal(evidence[step].state, "unknown", `step ${step}`);
      assert.ok((evidence[step].nextMove ?? "").length > 0);
    }
    const roles = assess(target, enrollment, viewWith({ identity: hidden })).evidence[2];
    assert.equal(roles.state, "unknown", "an identity that cannot be read is not taken for none");
  });

  it("counts to ten and names the next step whose needs are met", () => {
    const enrollment = enrollmentFor(userTarget);
    const empty = assess(target, enrollment, viewWith({ identity: absent, vm: absent, machine: absent }));
    assert.deepEqual([empty.done, empty.next, empty.connected], [0, 1, false]);
    const roles = assess(
      target,
      enrollment,
      viewWith({
        identity: identityOf(target),
        vm: absent,
        machine: absent,
        rights: rightsOf(),
        roles: rolesOf(target),
      }),
    );
    assert.deepEqual([roles.done, roles.next], [1, 2]);
    const all = assess(target, succeeded(8)(enrollment), {
      ...viewWith({
        identity: identityOf(target),
        vm: vmOf(target),
        rights: allRights,
        endpoint: endpointOf(target),
      }),
      machine: machineOf(target, enrollment.arcVmId, { status: "Connected" }),
    });
    assert.deepEqual([all.done, all.next, all.connected], [10, undefined, true]);
  });
});
