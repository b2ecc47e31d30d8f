/** Fleet files to test with. Every line is one item, so that a test can change one and know where it stands. */
export const tenantId = "22222222-aaaa-4bbb-8ccc-000000000001";
export const subscription = "11111111-aaaa-4bbb-8ccc-000000000001";
const site = `/subscriptions/${subscription}/resourceGroups/core-london`;

export const identityId = `${site}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fleet-edge`;

/** `defaults` of a site of the practice cloud (`core-london`), as lines without indentation. */
export const defaultLines: readonly string[] = [
  `subscriptionId: ${subscription}`,
  "resourceGroup: core-london",
  "location: uksouth",
  `customLocation: /subscriptions/${subscription}/resourceGroups/core-london-HostedResources/providers/Microsoft.ExtendedLocation/customLocations/core-london-cl`,
  "adminUsername: azureuser",
  `cloudServicesNetworkId: ${site}/providers/Microsoft.NetworkCloud/cloudServicesNetworks/core-london-csn`,
  "cpuCores: 4",
  "memorySizeGB: 8",
  "diskSizeGB: 64",
  "vmImage: practice.azurecr.io/ubuntu:24.04",
  "sshPublicKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f demo]",
  `networks: [{networkId: ${site}/providers/Microsoft.NetworkCloud/l3Networks/core-london-l3, ipAllocationMethod: Dynamic, defaultGateway: true}]`,
  `userAssignedIdentityId: ${identityId}`,
  "tags: {site: london}",
];

export const headLines: readonly string[] = ["version: 1", "fleet: edge", `tenantId: ${tenantId}`];

export const vmLines: readonly string[] = ["- vmName: cuf[01-03]", "- {vmName: duf01, cpuCores: 8}"];

export function fleetText(
  parts: {
    readonly head?: readonly string[];
    readonly defaults?: readonly string[];
    readonly vms?: readonly string[];
  } = {},
): string {
  const { head = headLines, defaults = defaultLines, vms = vmLines } = parts;
  return `${[
    ...head,
    "defaults:",
    ...defaults.map((line) => `  ${line}`),
    "vms:",
    ...vms.map((line) => `  ${line}`),
  ].join("\n")}\n`;
}

/** The line (from 0) in `text` that starts with `start`, blanks aside. */
export function lineOf(text: string, start: string): number {
  return text.split("\n").findIndex((line) => line.trimStart().startsWith(start));
}
