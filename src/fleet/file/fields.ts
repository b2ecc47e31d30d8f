import { targetRules } from "../../enrollment/target/targetRules";
import type { ObjectShape, Shape } from "./shape";

/** Every key of a fleet file. Names are those of an enrollment's target and of `VirtualMachineInput`. */

/** More VMs than this are no longer one fleet: 100,000 is the largest size that `docs/scale.md` reckons with. */
export const maxVirtualMachines = 100_000;

export const fleetNamePattern = /^[a-z0-9]([a-z0-9-]{0,29}[a-z0-9])?$/;

const network: ObjectShape = {
  kind: "object",
  doc: "One network that the VM is attached to.",
  required: ["networkId", "ipAllocationMethod"],
  fields: {
    networkId: { kind: "text", doc: "Resource ID of an L3, L2 or trunked network.", azure: "networks" },
    ipAllocationMethod: {
      kind: "choice",
      doc: "Static requires an address. L2 and trunked networks require Disabled.",
      values: ["Dynamic", "Static", "Disabled"],
    },
    defaultGateway: {
      kind: "boolean",
      doc: "Whether this is the VM's default gateway. Only one network can be.",
    },
    ipv4Address: { kind: "text", doc: "Static IPv4 address." },
    ipv4From: {
      kind: "text",
      doc: "Static IPv4 address of the first VM of a range. Each further VM gets the next address.",
    },
    ipv6Address: { kind: "text", doc: "Static IPv6 address." },
    name: { kind: "text", doc: "Interface name, up to 15 characters." },
  },
};

/** The name of an environment variable. Small letters are refused, so that a password that somebody writes here is, too. */
export const passwordVariablePattern = /^[A-Z_][A-Z0-9_]{0,63}$/;

const registry: ObjectShape = {
  kind: "object",
  doc: "Credentials of the image registry. The password is never in a file.",
  required: ["url", "username", "passwordVariable"],
  fields: {
    url: { kind: "text", doc: "Host name of the registry, for example myacr.azurecr.io." },
    username: { kind: "text", doc: "User name." },
    passwordVariable: {
      kind: "text",
      doc: "Name of the environment variable with the password, such as ACR_PASSWORD. VS Code asks for the password if the variable is not set.",
      pattern: passwordVariablePattern,
    },
  },
};

const placementHint: ObjectShape = {
  kind: "object",
  doc: "Where the scheduler puts the VM.",
  required: ["hintType", "resourceId", "schedulingExecution", "scope"],
  fields: {
    hintType: {
      kind: "choice",
      doc: "Near the resource, or far from it.",
      values: ["Affinity", "AntiAffinity"],
    },
    resourceId: { kind: "text", doc: "Resource ID of a VM, a bare-metal machine, or a rack." },
    schedulingExecution: {
      kind: "choice",
      doc: "Hard: otherwise the VM is not created. Soft: if possible.",
      values: ["Hard", "Soft"],
    },
    scope: { kind: "choice", doc: "The same machine, or the same rack.", values: ["Machine", "Rack"] },
  },
};

/** What may stand in `defaults` and in every entry of `vms`. */
export const settings: Readonly<Record<string, Shape>> = {
  subscriptionId: {
    kind: "text",
    doc: "Subscription of the VM and its Arc machine.",
    azure: "subscriptions",
    pattern: targetRules.subscriptionId.pattern,
  },
  resourceGroup: {
    kind: "text",
    doc: "Resource group of the VM and its Arc machine. It must exist.",
    azure: "resourceGroups",
  },
  location: { kind: "text", doc: "Region, for example eastus." },
  customLocation: {
    kind: "text",
    doc: "Resource ID of the cluster's custom location.",
    azure: "customLocations",
  },
  adminUsername: { kind: "text", doc: "Administrator's user name.", pattern: /^[a-z_][a-z0-9_]{0,31}$/ },
  cloudServicesNetworkId: {
    kind: "text",
    doc: "Resource ID of the cloud services network.",
    azure: "cloudServicesNetworks",
  },
  cpuCores: { kind: "integer", doc: "CPU cores: an even number from 2 to 46.", min: 2, max: 46 },
  memorySizeGB: { kind: "integer", doc: "Memory in GiB, 1 to 224.", min: 1, max: 224 },
  diskSizeGB: { kind: "integer", doc: "OS disk in GiB.", min: 1, max: 65_536 },
  diskCreateOption: {
    kind: "choice",
    doc: "How the OS disk is created.",
    values: ["Ephemeral", "Persistent"],
  },
  vmImage: { kind: "text", doc: "Image, for example myacr.azurecr.io/ubuntu:24.04.", azure: "images" },
  registry,
  volumes: {
    kind: "list",
    doc: "Volumes to attach to the VM.",
    item: { kind: "text", doc: "Resource ID of a Microsoft.NetworkCloud/volumes." },
    max: 16,
  },
  placementHints: { kind: "list", doc: "Where the scheduler puts the VM.", item: placementHint, max: 16 },
  bootMethod: { kind: "choice", doc: "Boot method.", values: ["UEFI", "BIOS"] },
  vmDeviceModel: {
    kind: "choice",
    doc: "Device model. T3 has SecureBoot and vTPM.",
    values: ["T1", "T2", "T3"],
  },
  consoleLocation: { kind: "text", doc: "Resource ID of a custom location for the console." },
  sshPublicKeys: {
    kind: "list",
    doc: "OpenSSH public keys.",
    item: { kind: "text", doc: "One line: ssh-ed25519 AAAA…" },
    max: 100,
  },
  networks: { kind: "list", doc: "Networks of the VM.", item: network, max: 40 },
  tags: { kind: "texts", doc: "Tags. The tags of an entry are added to the tags of defaults.", max: 45 },
  arcMachineName: {
    kind: "text",
    doc: "Name of the Arc machine. {vmName} is replaced by the VM's name. Default: the VM's name.",
  },
  identity: {
    kind: "choice",
    doc: "user: one identity shared by many VMs, with its roles ready at first boot (recommended). system: one identity for each VM.",
    values: ["user", "system"],
  },
  userAssignedIdentityId: {
    kind: "text",
    doc: "Resource ID of the shared user-assigned identity.",
    azure: "identities",
  },
  userData: {
    kind: "choice",
    doc: "enroll: the script that does steps 4 to 10 at first boot. none: no user data.",
    values: ["enroll", "none"],
  },
  flavour: { kind: "choice", doc: "How the VM's script calls Azure.", values: ["curl", "az"] },
  compress: {
    kind: "boolean",
    doc: "Sends the user data compressed with gzip, which cloud-init documents and Operator Nexus does not mention. A deployment can then contain three times as many VMs.",
  },
};

export const entryShape: ObjectShape = {
  kind: "object",
  doc: "One VM, a range of VMs, or an imported table of VMs.",
  required: [],
  fields: {
    vmName: { kind: "text", doc: "Name of the VM, or a range such as amf[001-250]." },
    import: {
      kind: "text",
      doc: "A CSV file in the same folder. Its columns are vmName and the other keys of an entry, such as tags.site or networks.0.ipv4Address.",
    },
    ...settings,
  },
};

export const defaultsShape: ObjectShape = {
  kind: "object",
  doc: "Values of every VM that its entry does not override.",
  required: [],
  fields: settings,
};

/** The whole file. */
export const fleetShape: ObjectShape = {
  kind: "object",
  doc: "A fleet of Operator Nexus VMs to enroll in Azure Arc.",
  required: ["version", "fleet", "tenantId", "vms"],
  fields: {
    $schema: { kind: "text", doc: "URL of this format's JSON schema. Editors read it." },
    version: { kind: "integer", doc: "Version of this format.", min: 1, max: 1 },
    fleet: {
      kind: "text",
      doc: "Name of the fleet. Its VMs and deployments are tagged with it.",
      pattern: fleetNamePattern,
    },
    cloud: { kind: "choice", doc: "Azure cloud.", values: ["public", "usGovernment", "china", "practice"] },
    tenantId: { kind: "text", doc: "Microsoft Entra tenant.", pattern: targetRules.tenantId.pattern },
    relayRole: {
      kind: "choice",
      doc: "Role that lets the identity assign the relay: a custom role with that one action, or Contributor.",
      values: ["custom", "contributor"],
    },
    createIdentities: {
      kind: "boolean",
      doc: "Create missing user-assigned identities. Default: true.",
    },
    assignRoles: { kind: "boolean", doc: "Assign the roles to the identities. Default: true." },
    defaults: { kind: "later", of: defaultsShape },
    vms: {
      kind: "later",
      of: { kind: "list", doc: "The VMs.", item: entryShape, max: maxVirtualMachines },
    },
  },
};

/** One row of an imported table: an entry without `import`. */
export const rowShape: ObjectShape = {
  ...entryShape,
  fields: Object.fromEntries(Object.entries(entryShape.fields).filter(([name]) => name !== "import")),
};
