import type { Choice } from "../../protocol";
import type { Enrollment } from "../../enrollment/record/record";
import type { TargetInput, TargetName } from "../../enrollment/target/target";
import { targetRules } from "../../enrollment/target/targetRules";
import type { FieldRule } from "./field";
import type { Translate } from "../../l10n/translate";

type Ask = Pick<FieldRule, "page" | "kind" | "required" | "label" | "hint" | "options" | "choices" | "asked">;

function targetField(name: TargetName, ask: Ask, fallback = ""): FieldRule {
  return {
    ...ask,
    id: name,
    read: ({ target }) => target[name] ?? fallback,
    write: (enrollment, text) => ({ ...enrollment, target: withValue(enrollment.target, name, text) }),
    problem: (_, text, t) => {
      const value = name === "location" ? text.replaceAll(" ", "").toLowerCase() : text;
      return targetRules[name].pattern.test(value)
        ? undefined
        : t("It must {0}.", t(targetRules[name].words));
    },
  };
}

function withValue(target: TargetInput, name: TargetName, text: string): TargetInput {
  const { [name]: _, ...others } = target;
  return text === "" ? others : { ...others, [name]: text };
}

const choice = (value: string, label: string, detail: string): Choice => ({ value, label, detail });

const ways = (t: Translate): readonly Choice[] => [
  choice(
    "vm",
    t("Hands-free"),
    t("The VM does steps 4 to 10 itself at first boot. The private key never leaves it."),
  ),
  choice(
    "workstation",
    t("Guided"),
    t("You run steps 1, 2, 3, 7, and 8 from here, and the others in the VM over SSH."),
  ),
];

const identities = (t: Translate): readonly Choice[] => [
  choice("user", t("User-assigned"), t("Created in advance; its roles are assigned before the VM boots.")),
  choice("system", t("System-assigned"), t("Exists as long as the VM. Its roles are assigned after step 3.")),
];

const flavours = (t: Translate): readonly Choice[] => [
  choice("az", t("Azure CLI"), t("Installs az and its networkcloud extension on the VM.")),
  choice("curl", t("Plain curl"), t("Needs no Azure CLI; this step is skipped.")),
];

const relayRoles = (t: Translate): readonly Choice[] => [
  choice(
    "custom",
    t("A custom role"),
    t("Creates “Nexus Arc Relay Assigner”, with the only right that is needed."),
  ),
  choice("contributor", t("Contributor"), t("Built-in role. It allows much more than the relay needs.")),
];

const isUserIdentity = ({ target }: Enrollment): boolean =>
  (target.identity ?? (target.userAssignedIdentityId === undefined ? "system" : "user")) === "user";

export const targetFields: readonly FieldRule[] = [
  targetField(
    "creator",
    { page: 0, kind: "radio", required: true, label: (t) => t("Mode"), options: ways },
    "vm",
  ),
  targetField("subscriptionId", {
    page: 0,
    kind: "choice",
    required: true,
    choices: "subscriptions",
    label: (t) => t("Subscription"),
  }),
  targetField("tenantId", {
    page: 0,
    kind: "text",
    required: true,
    label: (t) => t("Tenant ID"),
    hint: (t) => t("Filled in from the subscription."),
  }),
  targetField("resourceGroup", {
    page: 0,
    kind: "choice",
    required: true,
    choices: "resourceGroups",
    label: (t) => t("Resource group"),
    hint: (t) => t("Contains the VM and its Arc machine."),
  }),
  targetField("location", {
    page: 0,
    kind: "text",
    required: true,
    label: (t) => t("Region"),
    hint: (t) => t("Filled in from the resource group, for example eastus."),
  }),
  targetField("vmName", {
    page: 0,
    kind: "text",
    required: true,
    label: (t) => t("VM name"),
    hint: (t) => t("Letters and digits only: Operator Nexus does not allow hyphens."),
  }),
  targetField(
    "identity",
    { page: 1, kind: "radio", required: true, label: (t) => t("Kind of identity"), options: identities },
    "user",
  ),
  targetField("userAssignedIdentityId", {
    page: 1,
    kind: "choice",
    required: true,
    choices: "identities",
    asked: isUserIdentity,
    label: (t) => t("Identity"),
    hint: (t) => t("If it does not exist, this step creates it."),
  }),
  {
    id: "relayRole",
    page: 2,
    kind: "radio",
    required: true,
    label: (t) => t("Right to assign the relay"),
    options: relayRoles,
    read: ({ relayRole }) => relayRole,
    write: (enrollment, text) =>
      text === "custom" || text === "contributor" ? { ...enrollment, relayRole: text } : undefined,
    problem: () => undefined,
  },
  targetField(
    "flavour",
    { page: 4, kind: "radio", required: true, label: (t) => t("What the VM uses"), options: flavours },
    "az",
  ),
  targetField("arcMachineName", {
    page: 7,
    kind: "text",
    required: false,
    label: (t) => t("Arc machine name"),
    hint: (t, { target }) =>
      target.vmName === undefined ? t("Defaults to the VM's name.") : t("Defaults to {0}.", target.vmName),
  }),
];
