import assert from "node:assert/strict";
import type { ArmRequest } from "../../../src/arm/client";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { apiVersions } from "../../../src/arm/versions";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { readReport } from "../../../src/enrollment/evidence/report";
import { runRemaining, runStep } from "../../../src/enrollment/run/runner";
import type { StepNumber } from "../../../src/enrollment/steps/stepNumber";
import { machineId, vmId, type TargetInput } from "../../../src/enrollment/target/target";
import { readVirtualMachine } from "../../../src/enrollment/target/virtualMachineInput";
import { vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { practiceTarget, practiceVm, type Setup } from "./setup";
import { enrollmentFor, targetFrom } from "./sample";

/** How an enrollment in the practice cloud comes to stand as it does: each by real requests, a booting VM or an interrupted run. */
export const signal = new AbortController().signal;
export const minutes = 60_000;

export const guided = (more: TargetInput = {}): Enrollment => ({
  ...enrollmentFor(practiceTarget({ identity: "user", creator: "workstation", ...more })),
  vm: practiceVm,
});
export const handsFree = (more: TargetInput = {}): Enrollment => ({
  ...enrollmentFor(practiceTarget({ identity: "user", creator: "vm", ...more })),
  vm: practiceVm,
});

/** Runs the given steps one after the other. */
export async function run(
  setup: Setup,
  enrollment: Enrollment,
  ...numbers: StepNumber[]
): Promise<Enrollment> {
  let current = enrollment;
  for (const number of numbers)
    current = await runStep(number, current, setup.ports, signal, userData(current));
  return current;
}

export function userData(enrollment: Enrollment): { userDataContent?: string } {
  const target = targetFrom(enrollment.target);
  if (target.creator !== "vm") return {};
  return {
    userDataContent: Buffer.from(vmScript(target, { vmId: enrollment.arcVmId })).toString("base64"),
  };
}

/** Starts a step; the window closes after the record was saved and before Azure was asked. */
export async function interrupted(
  setup: Setup,
  enrollment: Enrollment,
  number: StepNumber,
): Promise<Enrollment> {
  const stop = new AbortController();
  const ports = {
    ...setup.ports,
    save: async (saved: Enrollment) => {
      await setup.ports.save(saved);
      if (saved.outcomes[number] !== undefined) stop.abort();
    },
  };
  await assert.rejects(runStep(number, enrollment, ports, stop.signal, userData(enrollment)));
  return setup.saved.at(-1) ?? enrollment;
}

/** Runs a step that Azure refuses; gives what was saved. */
export async function refused(setup: Setup, enrollment: Enrollment, number: StepNumber): Promise<Enrollment> {
  await assert.rejects(runStep(number, enrollment, setup.ports, signal, userData(enrollment)));
  return setup.saved.at(-1) ?? enrollment;
}

/** Someone else's request, outside this enrollment. */
export async function byOther(setup: Setup, request: ArmRequest): Promise<void> {
  await setup.client.send(request);
}

/** Someone else creates the VM, with or without what the enrollment wants of it. */
export async function vmByOther(setup: Setup, enrollment: Enrollment, identity: boolean): Promise<void> {
  const target = targetFrom(enrollment.target);
  const reading = readVirtualMachine(enrollment.vm, target, userData(enrollment));
  assert.ok(reading.ok);
  const { identity: wanted, ...vm } = reading.vm;
  const body = identity && wanted !== undefined ? { ...vm, identity: wanted } : vm;
  await byOther(setup, virtualMachineRequests.create(vmId(target), body));
}

/** Boots the hands-free VM until its report says `state` of `step`, and opens that report. */
export async function reportSaying(
  setup: Setup,
  enrollment: Enrollment,
  step: StepNumber,
  state: "running" | "done" | "failed",
): Promise<Enrollment> {
  const target = targetFrom(enrollment.target);
  for (let second = 0; second < 3600; second++) {
    const reading = readReport(setup.cloud.guest.report(vmId(target)) ?? "{}");
    if (reading.ok && reading.report.steps[step]?.state === state) {
      return { ...enrollment, report: reading.report };
    }
    setup.clock.advance(500);
    setup.cloud.settle();
    await Promise.resolve();
  }
  return assert.fail(`no report says ${state} of step ${String(step)}`);
}

export async function prepared(setup: Setup, more: TargetInput = {}): Promise<Enrollment> {
  const enrollment = handsFree(more);
  return runRemaining(enrollment, setup.ports, signal, userData(enrollment));
}

/** A network that allow only what is named. */
export async function onNetwork(
  setup: Setup,
  enrollment: Enrollment,
  hosts: readonly string[],
): Promise<Enrollment> {
  const id = (practiceVm.cloudServicesNetworkId ?? "").replace("core-london-csn", "narrow-csn");
  await byOther(setup, {
    method: "PUT",
    path: id,
    apiVersion: apiVersions.networkCloud,
    body: {
      location: "uksouth",
      extendedLocation: { name: practiceVm.customLocation, type: "CustomLocation" },
      properties: {
        enableDefaultEgressEndpoints: "False",
        additionalEgressEndpoints: [
          { category: "x", endpoints: hosts.map((domainName) => ({ domainName, port: 443 })) },
        ],
      },
    },
  });
  setup.clock.advance(30 * minutes);
  return { ...enrollment, vm: { ...enrollment.vm, cloudServicesNetworkId: id } };
}

export async function connected(setup: Setup, enrollment: Enrollment): Promise<Enrollment> {
  const ended = await runRemaining(enrollment, setup.ports, signal);
  const target = targetFrom(enrollment.target);
  const outcome = setup.cloud.guest.connect({
    machineId: machineId(target),
    vmId: ended.arcVmId,
    privateKey: setup.keys.get(ended.id) ?? "",
    virtualMachineId: vmId(target),
  });
  assert.equal(outcome.outcome, "connected");
  return ended;
}

/** The same VM, enrolled by another record: another person, or another tool. */
export async function connectedByOther(setup: Setup): Promise<Enrollment> {
  await connected(setup, guided());
  return guided();
}
