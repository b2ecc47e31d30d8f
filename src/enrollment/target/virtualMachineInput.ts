import { isIPv4, isIPv6 } from "node:net";
import type {
  NetworkAttachmentSpec,
  NewVirtualMachine,
  PlacementHint,
  RegistryCredentials,
} from "../../arm/resources/networkCloud/virtualMachineBody";
import { say } from "../../l10n/sentence";
import { sshPublicKeyProblem } from "../../keys/sshPublicKey";
import type { TargetIdentity } from "./target";

/** What the user has chosen for the VM so far. May be incomplete; never holds a secret, so it can be saved. */
export interface VirtualMachineInput {
  /** ARM ID of the cluster's custom location (`clusterExtendedLocation.name`). */
  readonly customLocation?: string;
  readonly adminUsername?: string;
  /** ARM id. */
  readonly cloudServicesNetworkId?: string;
  readonly cpuCores?: number;
  /** GiB. */
  readonly memorySizeGB?: number;
  /** GiB. */
  readonly diskSizeGB?: number;
  readonly diskCreateOption?: "Ephemeral" | "Persistent";
  readonly vmImage?: string;
  readonly bootMethod?: "UEFI" | "BIOS";
  readonly vmDeviceModel?: "T1" | "T2" | "T3";
  readonly consoleLocation?: string;
  /** OpenSSH public keys. */
  readonly sshPublicKeys?: readonly string[];
  readonly networks?: readonly NetworkAttachmentSpec[];
  readonly placementHints?: readonly PlacementHint[];
  readonly volumeAttachments?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A VM of common size, so that a newcomer has less to fill in. What is chosen already stays. */
export const commonVm: VirtualMachineInput = {
  adminUsername: "azureuser",
  cpuCores: 4,
  memorySizeGB: 8,
  diskSizeGB: 64,
};

/** What is never saved: it goes from the form into the request and is forgotten. */
export interface VirtualMachineSecrets {
  /** Base64 of the user data. */
  readonly userDataContent?: string;
  /** Base64 of the network data. */
  readonly networkDataContent?: string;
  readonly vmImageCredentials?: RegistryCredentials;
}

/** Where the VM is made, and with which identity. */
export type VirtualMachineContext = TargetIdentity & { readonly location: string };

export interface InputProblem {
  /** Field of the input, with index where it is a list: `networks[1].ipv4Address`. */
  readonly path: string;
  readonly message: string;
}

export type VirtualMachineReading =
  | { readonly ok: true; readonly vm: NewVirtualMachine }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * Checks the choices against Microsoft.NetworkCloud/virtualMachines 2025-09-01 and the documented bounds
 * (even number of cores up to 46, memory up to 224 GiB), and makes the VM to be created. Never throws.
 */
export function readVirtualMachine(
  input: VirtualMachineInput,
  target: VirtualMachineContext,
  secrets: VirtualMachineSecrets = {},
): VirtualMachineReading {
  const problems = [...virtualMachineProblems(input), ...credentialProblems(secrets)];
  const {
    customLocation,
    adminUsername,
    cloudServicesNetworkId,
    cpuCores,
    memorySizeGB,
    diskSizeGB,
    vmImage,
  } = input;
  if (
    problems.length > 0 ||
    customLocation === undefined ||
    adminUsername === undefined ||
    cloudServicesNetworkId === undefined ||
    cpuCores === undefined ||
    memorySizeGB === undefined ||
    diskSizeGB === undefined ||
    vmImage === undefined
  ) {
    return { ok: false, problems };
  }
  const { diskCreateOption, diskSizeGB: _, ...optional } = input;
  const vm: NewVirtualMachine = {
    ...optional,
    ...secrets,
    location: target.location,
    customLocation,
    adminUsername,
    cloudServicesNetworkId,
    cpuCores,
    memorySizeGB,
    osDisk: { diskSizeGB, ...(diskCreateOption === undefined ? {} : { createOption: diskCreateOption }) },
    vmImage,
    identity:
      target.identity === "system"
        ? { systemAssigned: true, userAssigned: [] }
        : { systemAssigned: false, userAssigned: [target.userAssignedIdentityId] },
  };
  return { ok: true, vm };
}

/** Every problem of the choices, in the order of the form; empty when a VM can be made from them. */
export function virtualMachineProblems(input: VirtualMachineInput): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const [path, rule] of Object.entries(fieldRules)) {
    const message = rule(input);
    if (message !== undefined) problems.push({ path, message });
  }
  return [...problems, ...networkProblems(input.networks ?? []), ...hintProblems(input.placementHints ?? [])];
}

type Rule = (input: VirtualMachineInput) => string | undefined;

const arm = (type: string): RegExp =>
  new RegExp(
    `^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]{1,90}/providers/${type.replace(".", "\\.")}/[^/?#]+$`,
    "i",
  );

function idRule(read: Rule, type: string, words: string, required: boolean): Rule {
  return (input) => {
    const value = read(input);
    if (value === undefined || value === "") return required ? say`Choose ${words}.` : undefined;
    return arm(type).test(value) ? undefined : say`It must be the resource ID of ${words} (${type}).`;
  };
}

function wholeNumber(
  read: (input: VirtualMachineInput) => number | undefined,
  min: number,
  max: number,
  what: string,
): Rule {
  return (input) => {
    const value = read(input);
    if (value === undefined) return say`Enter ${what}.`;
    if (!Number.isInteger(value) || value < min)
      return say`${what} must be a whole number of at least ${min}.`;
    return value > max ? say`${what} can be at most ${max}.` : undefined;
  };
}

const cores = wholeNumber(({ cpuCores }) => cpuCores, 2, 46, say`The number of CPU cores`);

const fieldRules: Readonly<Record<string, Rule>> = {
  customLocation: idRule(
    ({ customLocation }) => customLocation,
    "Microsoft.ExtendedLocation/customLocations",
    say`the cluster's custom location`,
    true,
  ),
  adminUsername: ({ adminUsername = "" }) => {
    if (adminUsername === "") return say`Enter the administrator's user name.`;
    return /^[a-z_][a-z0-9_]{0,31}$/.test(adminUsername)
      ? undefined
      : say`It must be 1 to 32 lowercase letters, digits, and '_', and must not start with a digit.`;
  },
  cloudServicesNetworkId: idRule(
    ({ cloudServicesNetworkId }) => cloudServicesNetworkId,
    "Microsoft.NetworkCloud/cloudServicesNetworks",
    say`a cloud services network`,
    true,
  ),
  cpuCores: (input) =>
    cores(input) ??
    ((input.cpuCores ?? 0) % 2 === 0 ? undefined : say`The number of CPU cores must be even.`),
  memorySizeGB: wholeNumber(({ memorySizeGB }) => memorySizeGB, 1, 224, say`The memory in GiB`),
  diskSizeGB: wholeNumber(({ diskSizeGB }) => diskSizeGB, 1, 65_536, say`The size of the OS disk in GiB`),
  vmImage: ({ vmImage = "" }) => {
    if (vmImage === "") return say`Enter the image, for example myacr.azurecr.io/ubuntu:24.04.`;
    // Docker's own characters: nothing that az reads as an option (`-…`), a file (`@…`) or its own notation (`'…`, `null`).
    return /^[A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?\/[A-Za-z0-9._/:@-]+$/.test(vmImage)
      ? undefined
      : say`It must be REGISTRY/NAME:TAG, without a scheme, with only letters, digits, and . _ / : @ -.`;
  },
  consoleLocation: idRule(
    ({ consoleLocation }) => consoleLocation,
    "Microsoft.ExtendedLocation/customLocations",
    say`the console's custom location`,
    false,
  ),
  sshPublicKeys: ({ sshPublicKeys = [] }) => {
    const problems = sshPublicKeys.map(sshPublicKeyProblem);
    const bad = problems.findIndex((problem) => problem !== undefined);
    return bad === -1 ? undefined : say`Key ${bad + 1}: ${problems[bad] ?? ""}`;
  },
};

/** A registry as images name it, and a user name without spaces or control characters. */
export function credentialProblems({ vmImageCredentials }: VirtualMachineSecrets): InputProblem[] {
  if (vmImageCredentials === undefined) return [];
  const { registryUrl, username } = vmImageCredentials;
  const problems: InputProblem[] = [];
  if (!/^(https:\/\/)?[A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?\/?$/.test(registryUrl)) {
    problems.push({
      path: "vmImageCredentials.registryUrl",
      message: say`It must be the registry's host name, for example myacr.azurecr.io.`,
    });
  }
  if (!/^[A-Za-z0-9_][\x21-\x7e]*$/.test(username)) {
    problems.push({
      path: "vmImageCredentials.username",
      message: say`It must start with a letter, digit, or '_', and must not contain spaces.`,
    });
  }
  return problems;
}

function networkProblems(networks: readonly NetworkAttachmentSpec[]): InputProblem[] {
  const problems = networks.flatMap((network, index) => oneNetwork(network, `networks[${index}]`));
  const gateways = networks.flatMap(({ defaultGateway }, index) => (defaultGateway === true ? [index] : []));
  const names = networks.map(({ name }) => name?.toLowerCase());
  if (gateways.length > 1) {
    problems.push({
      path: `networks[${gateways[1] ?? 0}].defaultGateway`,
      message: say`A VM can have only one default gateway.`,
    });
  }
  names.forEach((name, index) => {
    if (name !== undefined && names.indexOf(name) !== index) {
      problems.push({
        path: `networks[${index}].name`,
        message: say`Another network of this VM has the same interface name.`,
      });
    }
  });
  return problems;
}

const networkId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]{1,90}\/providers\/Microsoft\.NetworkCloud\/(l2|l3|trunked)Networks\/[^/?#]+$/i;

function oneNetwork(network: NetworkAttachmentSpec, path: string): InputProblem[] {
  const problems: InputProblem[] = [];
  const add = (field: string, message: string): void =>
    void problems.push({ path: `${path}.${field}`, message });
  const kind = networkId.exec(network.networkId)?.[1]?.toLowerCase();
  if (kind === undefined) add("networkId", say`It must be the resource ID of an L2, L3, or trunked network.`);
  if (kind !== undefined && kind !== "l3" && network.ipAllocationMethod !== "Disabled") {
    add("ipAllocationMethod", say`Only an L3 network allocates addresses: choose Disabled.`);
  }
  if (network.name !== undefined && (network.name.length > 15 || network.name === "")) {
    add("name", say`An interface name must have 1 to 15 characters.`);
  }
  const { ipv4Address, ipv6Address, ipAllocationMethod } = network;
  if (ipv4Address !== undefined && !isIPv4(ipv4Address)) add("ipv4Address", say`It is not an IPv4 address.`);
  if (ipv6Address !== undefined && !isIPv6(ipv6Address)) add("ipv6Address", say`It is not an IPv6 address.`);
  const hasAddress = ipv4Address !== undefined || ipv6Address !== undefined;
  if (ipAllocationMethod === "Static" && !hasAddress)
    add("ipv4Address", say`Static allocation requires an address.`);
  if (ipAllocationMethod !== "Static" && hasAddress)
    add("ipAllocationMethod", say`An address is used only with static allocation.`);
  return problems;
}

function hintProblems(hints: readonly PlacementHint[]): InputProblem[] {
  return hints.flatMap(({ resourceId }, index) =>
    resourceId.startsWith("/subscriptions/")
      ? []
      : [{ path: `placementHints[${index}].resourceId`, message: say`It must be a resource ID.` }],
  );
}
