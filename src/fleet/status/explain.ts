import { say } from "../../l10n/sentence";
import { inEnglish, type Translate } from "../../l10n/translate";
import { plainMarkdown } from "../../markdown";
import type { Cause } from "./cause";
import type { FleetVm } from "../fleet";
import { stepOf } from "../../enrollment/steps";
import { stepNumbers } from "../../enrollment/steps/stepNumber";
import type { FleetStatus, VmStatus } from "./status";
import { stateWord } from "./vmState";

/** What a cause means, and what to do about it. */
interface Advice {
  readonly means: string;
  readonly todo: string;
}

/** By the start of a cause's key: Azure's code, or our own word. The first that fits counts. */
const advice: readonly (readonly [RegExp, Advice])[] = [
  [
    /^egress-/,
    {
      means: say`The script cannot sign in or reach Resource Manager from inside the VM.`,
      todo: say`Add the host to the additional egress endpoints of the cloud services network, or enable its default ones. Then retry: the VM is created again, because the script runs only at first boot.`,
    },
  ],
  [
    /^noMachine/,
    {
      means: say`Azure cannot see inside the VM. Its first-boot script ended before it created the Arc machine: no token (identity or roles), blocked network egress, or user data that did not run.`,
      todo: say`Read \`/var/log/cloud-init-output.log\` on the VM; "Diagnose VM Log" explains its messages. Then retry: the VM is created again.`,
    },
  ],
  [
    /^awaiting/,
    {
      means: say`The Arc machine exists, so the identity and its roles work. The relay, the agent's package, or its connection failed in the VM.`,
      todo: say`Read \`/var/log/cloud-init-output.log\` on the VM and \`/var/opt/azcmagent/log/azcmagent.log\`; "Diagnose VM Log" explains them. Then retry: the VM and its Arc machine are created again.`,
    },
  ],
  [
    /^creating/,
    {
      means: say`Operator Nexus has not finished creating the VM.`,
      todo: say`Check the VM in the portal and the cluster's capacity. If you retry, the VM is deleted and created again.`,
    },
  ],
  [
    /^off/,
    {
      means: say`The VM was powered off, or it stopped.`,
      todo: say`Start the VM. It continues automatically.`,
    },
  ],
  [
    /^machine-/,
    {
      means: say`The agent was connected, but sends no heartbeat.`,
      todo: say`Check that the VM is running and can reach Azure. Nothing needs to be deployed.`,
    },
  ],
  [
    /capacity|quota|insufficient|notenough/i,
    {
      means: say`The cluster or the subscription does not have enough capacity for the VM.`,
      todo: say`Free cores or memory, request more, or place the VM elsewhere in the file. Then retry.`,
    },
  ],
  [
    /image/i,
    {
      means: say`The image could not be pulled: check its name, its tag, the registry password, or the connection to the registry.`,
      todo: say`Correct \`vmImage\` or \`registry\` in the file. Then retry: the VM is created again.`,
    },
  ],
  [
    /authorization|forbidden|linkedaccess/i,
    {
      means: say`The deploying account does not have permission for this.`,
      todo: say`It needs Contributor on the resource group, and Role Based Access Control Administrator where the fleet assigns roles. Then retry.`,
    },
  ],
  [
    /cancel/i,
    {
      means: say`The deployment or the operation was canceled.`,
      todo: say`Retry: it starts again from the current state.`,
    },
  ],
];

const unknownAdvice: Advice = {
  means: say`This is Azure's message. No more is known.`,
  todo: say`Correct what the message names, then retry. For more information, check the VM and its activity log in the portal.`,
};

export function adviceFor({ key, text }: Cause): Advice {
  return advice.find(([pattern]) => pattern.test(key) || pattern.test(text))?.[1] ?? unknownAdvice;
}

/** Why some VMs do not continue, as Markdown in the language of `t`. `cause` is one of `status.causes`. */
export function explainCause(
  status: FleetStatus,
  cause: Cause,
  vms: readonly FleetVm[],
  t: Translate = inEnglish,
): string {
  const many = vms.length === 1 ? t("1 VM") : t("{0} VMs", vms.length);
  return lines([
    `# ${many}: ${plainMarkdown(t(cause.text))}`,
    "",
    ...adviceLines(cause, t),
    "",
    `## ${t("Which VMs")}`,
    "",
    ...vms.map(({ target }) => `- ${target.vmName} (${plainMarkdown(target.resourceGroup)})`),
    "",
    t("Checked in Azure at {0}.", status.at),
  ]);
}

/** How one VM stands, in the language of `t`: its ten steps, why it does not continue, and where it differs from the file. */
export function explainVm(status: FleetStatus, entry: VmStatus, t: Translate = inEnglish): string {
  const { vm, state, cause, steps, differences } = entry;
  const why = cause === undefined ? [] : ["", plainMarkdown(t(cause.text)), "", ...adviceLines(cause, t)];
  return lines([
    `# ${vm.target.vmName}: ${t(stateWord(state))}`,
    ...why,
    "",
    `## ${t("Its ten steps")}`,
    "",
    `| ${t("step")} | | ${t("state")} |`,
    "| --- | --- | --- |",
    ...stepNumbers.map((step) => `| ${step} | ${t(stepOf(step).title)} | ${t(stepWords[steps[step]])} |`),
    ...(differences.length === 0
      ? []
      : [
          "",
          `## ${t("Differs from the file")}`,
          "",
          `| ${t("what")} | ${t("in Azure")} | ${t("in the file")} |`,
          "| --- | --- | --- |",
          ...differences.map(
            ({ path, inAzure, inFile }) =>
              `| ${plainMarkdown(path)} | ${plainMarkdown(inAzure)} | ${plainMarkdown(inFile)} |`,
          ),
        ]),
    "",
    `VM: ${plainMarkdown(vm.id)}`,
    "",
    `${t("Arc machine")}: ${plainMarkdown(vm.machineId)}`,
    "",
    t("Checked in Azure at {0}.", status.at),
  ]);
}

function adviceLines(cause: Cause, t: Translate): readonly string[] {
  const { means, todo } = adviceFor(cause);
  return [t(means), "", `**${t("What to do")}:** ${t(todo)}`];
}

const stepWords = {
  done: say`done`,
  inferred: say`done, confirmed by a later step`,
  notDone: say`not done`,
  unknown: say`not known`,
} as const;

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
