import * as vscode from "vscode";
import { nameOfId } from "../../arm/resources/resource";
import type { ClusterPart, SitePart } from "../../arm/resources/networkCloud/site";
import { judge } from "../../enrollment/target/target";
import type { Services } from "../../services";
import { askChoice, type Choice } from "../ask/askChoice";
import { signedIn } from "../ask/askGroup";
import { askText } from "../ask/askText";
import { back, type Back, type QuestionStep } from "../ask/questions";
import { judgeField, withInput, type VmAnswers } from "./vmAnswers";
import type { VmField } from "./vmField";

/** Something from Azure, or an id that is typed. */
type Picked<T> = { readonly kind: "part"; readonly part: T } | { readonly kind: "type" };

/** The fields that say where the VM stands: name, cluster, region, cloud services network. */
export function siteFields(services: Services): readonly VmField[] {
  return [
    {
      label: vscode.l10n.t("Name"),
      describe: ({ name = "" }) => name,
      question: {
        ask: async (answers, questionStep) => {
          const name = await askText(questionStep, {
            prompt: vscode.l10n.t("Name of the VM: 2 to 64 letters and digits, no hyphens"),
            value: answers.name ?? "",
            judge: (text) => asJudgement(judge("vmName", text)),
          });
          return name === back ? back : { ...answers, name };
        },
      },
    },
    {
      label: vscode.l10n.t("Custom location"),
      describe: ({ input }) => nameOfId(input.customLocation ?? ""),
      question: { ask: (answers, questionStep) => askCluster(services, answers, questionStep) },
    },
    {
      label: vscode.l10n.t("Region"),
      describe: ({ location = "" }) => location,
      question: {
        ask: async (answers, questionStep) => {
          const location = await askText(questionStep, {
            prompt: vscode.l10n.t("Region of the VM: the region of its cluster"),
            value: answers.location ?? answers.group?.location ?? "",
            judge: (text) => asJudgement(judge("location", text)),
          });
          return location === back ? back : { ...answers, location };
        },
      },
    },
    {
      label: vscode.l10n.t("Cloud services network"),
      describe: ({ input }) => nameOfId(input.cloudServicesNetworkId ?? ""),
      question: { ask: (answers, questionStep) => askCloudServicesNetwork(services, answers, questionStep) },
    },
  ];
}

async function askCluster(
  services: Services,
  answers: VmAnswers,
  questionStep: QuestionStep,
): Promise<VmAnswers | Back> {
  const picked = await askChoice<Picked<ClusterPart>>(questionStep, {
    placeHolder: vscode.l10n.t("Which cluster's custom location?"),
    choices: async (signal) => {
      const { listClusters } = await import("../../arm/resources/networkCloud/site");
      const clusters = await listClusters(await clientOf(services, answers), scopeOf(answers), signal);
      return clusters
        .filter(({ customLocation }) => customLocation !== undefined)
        .map((part) => ({
          ...partChoice(part),
          description: [part.location, part.clusterVersion].filter(Boolean).join(" · "),
          detail: part.customLocation ?? "",
          icon: "server-environment",
        }));
    },
    always: [typeIt()],
    isCurrent: (value) => value.kind === "part" && value.part.customLocation === answers.input.customLocation,
  });
  if (picked === back) return back;
  if (picked.kind === "part") {
    const { customLocation, location } = picked.part;
    const placed = location === undefined ? answers : { ...answers, location };
    return customLocation === undefined ? placed : withInput(placed, { customLocation });
  }
  return typeId(answers, questionStep, "customLocation");
}

async function askCloudServicesNetwork(
  services: Services,
  answers: VmAnswers,
  questionStep: QuestionStep,
): Promise<VmAnswers | Back> {
  const picked = await askChoice<Picked<SitePart>>(questionStep, {
    placeHolder: vscode.l10n.t("Which cloud services network? It connects the VM to Azure."),
    choices: async (signal) => {
      const { listCloudServicesNetworkParts } = await import("../../arm/resources/networkCloud/site");
      const client = await clientOf(services, answers);
      const parts = await listCloudServicesNetworkParts(client, scopeOf(answers), signal);
      return parts.map((part) => ({ ...partChoice(part), icon: "cloud" }));
    },
    always: [typeIt()],
    isCurrent: (value) =>
      value.kind === "part" &&
      value.part.id.toLowerCase() === answers.input.cloudServicesNetworkId?.toLowerCase(),
  });
  if (picked === back) return back;
  if (picked.kind === "part") return withInput(answers, { cloudServicesNetworkId: picked.part.id });
  return typeId(answers, questionStep, "cloudServicesNetworkId");
}

function partChoice<T extends SitePart>(part: T): Choice<Picked<T>> {
  return {
    label: part.name,
    description: part.resourceGroup,
    detail: part.id,
    value: { kind: "part", part },
  };
}

function typeIt<T>(): Choice<Picked<T>> {
  return { label: vscode.l10n.t("Enter its resource ID…"), icon: "edit", value: { kind: "type" } };
}

async function typeId(
  answers: VmAnswers,
  questionStep: QuestionStep,
  field: "customLocation" | "cloudServicesNetworkId",
): Promise<VmAnswers | Back> {
  const id = await askText(questionStep, {
    prompt: vscode.l10n.t("Its resource ID"),
    value: answers.input[field] ?? "",
    judge: (text) => judgeField(field, { [field]: text }),
  });
  return id === back ? back : withInput(answers, { [field]: id });
}

export function scopeOf({ subscriptionId = "" }: VmAnswers): { readonly subscriptionId: string } {
  return { subscriptionId };
}

export function clientOf(services: Services, { subscriptionId = "" }: VmAnswers) {
  return signedIn(services).clientFor(`/subscriptions/${subscriptionId}`);
}

function asJudgement(problem: string | undefined): { readonly problem?: string } {
  return problem === undefined ? {} : { problem };
}
