import * as vscode from "vscode";
import type { SitePart } from "../../arm/resources/networkCloud/site";
import type { Cloud } from "../../arm/cloud";
import type { AgentFeature } from "../../prerequisites/judge/egressNeeds";
import { readTarget } from "../../enrollment/target/target";
import { subjectOfEnrollment } from "../../prerequisites/ofEnrollment";
import type { PrerequisiteSubject } from "../../prerequisites/subject";
import type { Services } from "../../services";
import { isEnrollmentNode } from "../../rows/enrollments/nodes";
import { isTreeNode } from "../../rows/machines/nodes";
import { askChoice, askSeveral, type Choice } from "../ask/askChoice";
import { groupQuestions, placeClicked, signedIn, type GroupAnswers } from "../ask/askGroup";
import { askText } from "../ask/askText";
import { askAll, back, type Question } from "../ask/questions";
import type { CommandScope } from "../run/command";

interface Answers extends GroupAnswers {
  /** ARM id; null: none. */
  readonly networkId?: string | null;
  /** Null: none. */
  readonly vmName?: string | null;
  readonly features?: readonly AgentFeature[];
}

/** What is to be checked: the VM or the enrollment that was clicked, or what the user picks. Rejects with a cancellation when the user declines. */
export async function askSubject(scope: CommandScope, clicked: unknown): Promise<PrerequisiteSubject> {
  const { services } = scope;
  const known = chosenEnrollment(services, clicked) ?? (await subjectOfVm(scope, clicked));
  if (known !== undefined) return known;
  const title = vscode.l10n.t("Check Prerequisites");
  const answers = await askAll<Answers>(title, {}, [
    ...groupQuestions<Answers>(services, placeClicked(services, clicked)),
    networkQuestion(services),
    vmQuestion(services),
    vmNameQuestion,
    featureQuestion,
  ]);
  const { subscriptionId = "", group, networkId, vmName, features = [] } = answers;
  return {
    ...common(services),
    subscriptionId,
    ...(group !== undefined && { resourceGroup: group.name }),
    ...(typeof networkId === "string" && { networkId }),
    ...(typeof vmName === "string" && vmName !== "" && { vmName }),
    features,
  };
}

/** In the practice cloud VMs reach the hosts of the public one. */
function common(services: Services): Pick<PrerequisiteSubject, "cloud" | "way" | "identity"> {
  return { cloud: cloudOfVms(signedIn(services).client.cloud), way: "guided", identity: "user" };
}

function cloudOfVms(cloud: Cloud): Cloud {
  return cloud.name === "practice"
    ? {
        ...cloud,
        resourceManager: "https://management.azure.com",
        authority: "https://login.microsoftonline.com",
      }
    : cloud;
}

/** An enrollment whose values are not all there yet tells too little: the questions are asked then. */
function chosenEnrollment(services: Services, clicked: unknown): PrerequisiteSubject | undefined {
  if (!isEnrollmentNode(clicked)) return undefined;
  const state = services.enrollments.get(clicked.enrollmentId);
  if (state === undefined) return undefined;
  const reading = readTarget(state.enrollment.target);
  if (!reading.ok) return undefined;
  return subjectOfEnrollment(state.enrollment, reading.target, common(services).cloud);
}

async function subjectOfVm(
  { services, progress }: CommandScope,
  clicked: unknown,
): Promise<PrerequisiteSubject | undefined> {
  if (!isTreeNode(clicked) || clicked.kind !== "machine") return undefined;
  const row = services.tree.list.row(clicked.key);
  if (row?.kind !== "vm") return undefined;
  const { id, subscriptionId, resourceGroup, name } = row.vm;
  const vm = await progress(vscode.l10n.t("Reading {0}…", name), ({ signal }) =>
    signedIn(services).readVm(id, signal),
  );
  const networkId = vm.cloudServicesNetworkAttachment?.attachedNetworkId;
  return {
    ...common(services),
    subscriptionId,
    resourceGroup,
    ...(networkId !== undefined && { networkId }),
    vmName: name,
    ...(row.arc !== undefined && { arcMachineName: row.arc.name }),
    features: [],
  };
}

function networkQuestion(services: Services): Question<Answers> {
  return {
    ask: async (answers, questionStep) => {
      const networkId = await askChoice<string | null>(questionStep, {
        placeHolder: vscode.l10n.t("Which cloud services network does the VM use?"),
        choices: async (signal) => {
          const { listCloudServicesNetworkParts } = await import("../../arm/resources/networkCloud/site");
          const { subscriptionId = "" } = answers;
          const client = await signedIn(services).clientFor(`/subscriptions/${subscriptionId}`);
          const networks = await listCloudServicesNetworkParts(client, { subscriptionId }, signal);
          return inGroupFirst(networks, answers.group?.name).map(({ id, name, resourceGroup }) => ({
            label: name,
            description: resourceGroup,
            icon: "globe",
            value: id,
          }));
        },
        always: [{ label: vscode.l10n.t("Do not check a network"), icon: "circle-slash", value: null }],
        isCurrent: (id) => id === answers.networkId,
      });
      return networkId === back ? back : { ...answers, networkId };
    },
  };
}

function inGroupFirst(parts: readonly SitePart[], group = ""): SitePart[] {
  const own = (part: SitePart): boolean => part.resourceGroup.toLowerCase() === group.toLowerCase();
  return [...parts.filter(own), ...parts.filter((part) => !own(part))];
}

const another = "";

function vmQuestion(services: Services): Question<Answers> {
  return {
    ask: async (answers, questionStep) => {
      const group = answers.group?.name.toLowerCase();
      const { subscriptionId } = answers;
      const vmName = await askChoice<string | null>(questionStep, {
        placeHolder: vscode.l10n.t("Which VM?"),
        choices: async () => {
          await services.tree.list.ready();
          return [...services.tree.list.rows].flatMap((row): Choice<string>[] =>
            row.kind === "vm" &&
            row.vm.resourceGroup.toLowerCase() === group &&
            row.vm.subscriptionId === subscriptionId
              ? [{ label: row.vm.name, icon: "vm", value: row.vm.name }]
              : [],
          );
        },
        always: [
          { label: vscode.l10n.t("A VM that does not exist yet…"), icon: "add", value: another },
          { label: vscode.l10n.t("Do not check a VM"), icon: "circle-slash", value: null },
        ],
        isCurrent: (name) => name === answers.vmName,
      });
      return vmName === back ? back : { ...answers, vmName };
    },
  };
}

/** The name is judged by the report, with the other names: a wrong one is accepted here. */
const vmNameQuestion: Question<Answers> = {
  applies: ({ vmName }) => vmName === another,
  ask: async (answers, questionStep) => {
    const vmName = await askText(questionStep, { prompt: vscode.l10n.t("Name of the VM to create") });
    return vmName === back ? back : { ...answers, vmName: vmName === another ? null : vmName };
  },
};

const featureQuestion: Question<Answers> = {
  ask: async (answers, questionStep) => {
    const features = await askSeveral<AgentFeature>(questionStep, {
      placeHolder: vscode.l10n.t("What else do you use the agent for? Select any number, or none."),
      choices: () => [
        { label: vscode.l10n.t("Extensions"), icon: "extensions", value: "extensions" },
        { label: vscode.l10n.t("SSH through Azure"), icon: "terminal", value: "ssh" },
        { label: vscode.l10n.t("Windows Admin Center"), icon: "window", value: "windowsAdminCenter" },
        { label: vscode.l10n.t("SQL Server"), icon: "database", value: "sql" },
        { label: vscode.l10n.t("Update Manager"), icon: "sync", value: "updates" },
        { label: vscode.l10n.t("Azure Monitor"), icon: "graph", value: "monitor" },
      ],
      isCurrent: (feature) => answers.features?.includes(feature) === true,
    });
    return features === back ? back : { ...answers, features };
  },
};
