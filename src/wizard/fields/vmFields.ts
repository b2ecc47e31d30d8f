import { looksPrivate, type Choice } from "../../protocol";
import type { Enrollment } from "../../enrollment/record/record";
import {
  virtualMachineProblems,
  type VirtualMachineInput,
} from "../../enrollment/target/virtualMachineInput";
import type { FieldRule } from "./field";
import type { Translate } from "../../l10n/translate";

type Ask = Pick<FieldRule, "kind" | "required" | "label" | "hint" | "options" | "choices" | "asked">;
type TextName = "customLocation" | "adminUsername" | "cloudServicesNetworkId" | "vmImage";
type NumberName = "cpuCores" | "memorySizeGB" | "diskSizeGB";

function withChoice(enrollment: Enrollment, change: Partial<VirtualMachineInput>): Enrollment {
  return { ...enrollment, vm: { ...enrollment.vm, ...change } };
}

function without(enrollment: Enrollment, name: keyof VirtualMachineInput): Enrollment {
  const { [name]: _, ...vm } = enrollment.vm;
  return { ...enrollment, vm };
}

/** The engine's own sentence about one path of the choices. */
function problemAt(path: string, enrollment: Enrollment, t: Translate): string | undefined {
  const found = virtualMachineProblems(enrollment.vm).find((problem) => problem.path === path);
  return found === undefined ? undefined : t(found.message);
}

function textField(name: TextName, ask: Ask): FieldRule {
  return {
    ...ask,
    id: `vm.${name}`,
    page: 3,
    read: ({ vm }) => vm[name] ?? "",
    write: (enrollment, text) =>
      text === "" ? without(enrollment, name) : withChoice(enrollment, { [name]: text }),
    problem: (enrollment, text, t) => problemAt(name, withChoice(enrollment, { [name]: text }), t),
  };
}

function numberField(name: NumberName, label: FieldRule["label"], hint: FieldRule["hint"]): FieldRule {
  const isNumber = (text: string): boolean => /^[0-9]{1,9}$/.test(text);
  return {
    id: `vm.${name}`,
    page: 3,
    kind: "number",
    required: true,
    label,
    ...(hint !== undefined && { hint }),
    read: ({ vm }) => String(vm[name] ?? ""),
    write: (enrollment, text) => {
      if (text === "") return without(enrollment, name);
      return isNumber(text) ? withChoice(enrollment, { [name]: Number(text) }) : undefined;
    },
    problem: (enrollment, text, t) =>
      isNumber(text)
        ? problemAt(name, withChoice(enrollment, { [name]: Number(text) }), t)
        : t("It must be a whole number."),
  };
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const allocations = (t: Translate): readonly Choice[] => [
  { value: "Dynamic", label: t("Dynamic"), detail: t("The L3 network assigns the address.") },
  { value: "Static", label: t("Static"), detail: t("You enter the address.") },
  { value: "Disabled", label: t("None"), detail: t("For L2 and trunked networks.") },
];

/** The wizard asks about the first network; further ones of the record stay as they are. */
function withNetwork(enrollment: Enrollment, change: object): Enrollment {
  const [first = { networkId: "", ipAllocationMethod: "Dynamic" as const, defaultGateway: true }, ...more] =
    enrollment.vm.networks ?? [];
  return withChoice(enrollment, { networks: [{ ...first, ...change }, ...more] });
}

const isStatic = ({ vm }: Enrollment): boolean => vm.networks?.[0]?.ipAllocationMethod === "Static";

const network: FieldRule = {
  id: "vm.networks",
  page: 3,
  kind: "choice",
  required: false,
  choices: "networks",
  label: (t) => t("Network"),
  hint: (t) => t("The VM's own L3, L2, or trunked network, in addition to the cloud services network."),
  read: ({ vm }) => vm.networks?.[0]?.networkId ?? "",
  write: (enrollment, text) => {
    if (text !== "") return withNetwork(enrollment, { networkId: text });
    const [, ...more] = enrollment.vm.networks ?? [];
    return more.length === 0 ? without(enrollment, "networks") : withChoice(enrollment, { networks: more });
  },
  problem: (enrollment, text, t) =>
    problemAt("networks[0].networkId", withNetwork(enrollment, { networkId: text }), t),
};

const allocation: FieldRule = {
  id: "vm.ipAllocationMethod",
  page: 3,
  kind: "radio",
  required: false,
  label: (t) => t("Address on that network"),
  options: allocations,
  asked: ({ vm }) => (vm.networks?.length ?? 0) > 0,
  read: ({ vm }) => vm.networks?.[0]?.ipAllocationMethod ?? "Dynamic",
  write: (enrollment, text) => {
    if (text !== "Dynamic" && text !== "Static" && text !== "Disabled") return undefined;
    const kept = withNetwork(enrollment, { ipAllocationMethod: text });
    return text === "Static" ? kept : withoutAddress(kept);
  },
  problem: (enrollment, _, t) => problemAt("networks[0].ipAllocationMethod", enrollment, t),
};

function withoutAddress(enrollment: Enrollment): Enrollment {
  const [first, ...more] = enrollment.vm.networks ?? [];
  if (first === undefined) return enrollment;
  const { ipv4Address: _, ...rest } = first;
  return withChoice(enrollment, { networks: [rest, ...more] });
}

const address: FieldRule = {
  id: "vm.ipv4Address",
  page: 3,
  kind: "text",
  required: true,
  label: (t) => t("IPv4 address"),
  asked: isStatic,
  read: ({ vm }) => vm.networks?.[0]?.ipv4Address ?? "",
  write: (enrollment, text) =>
    text === "" ? withoutAddress(enrollment) : withNetwork(enrollment, { ipv4Address: text }),
  problem: (enrollment, text, t) =>
    problemAt("networks[0].ipv4Address", withNetwork(enrollment, { ipv4Address: text }), t),
};

const sshPublicKeys: FieldRule = {
  id: "vm.sshPublicKeys",
  page: 3,
  kind: "lines",
  required: false,
  label: (t) => t("SSH public keys"),
  hint: (t) => t("One per line, as in an authorized_keys file. Never enter a private key."),
  read: ({ vm }) => (vm.sshPublicKeys ?? []).join("\n"),
  write: (enrollment, text) => {
    const keys = linesOf(text);
    return keys.length === 0
      ? without(enrollment, "sshPublicKeys")
      : withChoice(enrollment, { sshPublicKeys: keys });
  },
  problem: (enrollment, text, t) =>
    looksPrivate(text)
      ? t("This is a private key. Use the public key: the file that ends in .pub.")
      : problemAt("sshPublicKeys", withChoice(enrollment, { sshPublicKeys: linesOf(text) }), t),
};

export const vmFields: readonly FieldRule[] = [
  textField("cloudServicesNetworkId", {
    kind: "choice",
    required: true,
    choices: "cloudServicesNetworks",
    label: (t) => t("Cloud services network"),
    hint: (t) => t("The VM's connection to Azure, through its proxy."),
  }),
  textField("customLocation", {
    kind: "choice",
    required: true,
    choices: "customLocations",
    label: (t) => t("Cluster's custom location"),
    hint: (t) => t("Filled in from the cloud services network."),
  }),
  network,
  allocation,
  address,
  textField("vmImage", {
    kind: "choice",
    required: true,
    choices: "images",
    label: (t) => t("Image"),
    hint: (t) => t("REGISTRY/NAME:TAG, for example myacr.azurecr.io/ubuntu:24.04."),
  }),
  textField("adminUsername", { kind: "text", required: true, label: (t) => t("Administrator's user name") }),
  sshPublicKeys,
  numberField(
    "cpuCores",
    (t) => t("CPU cores"),
    (t) => t("Enter an even number from 2 to 46."),
  ),
  numberField(
    "memorySizeGB",
    (t) => t("Memory in GiB"),
    (t) => t("1 to 224."),
  ),
  numberField("diskSizeGB", (t) => t("OS disk in GiB"), undefined),
];
