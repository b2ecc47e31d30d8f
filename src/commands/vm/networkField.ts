import * as vscode from "vscode";
import { nameOfId } from "../../arm/resources/resource";
import type { NetworkPart } from "../../arm/resources/networkCloud/site";
import type { NetworkAttachmentSpec } from "../../arm/resources/networkCloud/virtualMachineBody";
import type { Services } from "../../services";
import { askChoice, askSeveral } from "../ask/askChoice";
import { askText } from "../ask/askText";
import { askAll, back, type Back, type QuestionStep, type Question } from "../ask/questions";
import { judgeField, withInput, type VmAnswers } from "./vmAnswers";
import { clientOf, scopeOf } from "./siteFields";
import type { VmField } from "./vmField";

/** The networks of the VM's interfaces, besides the cloud services network. */
export function networkField(services: Services): VmField {
  return {
    label: vscode.l10n.t("Networks"),
    describe: ({ input: { networks = [] } }) =>
      networks.length === 0 ? vscode.l10n.t("none") : networks.map(describeNetwork).join(", "),
    question: { ask: (answers, questionStep) => askNetworks(services, answers, questionStep) },
  };
}

function describeNetwork({ networkId, ipAllocationMethod, defaultGateway }: NetworkAttachmentSpec): string {
  const gateway = defaultGateway === true ? vscode.l10n.t(", default gateway") : "";
  return `${nameOfId(networkId)} (${ipAllocationMethod}${gateway})`;
}

async function askNetworks(
  services: Services,
  answers: VmAnswers,
  questionStep: QuestionStep,
): Promise<VmAnswers | Back> {
  const before = answers.input.networks ?? [];
  const chosen = await askSeveral<NetworkPart>(questionStep, {
    placeHolder: vscode.l10n.t("Which networks is it attached to? Select any number."),
    choices: async (signal) => {
      const { listNetworks } = await import("../../arm/resources/networkCloud/site");
      const networks = await listNetworks(await clientOf(services, answers), scopeOf(answers), signal);
      return networks.map((value) => ({
        label: value.name,
        description: [typeWords[value.networkType], value.resourceGroup].join(" · "),
        detail: [value.ipv4Prefix, value.ipv6Prefix].filter(Boolean).join(", "),
        icon: "plug",
        value,
      }));
    },
    isCurrent: ({ id }) => before.some(({ networkId }) => networkId.toLowerCase() === id.toLowerCase()),
  });
  if (chosen === back) return back;
  const networks: NetworkAttachmentSpec[] = [];
  for (const network of chosen) {
    const known = before.find(({ networkId }) => networkId.toLowerCase() === network.id.toLowerCase());
    networks.push(await askAttachment(network, known, networks));
  }
  return withInput(answers, { networks });
}

const typeWords: Readonly<Record<NetworkPart["networkType"], string>> = {
  l3Networks: "L3",
  l2Networks: "L2",
  trunkedNetworks: "trunked",
};

async function askAttachment(
  network: NetworkPart,
  known: NetworkAttachmentSpec | undefined,
  others: readonly NetworkAttachmentSpec[],
): Promise<NetworkAttachmentSpec> {
  const start: NetworkAttachmentSpec = known ?? {
    networkId: network.id,
    ipAllocationMethod: network.networkType === "l3Networks" ? "Dynamic" : "Disabled",
  };
  return askAll(vscode.l10n.t("Network {0}", network.name), start, [
    allocationQuestion(network),
    addressQuestion("ipv4Address", vscode.l10n.t("IPv4 address (optional)"), others),
    addressQuestion("ipv6Address", vscode.l10n.t("IPv6 address (optional)"), others),
    gatewayQuestion(others),
    nameQuestion(others),
  ]);
}

type AttachmentQuestion = Question<NetworkAttachmentSpec>;

function allocationQuestion({ networkType }: NetworkPart): AttachmentQuestion {
  return {
    applies: () => networkType === "l3Networks",
    ask: async (spec, questionStep) => {
      const method = await askChoice<NetworkAttachmentSpec["ipAllocationMethod"]>(questionStep, {
        placeHolder: vscode.l10n.t("Where does its address come from?"),
        choices: () => [
          { label: "Dynamic", detail: vscode.l10n.t("The platform chooses one."), value: "Dynamic" },
          { label: "Static", detail: vscode.l10n.t("You enter it."), value: "Static" },
          { label: "Disabled", detail: vscode.l10n.t("No address from the platform."), value: "Disabled" },
        ],
        isCurrent: (value) => value === spec.ipAllocationMethod,
      });
      if (method === back) return back;
      const { ipv4Address: _v4, ipv6Address: _v6, ...rest } = spec;
      return method === "Static"
        ? { ...spec, ipAllocationMethod: method }
        : { ...rest, ipAllocationMethod: method };
    },
  };
}

function addressQuestion(
  field: "ipv4Address" | "ipv6Address",
  prompt: string,
  others: readonly NetworkAttachmentSpec[],
): AttachmentQuestion {
  const changed = (spec: NetworkAttachmentSpec, text: string): NetworkAttachmentSpec => {
    const { [field]: _, ...rest } = spec;
    return text === "" ? rest : { ...rest, [field]: text };
  };
  return {
    applies: ({ ipAllocationMethod }) => ipAllocationMethod === "Static",
    ask: async (spec, questionStep) => {
      const text = await askText(questionStep, {
        prompt,
        value: spec[field] ?? "",
        judge: (typed) =>
          // The IPv4 address may be left out for an IPv6 one, which is asked next.
          typed === "" && field === "ipv4Address"
            ? {}
            : judgeField("networks", { networks: [...others, changed(spec, typed)] }),
      });
      return text === back ? back : changed(spec, text);
    },
  };
}

function gatewayQuestion(others: readonly NetworkAttachmentSpec[]): AttachmentQuestion {
  return {
    applies: () => others.every(({ defaultGateway }) => defaultGateway !== true),
    ask: async (spec, questionStep) => {
      const answer = await askChoice<boolean>(questionStep, {
        placeHolder: vscode.l10n.t("Is it the VM's default gateway? Only one network can be."),
        choices: () => [
          { label: vscode.l10n.t("Yes"), value: true },
          { label: vscode.l10n.t("No"), value: false },
        ],
        isCurrent: (value) => value === (spec.defaultGateway ?? true),
      });
      return answer === back ? back : { ...spec, defaultGateway: answer };
    },
  };
}

function nameQuestion(others: readonly NetworkAttachmentSpec[]): AttachmentQuestion {
  const changed = ({ name: _, ...spec }: NetworkAttachmentSpec, text: string): NetworkAttachmentSpec =>
    text === "" ? spec : { ...spec, name: text };
  return {
    ask: async (spec, questionStep) => {
      const text = await askText(questionStep, {
        prompt: vscode.l10n.t(
          "Name of its interface in the VM, up to 15 characters. Leave empty for the platform's choice.",
        ),
        value: spec.name ?? "",
        judge: (typed) => judgeField("networks", { networks: [...others, changed(spec, typed)] }),
      });
      return text === back ? back : changed(spec, text);
    },
  };
}
