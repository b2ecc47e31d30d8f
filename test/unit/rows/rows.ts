import { noIdentity } from "../../../src/arm/resources/resourceIdentity";
import type { MachineSummary } from "../../../src/arm/resources/arc/machine";
import type { VirtualMachineSummary } from "../../../src/arm/resources/networkCloud/virtualMachine";
import type { MachineRow } from "../../../src/session/listing/machine";
import type { TreeContent } from "../../../src/session/listing/content";

export const berlin = "00000000-0000-0000-0000-0000000000a1";
export const paris = "00000000-0000-0000-0000-0000000000b2";

interface Place {
  readonly subscription?: string;
  readonly group?: string;
}

/** A VM that runs, with `changes`; with an Arc machine of its name when `arc` is given. */
export function nexusVm(
  name: string,
  changes: Place & Partial<VirtualMachineSummary> = {},
  arc?: Place & Partial<MachineSummary>,
): MachineRow {
  const { subscription = berlin, group = "rg1", ...fields } = changes;
  const vm: VirtualMachineSummary = {
    id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/virtualMachines/${name}`,
    name,
    subscriptionId: subscription,
    resourceGroup: group,
    location: "westeurope",
    powerState: "On",
    provisioningState: "Succeeded",
    detailedStatus: "Running",
    detailedStatusMessage: undefined,
    identity: noIdentity,
    clusterId: undefined,
    extendedLocation: undefined,
    ...fields,
  };
  return arc === undefined
    ? { kind: "vm", vm }
    : { kind: "vm", vm, arc: machine(name, { subscription, group, ...arc }) };
}

/** An Arc machine that no VM answers for. */
export function arcMachine(name: string, changes: Place & Partial<MachineSummary> = {}): MachineRow {
  return { kind: "arc", arc: machine(name, changes) };
}

export function machine(name: string, changes: Place & Partial<MachineSummary> = {}): MachineSummary {
  const { subscription = berlin, group = "rg1", ...fields } = changes;
  return {
    id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.HybridCompute/machines/${name}`,
    name,
    subscriptionId: subscription,
    resourceGroup: group,
    location: "westeurope",
    status: "Connected",
    lastStatusChange: undefined,
    agentVersion: undefined,
    osName: undefined,
    osType: "linux",
    vmId: undefined,
    machineFqdn: undefined,
    computerName: undefined,
    provisioningState: "Succeeded",
    identity: noIdentity,
    ...fields,
  };
}

/** Rows with two named subscriptions. */
export function contentOf(rows: readonly MachineRow[]): TreeContent {
  return {
    rows,
    subscriptions: new Map([
      [berlin, "Edge Berlin"],
      [paris, "Edge Paris"],
    ]),
  };
}
