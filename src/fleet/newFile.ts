/** A fleet file to begin with. What must be filled in is refused as it stands, with line and rule. */
export const fleetTemplate = `version: 1
fleet: edge
tenantId: TENANT-ID
defaults:
  subscriptionId: SUBSCRIPTION-ID
  resourceGroup: edge-london
  location: uksouth
  customLocation: /subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.ExtendedLocation/customLocations/NAME
  cloudServicesNetworkId: /subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.NetworkCloud/cloudServicesNetworks/NAME
  userAssignedIdentityId: /subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME
  adminUsername: azureuser
  sshPublicKeys: [ssh-ed25519 AAAA me]
  cpuCores: 4
  memorySizeGB: 8
  diskSizeGB: 64
  vmImage: myacr.azurecr.io/ubuntu:24.04
  networks:
    - networkId: /subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.NetworkCloud/l3Networks/NAME
      ipAllocationMethod: Static
      ipv4From: 10.4.0.10
      defaultGateway: true
vms:
  - vmName: amf[001-003]
`;
