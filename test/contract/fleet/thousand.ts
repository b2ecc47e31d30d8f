import { fleetText } from "../../unit/fleet/sample";
import { tenantId } from "../../unit/fleet/sample";

/** A fleet over the four sites of a practice cloud with the population `fleet`. */
const sites = [
  ["ldn", "rg-london-001"],
  ["lds", "rg-leeds-002"],
  ["bri", "rg-bristol-003"],
  ["yrk", "rg-york-004"],
] as const;

export const siteCount = sites.length;

/** `perSite` VMs at each of the four sites, one subscription each, with one shared identity. */
export function fourSites(perSite: number): string {
  const identity = `/subscriptions/${subscriptionOf(0)}/resourceGroups/${sites[0][1]}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fleet-edge`;
  return fleetText({
    head: ["version: 1", "fleet: edge", `tenantId: ${tenantId}`],
    defaults: [
      "location: uksouth",
      "adminUsername: azureuser",
      "cpuCores: 4",
      "memorySizeGB: 8",
      "diskSizeGB: 64",
      "vmImage: practice.azurecr.io/ubuntu:24.04",
      "sshPublicKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f demo]",
      `userAssignedIdentityId: ${identity}`,
    ],
    vms: sites.map(([prefix, group], index) =>
      siteEntry(`${prefix}[0001-${perSite}]`, group, subscriptionOf(index)),
    ),
  });
}

export function subscriptionOf(site: number): string {
  return `11111111-aaaa-4bbb-8ccc-${String(site + 1).padStart(12, "0")}`;
}

function siteEntry(name: string, group: string, subscription: string): string {
  const root = `/subscriptions/${subscription}/resourceGroups`;
  const provider = `${root}/${group}/providers/Microsoft.NetworkCloud`;
  return `- {${[
    `vmName: "${name}"`,
    `subscriptionId: ${subscription}`,
    `resourceGroup: ${group}`,
    `customLocation: ${root}/${group}-HostedResources/providers/Microsoft.ExtendedLocation/customLocations/${group}-cl`,
    `cloudServicesNetworkId: ${provider}/cloudServicesNetworks/${group}-csn`,
    `networks: [{networkId: ${provider}/l3Networks/${group}-l3, ipAllocationMethod: Dynamic, defaultGateway: true}]`,
  ].join(", ")}}`;
}

/** Five kinds of failure, each once, at `perKind` VMs; gives the fault script and the VMs by kind. */
export function plantFailures(
  perSite: number,
  perKind: number,
): { readonly faults: string; readonly names: readonly (readonly string[])[] } {
  const kinds: readonly ((name: string) => string)[] = [
    (name) =>
      `PUT */virtualMachines/${name} 409 code=OutOfCapacity message="No host of the cluster has 4 free cores." times=1`,
    (name) =>
      `PUT */virtualMachines/${name} operation=Failed code=ImagePullFailed message="The image cannot be pulled." times=1`,
    (name) => `PUT */virtualMachines/${name} operation=Canceled times=1`,
    (name) =>
      `PUT */Microsoft.HybridCompute/machines/${name} 400 code=InvalidRequest message="The machine is refused." times=1`,
    (name) =>
      `POST */virtualMachines/${name}/assignRelay operation=Failed code=RelayUnavailable message="No relay." times=1`,
  ];
  const names = kinds.map((_, kind) =>
    Array.from({ length: perKind }, (__, index) => {
      const number = 1 + (((kind * perKind + index) * 7) % perSite);
      const [prefix] = sites[index % sites.length] ?? sites[0];
      return `${prefix}${String(number).padStart(4, "0")}`;
    }),
  );
  const faults = names.flatMap((list, kind) => list.map((name) => kinds[kind]?.(name) ?? "")).join("; ");
  return { faults, names };
}
