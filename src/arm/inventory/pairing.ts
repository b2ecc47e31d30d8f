import type { MachineSummary } from "../resources/arc/machine";
import { resourceKey } from "../resources/resourceId";
import type { VirtualMachineSummary } from "../resources/networkCloud/virtualMachine";

/** Why a VM and an Arc machine are taken for the same. Best reason first. */
export type PairReason =
  /** The VM's relay was assigned to this machine. */
  | "relay"
  /** The machine has the `vmId` that was chosen for this VM's enrollment. */
  | "vmId"
  /** Same name, same resource group. */
  | "name"
  /** The host name inside the machine is the VM's name, and in this subscription no other VM or machine claims it. */
  | "hostName";

export interface Pair {
  readonly virtualMachine: VirtualMachineSummary;
  readonly machine: MachineSummary;
  readonly reason: PairReason;
}

/** What is known of a VM besides the inventory, from enrollments and operations. */
export interface PairKnowledge {
  /** ARM ID of the VM. */
  readonly virtualMachineId: string;
  /** ARM ID of the machine that its relay was assigned to. */
  readonly machineId?: string;
  /** The `vmId` chosen for its machine. */
  readonly vmId?: string;
}

type Match = (vm: VirtualMachineSummary) => MachineSummary | undefined;

/**
 * Finds the Arc machine of each VM. A machine belongs to at most one VM: a better reason wins, and among equal reasons
 * the VM that comes first.
 */
export function pairMachines(
  virtualMachines: readonly VirtualMachineSummary[],
  machines: readonly MachineSummary[],
  knowledge: readonly PairKnowledge[] = [],
): readonly Pair[] {
  const known = new Map(knowledge.map((item) => [resourceKey(item.virtualMachineId), item]));
  const byId = index(machines, (machine) => resourceKey(machine.id));
  const byVmId = index(machines, (machine) => machine.vmId?.toLowerCase());
  const byName = index(machines, (machine) => placeKey(machine, machine.name));
  const byHost = unique(machines, (machine) => hostKey(machine));
  const byVmHost = unique(virtualMachines, vmHostKey);

  const matches: readonly (readonly [PairReason, Match])[] = [
    ["relay", (vm) => look(byId, mapKey(known.get(resourceKey(vm.id))?.machineId, resourceKey))],
    ["vmId", (vm) => look(byVmId, known.get(resourceKey(vm.id))?.vmId?.toLowerCase())],
    ["name", (vm) => look(byName, placeKey(vm, vm.name))],
    ["hostName", (vm) => (byVmHost.has(vmHostKey(vm)) ? look(byHost, vmHostKey(vm)) : undefined)],
  ];

  const pairs = new Map<VirtualMachineSummary, Pair>();
  const taken = new Set<MachineSummary>();
  for (const [reason, match] of matches) {
    for (const virtualMachine of virtualMachines) {
      if (pairs.has(virtualMachine)) continue;
      const machine = match(virtualMachine);
      if (machine === undefined || taken.has(machine)) continue;
      taken.add(machine);
      pairs.set(virtualMachine, { virtualMachine, machine, reason });
    }
  }
  return virtualMachines.flatMap((vm) => pairs.get(vm) ?? []);
}

type Keyed = ReadonlyMap<string, MachineSummary>;

function look(map: Keyed, key: string | undefined): MachineSummary | undefined {
  return key === undefined ? undefined : map.get(key);
}

function mapKey(value: string | undefined, key: (value: string) => string): string | undefined {
  return value === undefined ? undefined : key(value);
}

function placeKey(
  place: { readonly subscriptionId: string; readonly resourceGroup: string },
  name: string,
): string {
  return `${place.subscriptionId}/${place.resourceGroup}/${name}`.toLowerCase();
}

function vmHostKey(vm: VirtualMachineSummary): string {
  return `${vm.subscriptionId}/${vm.name}`.toLowerCase();
}

function hostKey(machine: MachineSummary): string | undefined {
  const host = machine.computerName ?? machine.machineFqdn?.split(".")[0];
  return host === undefined || host === "" ? undefined : `${machine.subscriptionId}/${host}`.toLowerCase();
}

function index<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): ReadonlyMap<string, Item> {
  const map = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined && !map.has(key)) map.set(key, item);
  }
  return map;
}

/** Like `index`, without the keys that several items share. */
function unique<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): ReadonlyMap<string, Item> {
  const map = new Map(index(items, keyOf));
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (seen.has(key)) map.delete(key);
    seen.add(key);
  }
  return map;
}
