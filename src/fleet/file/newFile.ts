/** Where the VMs of a new file shall stand, as far as it is known. */
export interface FleetSite {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly customLocation: string;
  readonly cloudServicesNetworkId: string;
  readonly networkId: string;
  readonly vmImage: string;
}

/** A fleet file to start with. What is not known stands in capitals, and is refused as it stands, with line and rule. */
export function newFleetFile(site: Partial<FleetSite> = {}): string {
  const { tenantId = "TENANT-ID", subscriptionId = "SUBSCRIPTION-ID" } = site;
  const { resourceGroup = "GROUP", location = "uksouth", vmImage = "myacr.azurecr.io/ubuntu:24.04" } = site;
  const {
    customLocation = unknown("ExtendedLocation/customLocations"),
    cloudServicesNetworkId = unknown("NetworkCloud/cloudServicesNetworks"),
    networkId = unknown("NetworkCloud/l3Networks"),
  } = site;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-edge`;
  return `version: 1
fleet: edge
tenantId: ${scalar(tenantId)}
defaults:
  subscriptionId: ${scalar(subscriptionId)}
  resourceGroup: ${scalar(resourceGroup)} # must exist
  location: ${scalar(location)}
  customLocation: ${scalar(customLocation)}
  cloudServicesNetworkId: ${scalar(cloudServicesNetworkId)}
  # Shared by all VMs. If it does not exist, it is created with its roles before the VMs.
  userAssignedIdentityId: ${scalar(identity)}
  adminUsername: azureuser
  # sshPublicKeys: [ssh-ed25519 AAAA… me]
  cpuCores: 4
  memorySizeGB: 8
  diskSizeGB: 64
  vmImage: ${scalar(vmImage)}
  networks:
    - networkId: ${scalar(networkId)}
      ipAllocationMethod: Dynamic # or Static, with ipv4From: the first VM's address
      defaultGateway: true
vms:
  - vmName: amf[001-003]
`;
}

/** No id of Azure, so that nothing is sent while it stands there. */
function unknown(type: string): string {
  return `/subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.${type}/NAME`;
}

/** What YAML 1.1 reads as the text that it is: an id, a path, or a name that is no word for true, false or null. */
const plain =
  /^(?!(?:y|n|yes|no|on|off|true|false|null)$)(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[a-z/][\w./:()-]*\w)$/i;

function scalar(value: string): string {
  return plain.test(value) ? value : JSON.stringify(value);
}
