import type { JsonObject } from "../../../../src/practice/state/json";
import { london } from "./practiceTalk";

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const hosted = `${london}-HostedResources/providers/Microsoft.ExtendedLocation/customLocations/core-london-cl`;

/** VMs by a loop, their user data in a secure parameter. */
export function vms(names: readonly string[], more: JsonObject = {}): JsonObject {
  const properties = {
    adminUsername: "azureuser",
    cloudServicesNetworkAttachment: {
      attachedNetworkId: `${london}/providers/Microsoft.NetworkCloud/cloudServicesNetworks/core-london-csn`,
      ipAllocationMethod: "Dynamic",
    },
    cpuCores: 2,
    memorySizeGB: 4,
    storageProfile: { osDisk: { diskSizeGB: 20 } },
    vmImage: "practice.azurecr.io/ubuntu:24.04",
  };
  return {
    properties: {
      mode: "Incremental",
      parameters: { secret: { value: { text: "c2VjcmV0" } } },
      template: {
        $schema: schema,
        contentVersion: "1.0.0.0",
        parameters: { secret: { type: "secureObject" } },
        variables: { names, properties },
        resources: [
          {
            type: "Microsoft.NetworkCloud/virtualMachines",
            apiVersion: "2025-09-01",
            name: "[variables('names')[copyIndex()]]",
            location: "uksouth",
            extendedLocation: { name: hosted, type: "CustomLocation" },
            properties:
              "[union(variables('properties'), createObject('userDataContent', parameters('secret').text))]",
            copy: { name: "vms", count: "[length(variables('names'))]" },
          },
        ],
        ...more,
      },
    },
  };
}
