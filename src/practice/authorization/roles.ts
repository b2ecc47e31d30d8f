export const roleDefinitionType = "Microsoft.Authorization/roleDefinitions";

/** A built-in Azure role, as far as the practice cloud acts on it. */
export interface BuiltInRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
}

/** Ids and actions as Azure publishes them (built-in roles reference); actions of providers that do not exist here are left out. */
export const builtInRoles: readonly BuiltInRole[] = [
  {
    id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    name: "Owner",
    description: "Full access to all resources, including giving roles to others.",
    actions: ["*"],
  },
  {
    id: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    name: "Contributor",
    description: "Full access to all resources, but not to roles.",
    actions: ["*"],
    notActions: [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
      "Microsoft.Blueprint/blueprintAssignments/write",
      "Microsoft.Blueprint/blueprintAssignments/delete",
    ],
  },
  {
    id: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    name: "Reader",
    description: "Sees all resources and changes none.",
    actions: ["*/read"],
  },
  {
    id: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    name: "User Access Administrator",
    description: "Manages who has access to resources.",
    actions: ["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
  },
  {
    id: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    name: "Role Based Access Control Administrator",
    description: "Gives and takes roles.",
    actions: [
      "Microsoft.Authorization/roleAssignments/write",
      "Microsoft.Authorization/roleAssignments/delete",
      "*/read",
      "Microsoft.Support/*",
    ],
  },
  {
    id: "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
    name: "Managed Identity Contributor",
    description: "Creates, reads, updates and deletes user-assigned identities.",
    actions: [
      "Microsoft.ManagedIdentity/userAssignedIdentities/read",
      "Microsoft.ManagedIdentity/userAssignedIdentities/write",
      "Microsoft.ManagedIdentity/userAssignedIdentities/delete",
      "Microsoft.Authorization/*/read",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Resources/deployments/*",
    ],
  },
  {
    id: "f1a07417-d97a-45cb-824c-7a7467783830",
    name: "Managed Identity Operator",
    description: "Reads and assigns user-assigned identities.",
    actions: [
      "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
      "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
      "Microsoft.ManagedIdentity/userAssignedIdentities/read",
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
      "Microsoft.Authorization/*/read",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Resources/deployments/*",
    ],
  },
  {
    id: "b64e21ea-ac4e-4cdf-9dc9-5b892992bee7",
    name: "Azure Connected Machine Onboarding",
    description: "Onboards Azure Connected Machines.",
    actions: [
      "Microsoft.HybridCompute/machines/read",
      "Microsoft.HybridCompute/machines/write",
      "Microsoft.HybridCompute/privateLinkScopes/read",
      "Microsoft.GuestConfiguration/guestConfigurationAssignments/read",
    ],
  },
  {
    id: "cd570a14-e51a-42ad-bac8-bafd67325302",
    name: "Azure Connected Machine Resource Administrator",
    description: "Reads, writes, deletes and onboards Azure Connected Machines.",
    actions: [
      "Microsoft.HybridCompute/machines/read",
      "Microsoft.HybridCompute/machines/write",
      "Microsoft.HybridCompute/machines/delete",
      "Microsoft.HybridCompute/machines/UpgradeExtensions/action",
      "Microsoft.HybridCompute/machines/extensions/*",
      "Microsoft.HybridCompute/licenses/*",
      "Microsoft.HybridCompute/privateLinkScopes/*",
      "Microsoft.HybridCompute/*/read",
      "Microsoft.Resources/deployments/*",
    ],
  },
  {
    id: "f5819b54-e033-4d82-ac66-4fec3cbf3f4c",
    name: "Azure Connected Machine Resource Manager",
    description: "Manages Arc machines in a resource group, for resource providers.",
    actions: [
      "Microsoft.HybridConnectivity/endpoints/read",
      "Microsoft.HybridConnectivity/endpoints/write",
      "Microsoft.HybridConnectivity/endpoints/serviceConfigurations/read",
      "Microsoft.HybridConnectivity/endpoints/serviceConfigurations/write",
      "Microsoft.HybridCompute/machines/read",
      "Microsoft.HybridCompute/machines/write",
      "Microsoft.HybridCompute/machines/delete",
      "Microsoft.HybridCompute/machines/extensions/read",
      "Microsoft.HybridCompute/machines/extensions/write",
      "Microsoft.HybridCompute/machines/extensions/delete",
      "Microsoft.HybridCompute/*/read",
      "Microsoft.HybridCompute/machines/UpgradeExtensions/action",
    ],
  },
  {
    id: "e9701b4d-e6e7-4657-91cd-360a0881d224",
    name: "HybridCompute Machine ListAccessDetails Action In-Built Role",
    description: "Lists the access details of Arc machines.",
    actions: ["Microsoft.HybridCompute/machines/listAccessDetails/action"],
  },
  {
    id: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
    name: "Virtual Machine Contributor",
    description: "Manages Azure virtual machines, but not access to them.",
    actions: [
      "Microsoft.Authorization/*/read",
      "Microsoft.Compute/virtualMachines/*",
      "Microsoft.Compute/virtualMachineScaleSets/*",
      "Microsoft.Compute/disks/*",
      "Microsoft.Network/networkInterfaces/*",
      "Microsoft.Resources/deployments/*",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
    ],
  },
];
