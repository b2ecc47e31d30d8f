import { readObject, readObjects } from "../../../src/arm/decode";
import { camelCase, type AzValues } from "./azArguments";

/** Azure CLI's own: what its commands send where nothing was said (Azure/aaz, API 2025-09-01). */
const defaults = { bootMethod: "UEFI", vmDeviceModel: "T2", sshPublicKeys: [] } as const;

/** The body that `az networkcloud virtualmachine create` sends for these values. */
export function createBody(values: AzValues): Record<string, unknown> {
  const { cloud_services_network_attachment: network, storage_profile: storage } = values;
  const disk = readObject(storage);
  const keys = (values["ssh_key_values"] ?? []) as readonly string[];
  const properties = {
    ...defaults,
    adminUsername: values["admin_username"],
    bootMethod: values["boot_method"] ?? defaults.bootMethod,
    cloudServicesNetworkAttachment: { ...inCamelCase(network), ipAllocationMethod: "Dynamic" },
    consoleExtendedLocation: inCamelCase(values["console_extended_location"]),
    cpuCores: values["cpu_cores"],
    memorySizeGB: values["memory_size_gib"],
    networkAttachments: listOf(values["network_attachments"]),
    networkDataContent: values["network_data_content"],
    placementHints: listOf(values["placement_hints"]),
    sshPublicKeys: keys.map((keyData) => ({ keyData })),
    storageProfile: {
      osDisk: {
        createOption: disk["create_option"] ?? "Ephemeral",
        deleteOption: disk["delete_option"] ?? "Delete",
        diskSizeGB: disk["disk_size_gib"],
      },
      volumeAttachments: disk["volume_attachments"],
    },
    userDataContent: values["user_data_content"],
    vmDeviceModel: values["vm_device_model"] ?? defaults.vmDeviceModel,
    vmImage: values["vm_image"],
    vmImageRepositoryCredentials: inCamelCase(values["vm_image_repository_credentials"]),
  };
  return {
    location: values["location"],
    extendedLocation: inCamelCase(values["extended_location"]),
    identity: identityOf(values),
    tags: values["tags"],
    properties,
  };
}

/** Any value of `--mi-system-assigned` stands for yes: az does not look at it. */
function identityOf(values: AzValues): unknown {
  const system = values["mi_system_assigned"] !== undefined;
  const users = (values["mi_user_assigned"] ?? []) as readonly string[];
  if (!system && users.length === 0) return undefined;
  return {
    type: [...(system ? ["SystemAssigned"] : []), ...(users.length > 0 ? ["UserAssigned"] : [])].join(","),
    ...(users.length > 0 && { userAssignedIdentities: Object.fromEntries(users.map((id) => [id, {}])) }),
  };
}

/** A body of ours as Azure CLI has to say it: with its defaults, and without an identity where there is none. */
export function withAzDefaults(body: unknown): Record<string, unknown> {
  const { properties, identity, ...rest } = readObject(body);
  const own = { ...rest, properties: { ...defaults, ...readObject(properties) } };
  return readObject(identity)["type"] === "None" || identity === undefined ? own : { ...own, identity };
}

function listOf(value: unknown): unknown {
  return value === undefined ? undefined : readObjects(value).map(inCamelCase);
}

function inCamelCase(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(readObject(value)).map(([name, member]) => [camelCase(name), member]),
  );
}
