/** Fleets in every state that their page can show, made up: what the page does with them is what counts. */
import { ArmError } from "../../../src/arm/errors";
import { stepNumbers, type StepNumber } from "../../../src/enrollment/steps/stepNumber";
import type { Cause } from "../../../src/fleet/status/cause";
import type { FleetVm } from "../../../src/fleet/fleet";
import type { FleetStatus, VmStatus } from "../../../src/fleet/status/status";
import type { FleetStep } from "../../../src/fleet/status/steps";
import type { VmState } from "../../../src/fleet/status/vmState";
import { emptyRow, type FleetRow } from "../../../src/session/fleet/fleetRow";
import { fleetOf } from "../../unit/fleet/setup";
import { fleetText } from "../../unit/fleet/sample";

export const fleetStates = [
  "mixed",
  "deploying",
  "connected",
  "unasked",
  "looking",
  "trouble",
  "mistake",
  "tagged",
  "gone",
  "signedOut",
] as const;
export type FleetState = (typeof fleetStates)[number];

export interface FleetScenario {
  readonly state: FleetState;
  /** How many VMs. */
  readonly vms: number;
  /** Stands in every place where Azure or a file may say what it wants. */
  readonly hostile?: string;
}

export const fleetKey = "file:///workspace/sites/edge.nexus-fleet.yaml";

/** The row of the service; undefined for a fleet that is not there. */
export function fleetRowOf({ state, vms, hostile }: FleetScenario): FleetRow | undefined {
  if (state === "gone") return undefined;
  const key = fleetKey;
  if (state === "tagged") {
    const tagged = Array.from({ length: vms }, (_, index) => ({
      fleet: "edge",
      id: `/vm/${index}`,
      name: hostile ?? `cuf${index}`,
      provisioningState: "Succeeded",
    }));
    return { ...emptyRow(key, hostile ?? "edge", undefined), tagged };
  }
  if (state === "mistake")
    return {
      ...emptyRow(key, "edge.nexus-fleet.yaml", key),
      mistake: hostile ?? "Line 21: vmName is missing.",
    };
  const last = String(Math.max(1, vms)).padStart(4, "0");
  const fleet = fleetOf(fleetText({ vms: [`- vmName: cuf[0001-${last}]`] }));
  const base = { ...emptyRow(key, hostile ?? fleet.name, key), fleet };
  switch (state) {
    case "unasked":
    case "signedOut":
      return base;
    case "looking":
      return { ...base, looking: true };
    case "trouble":
      return { ...base, failure: failure(hostile) };
    case "connected":
      return { ...base, status: statusOf(fleet.vms, () => "connected", undefined) };
    case "mixed":
      return { ...base, status: statusOf(fleet.vms, mixedState, hostile) };
    case "deploying":
      return {
        ...base,
        status: statusOf(fleet.vms, mixedState, hostile),
        deploying: hostile ?? "3 deployments running",
      };
  }
}

function failure(text = "Azure cannot be reached: the proxy answers 407."): ArmError {
  return new ArmError({
    kind: "proxy",
    code: "ProxyAuthentication",
    causeText: text,
    nextMove: "Set the proxy's user in VS Code's settings, then check again.",
    retryable: true,
  });
}

const states: readonly VmState[] = [
  "connected",
  "connected",
  "connected",
  "failed",
  "stuck",
  "missing",
  "creating",
  "booting",
  "connecting",
  "off",
  "disconnected",
];

function mixedState(index: number): VmState {
  return states[index % states.length] ?? "connected";
}

const doneSteps: Readonly<Record<VmState, number>> = {
  connected: 10,
  disconnected: 9,
  connecting: 7,
  booting: 3,
  creating: 2,
  off: 3,
  stuck: 3,
  failed: 2,
  missing: 2,
};

function stepsOf(state: VmState): Readonly<Record<StepNumber, FleetStep>> {
  const done = doneSteps[state];
  const stateOf = (step: StepNumber): FleetStep => {
    const seen = [1, 2, 3, 7, 10].includes(step);
    if (step <= done && step !== 8) return seen ? "done" : "inferred";
    return seen ? "notDone" : "unknown";
  };
  return Object.fromEntries(stepNumbers.map((step) => [step, stateOf(step)])) as Record<
    StepNumber,
    FleetStep
  >;
}

function causeOf(state: VmState, text: string | undefined): Cause | undefined {
  switch (state) {
    case "failed":
    case "missing":
      return { key: `OutOfCapacity|${text ?? ""}`, text: text ?? "OutOfCapacity: No host has 8 free cores." };
    case "stuck":
      return {
        key: "egress-login.microsoftonline.com",
        text: "The cloud services network blocks login.microsoftonline.com, which steps 6 and 7 need.",
      };
    case "off":
      return { key: "off", text: "The VM is powered off." };
    default:
      return undefined;
  }
}

function statusOf(
  all: readonly FleetVm[],
  stateOf: (index: number) => VmState,
  hostile: string | undefined,
): FleetStatus {
  const vms = all.map((vm, index): VmStatus => {
    const state = stateOf(index);
    const cause = causeOf(state, hostile);
    const isDifferent = stateOf(1) !== stateOf(3) && index % 9 === 0;
    return {
      vm: hostile === undefined ? vm : { ...vm, target: { ...vm.target, vmName: hostile } },
      state,
      steps: stepsOf(state),
      isUnmanaged: false,
      differences: isDifferent
        ? [
            {
              path: hostile ?? "tags.rack",
              inFile: hostile ?? "r7",
              inAzure: hostile ?? "nothing",
              by: "update",
            },
          ]
        : [],
      ...(cause !== undefined && { cause }),
    };
  });
  const counts: Partial<Record<VmState, number>> = {};
  for (const { state } of vms) counts[state] = (counts[state] ?? 0) + 1;
  const causes = new Map<string, { readonly cause: Cause; readonly vms: FleetVm[] }>();
  for (const { vm, cause } of vms) {
    if (cause === undefined) continue;
    const group = causes.get(cause.key) ?? { cause, vms: [] };
    causes.set(cause.key, group);
    group.vms.push(vm);
  }
  return {
    at: "2026-03-01T12:00:00Z",
    vms,
    counts,
    causes: [...causes.values()],
    unmanagedVms: counts.connected === vms.length ? [] : [strangerOf(hostile)],
  };
}

function strangerOf(hostile: string | undefined): FleetStatus["unmanagedVms"][number] {
  return {
    id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.NetworkCloud/virtualMachines/${hostile ?? "old1"}`,
    name: hostile ?? "old1",
    resource: {},
    fleet: "edge",
    provisioningState: hostile ?? "Succeeded",
    detailedStatus: undefined,
    detailedStatusMessage: undefined,
    powerState: undefined,
    createdAt: undefined,
  };
}
