import { say } from "../../l10n/sentence";
import { resourceKey } from "../../arm/resources/resourceId";
import { enrollmentRoles } from "../../enrollment/roles/roles";
import { addressKey } from "./vmInput";
import { groupOf, type FleetVm } from "../fleet";
import type { Findings, FleetRule } from "./sourceLocation";

/** Role assignments that a subscription can have (learn.microsoft.com, "Troubleshoot Azure RBAC limits"). */
export const roleAssignmentsPerSubscription = 4000;

/** What is wrong between VMs that are each right. */
export function findConflicts(vms: readonly FleetVm[], assignRoles: boolean, findings: Findings): void {
  once(
    vms,
    (vm) => [resourceKey(vm.id)],
    "fleet/duplicate-name",
    findings,
    (vm, other) =>
      say`The VM ${vm.target.vmName} is already in line ${lineOf(other)}, in the same resource group.`,
  );
  once(
    vms,
    (vm) => [resourceKey(vm.machineId)],
    "fleet/duplicate-arc-name",
    findings,
    (vm, other) =>
      resourceKey(vm.id) === resourceKey(other.id)
        ? undefined
        : say`The VM ${other.target.vmName} (line ${lineOf(other)}) already has the Arc machine name ${vm.target.arcMachineName}.`,
  );
  once(
    vms,
    addressesOf,
    "fleet/duplicate-address",
    findings,
    (vm, other) =>
      say`${vm.target.vmName} has the same address as ${other.target.vmName} (line ${lineOf(other)}) on the same network.`,
  );
  const places = new Set<unknown>();
  for (const vm of vms) {
    if (places.has(vm.place)) continue;
    places.add(vm.place);
    const { networks = [] } = vm.input;
    if (networks.length > 0 && networks.every(({ defaultGateway }) => defaultGateway !== true))
      findings.add(
        "fleet/default-gateway",
        "warning",
        vm.place,
        say`None of this VM's networks is its default gateway.`,
        "networks",
      );
  }
  adviseSharedIdentity(vms, findings);
  if (assignRoles) countRoleAssignments(vms, findings);
}

function lineOf({ place }: FleetVm): string {
  const line = String(place.range.start.line + 1);
  return place.file === undefined ? line : `${place.file}:${line}`;
}

function addressesOf({ input: { networks = [] } }: FleetVm): readonly string[] {
  return networks.flatMap(({ networkId, ipv4Address, ipv6Address }) =>
    [ipv4Address, ipv6Address].flatMap((address) =>
      address === undefined ? [] : [`${resourceKey(networkId)}|${addressKey(address)}`],
    ),
  );
}

/** Each key belongs to one VM only. */
function once(
  vms: readonly FleetVm[],
  keysOf: (vm: FleetVm) => readonly string[],
  rule: FleetRule,
  findings: Findings,
  say: (vm: FleetVm, other: FleetVm) => string | undefined,
): void {
  const owners = new Map<string, FleetVm>();
  for (const vm of vms) {
    for (const key of keysOf(vm)) {
      const other = owners.get(key);
      const message = other === undefined ? undefined : say(vm, other);
      if (other === undefined) owners.set(key, vm);
      if (message !== undefined) findings.error(rule, vm.place, message);
    }
  }
}

function adviseSharedIdentity(vms: readonly FleetVm[], findings: Findings): void {
  const own = vms.filter(({ target }) => target.identity === "system");
  const [first] = own;
  if (first === undefined || own.length < 2) return;
  findings.add(
    "fleet/shared-identity",
    "information",
    first.place,
    say`${own.length} VMs have a system-assigned identity each. Each identity needs its own roles, which can be assigned only after the VM is created. A shared user-assigned identity needs its roles once and is ready at first boot.`,
    "identity",
  );
}

/** Assignments of one subscription: for each shared identity and group once, for each system-assigned identity. */
function countRoleAssignments(vms: readonly FleetVm[], findings: Findings): void {
  const roles = enrollmentRoles("custom").length;
  const holders = new Map<string, { readonly first: FleetVm; readonly keys: Set<string> }>();
  for (const vm of vms) {
    const subscription = vm.target.subscriptionId.toLowerCase();
    const known = holders.get(subscription) ?? { first: vm, keys: new Set() };
    holders.set(subscription, known);
    const identity = vm.target.identity === "user" ? vm.target.userAssignedIdentityId : vm.id;
    known.keys.add(`${resourceKey(groupOf(vm))}|${resourceKey(identity)}`);
  }
  for (const { first, keys } of holders.values()) {
    const count = keys.size * roles;
    if (count <= roleAssignmentsPerSubscription) continue;
    findings.error(
      "fleet/quota",
      first.place,
      say`The fleet needs ${count} role assignments in the subscription ${first.target.subscriptionId}; Azure allows ${roleAssignmentsPerSubscription}. Share one user-assigned identity.`,
    );
  }
}
