import { egressHosts } from "../../arm/cloud";
import { egressEndpointFor } from "../../arm/resources/networkCloud/cloudServicesNetwork";
import type { Deployment } from "../../arm/resources/deployments";
import { resourceKey } from "../../arm/resources/resourceId";
import { cloudOf } from "../../enrollment/target/target";
import type { StepNumber } from "../../enrollment/steps/stepNumber";
import { say } from "../../l10n/sentence";
import { causeOf, type Cause } from "./cause";
import { differencesOf, type Difference } from "../plan/compare";
import type { Fleet, FleetVm } from "../fleet";
import type { RoleGuids } from "../plan/roleWork";
import { stepsOf, type FleetStep } from "./steps";
import type { FleetView, MachineRow, VmRow } from "./view";
import { vmBodyOf } from "../template/vmBody";
import type { VmState } from "./vmState";

export interface VmStatus {
  readonly vm: FleetVm;
  readonly state: VmState;
  readonly steps: Readonly<Record<StepNumber, FleetStep>>;
  /** Why it does not continue; absent while it does. */
  readonly cause?: Cause;
  /** A VM of this name is there, but it does not carry the fleet's tag: nothing is ever done to it. */
  readonly isUnmanaged: boolean;
  /** Status of the Arc machine that is there without its VM: of an earlier VM, or of something else. */
  readonly leftMachine?: string;
  /** Where the file and Azure differ. */
  readonly differences: readonly Difference[];
}

export interface FleetStatus {
  readonly at: string;
  readonly vms: readonly VmStatus[];
  /** VMs with the fleet's tag that its file does not name. */
  readonly unmanagedVms: readonly VmRow[];
  readonly counts: Readonly<Partial<Record<VmState, number>>>;
  /** VMs that do not continue, by cause, the most frequent first. */
  readonly causes: readonly { readonly cause: Cause; readonly vms: readonly FleetVm[] }[];
}

/** A VM that was made so long ago and shows nothing further does not continue by itself: the script ends within ten minutes of waiting. */
export const patienceMs = { create: 60 * 60_000, enroll: 30 * 60_000 } as const;

/** Judges every VM of a fleet. Pure. `deployments` are the fleet's, of any state. */
export function statusOf(
  fleet: Fleet,
  view: FleetView,
  deployments: readonly Deployment[],
  roleGuids: RoleGuids,
): FleetStatus {
  const refusals = refusalsOf(deployments);
  const vms = fleet.vms.map((vm) => judge(fleet, vm, view, refusals, roleGuids));
  const known = new Set(fleet.vms.map(({ id }) => resourceKey(id)));
  const counts: Partial<Record<VmState, number>> = {};
  for (const { state } of vms) counts[state] = (counts[state] ?? 0) + 1;
  return {
    at: view.at,
    vms,
    unmanagedVms: [...view.vms].flatMap(([key, row]) =>
      row.fleet === fleet.name && !known.has(key) ? [row] : [],
    ),
    counts,
    causes: groupCauses(vms),
  };
}

/** What deployments said about each resource; of several, the last one counts. */
function refusalsOf(deployments: readonly Deployment[]): ReadonlyMap<string, Cause> {
  const sorted = [...deployments].sort((a, b) => (a.timestamp ?? "").localeCompare(b.timestamp ?? ""));
  const refusals = new Map<string, Cause>();
  for (const { error } of sorted) {
    for (const { code, message, target } of error?.details ?? [])
      if (target !== undefined) refusals.set(resourceKey(target), causeOf(code, message));
  }
  return refusals;
}

function judge(
  fleet: Fleet,
  vm: FleetVm,
  view: FleetView,
  refusals: ReadonlyMap<string, Cause>,
  roleGuids: RoleGuids,
): VmStatus {
  const row = view.vms.get(resourceKey(vm.id));
  const machine = view.machines.get(resourceKey(vm.machineId));
  const steps = stepsOf(fleet, vm, view, roleGuids);
  const differences = row === undefined ? [] : differencesOf(vmBodyOf(fleet, vm), row.resource);
  const verdict = verdictOf(vm, row, machine, view, refusals.get(resourceKey(vm.id)));
  const left = row === undefined && machine !== undefined ? { leftMachine: machine.status ?? "unknown" } : {};
  return {
    vm,
    steps,
    differences,
    isUnmanaged: row !== undefined && row.fleet !== fleet.name,
    ...left,
    ...verdict,
  };
}

type Verdict = Pick<VmStatus, "state" | "cause">;

function verdictOf(
  vm: FleetVm,
  row: VmRow | undefined,
  machine: MachineRow | undefined,
  view: FleetView,
  refusal: Cause | undefined,
): Verdict {
  if (row === undefined) return { state: "missing", ...(refusal !== undefined && { cause: refusal }) };
  const failure =
    refusal ??
    causeOf(row.provisioningState ?? "Failed", row.detailedStatusMessage ?? say`Azure reports no reason.`);
  if (row.provisioningState === "Failed" || row.provisioningState === "Canceled")
    return { state: "failed", cause: failure };
  const age = Date.parse(view.at) - Date.parse(row.createdAt ?? view.at);
  if (row.provisioningState !== "Succeeded") {
    if (age < patienceMs.create) return { state: "creating" };
    return {
      state: "stuck",
      cause: { key: "creating", text: say`Azure has been creating the VM for more than an hour.` },
    };
  }
  if (row.detailedStatus === "Error")
    return {
      state: "failed",
      cause: causeOf("Error", row.detailedStatusMessage ?? say`The VM is in an error state.`),
    };
  return vm.userData === "none" && machine === undefined
    ? { state: "booting" }
    : enrolling(vm, row, machine, view, age);
}

function enrolling(
  vm: FleetVm,
  row: VmRow,
  machine: MachineRow | undefined,
  view: FleetView,
  age: number,
): Verdict {
  if (machine?.status === "Connected") return { state: "connected" };
  if (row.powerState === "Off")
    return { state: "off", cause: { key: "off", text: say`The VM is powered off.` } };
  const late = age >= patienceMs.enroll;
  if (machine === undefined) {
    if (!late) return { state: "booting" };
    return { state: "stuck", cause: whyNoMachine(vm, view) };
  }
  if (machine.status === "AwaitingConnection") {
    if (!late) return { state: "connecting" };
    const text = say`The Arc machine was created but never connected: the relay (8), the agent (9), or the connection (10) failed inside the VM.`;
    return { state: "stuck", cause: { key: "awaiting", text } };
  }
  const status = machine.status ?? "unknown";
  return {
    state: "disconnected",
    cause: { key: `machine-${status}`, text: say`The Arc machine is ${status}.` },
  };
}

/** Azure does not see into the VM. What it shows around the VM may explain it. */
function whyNoMachine(vm: FleetVm, view: FleetView): Cause {
  const { resourceManager, hosts } = cloudOf(vm.target);
  const [host] = shutHosts(vm, view, [new URL(resourceManager).hostname, ...hosts.login]);
  if (host !== undefined)
    return {
      key: `egress-${host}`,
      text: say`The cloud services network blocks ${host}, which steps 6 and 7 need.`,
    };
  const text = say`The VM is running, but it created no Arc machine: its first-boot script ended before step 7. Check its log, /var/log/cloud-init-output.log.`;
  return { key: "noMachine", text };
}

/** Hosts that the enrollment of a VM or its agent uses and its cloud services network, where it can be seen, does not allow. */
export function missingEgress(vm: FleetVm, view: FleetView): readonly string[] {
  const hosts = egressHosts(cloudOf(vm.target)).map(({ host }) => host.replace(/^\./, ""));
  return shutHosts(vm, view, [...new Set(hosts)]);
}

function shutHosts(vm: FleetVm, view: FleetView, hosts: readonly string[]): readonly string[] {
  const rules = view.egress.get(resourceKey(vm.input.cloudServicesNetworkId ?? ""));
  if (rules === undefined) return [];
  const endpoints = rules.map((domainName) => ({ domainName, category: undefined, port: undefined }));
  return hosts.filter((host) => egressEndpointFor(endpoints, host) === undefined);
}

function groupCauses(vms: readonly VmStatus[]): FleetStatus["causes"] {
  const groups = new Map<string, { readonly cause: Cause; readonly vms: FleetVm[] }>();
  for (const { vm, cause } of vms) {
    if (cause === undefined) continue;
    const group = groups.get(cause.key) ?? { cause, vms: [] };
    groups.set(cause.key, group);
    group.vms.push(vm);
  }
  return [...groups.values()].sort((a, b) => b.vms.length - a.vms.length);
}
