import { plainMarkdown } from "../../markdown";
import type { Cause } from "./cause";
import type { FleetVm } from "../fleet";
import { stepOf } from "../../enrollment/steps";
import { stepNumbers } from "../../enrollment/steps/stepNumber";
import type { FleetStatus, VmStatus } from "./status";

/** What a cause means, and what to do about it. */
interface Advice {
  readonly means: string;
  readonly todo: string;
}

const scriptLog = "`/var/log/cloud-init-output.log` on the VM";

/** By the start of a cause's key: Azure's code, or our own word. The first that fits counts. */
const advice: readonly (readonly [RegExp, Advice])[] = [
  [
    /^egress-/,
    {
      means: "The script cannot sign in or reach Resource Manager from inside the VM.",
      todo: "Add the host to the additional egress endpoints of the cloud services network, or enable its default ones. Then retry: the VM is created again, because the script runs only at first boot.",
    },
  ],
  [
    /^noMachine/,
    {
      means:
        "Azure cannot see inside the VM. Its first-boot script ended before it created the Arc machine: no token (identity or roles), blocked network egress, or user data that did not run.",
      todo: `Read ${scriptLog}; "Diagnose VM Log" explains its messages. Then retry: the VM is created again.`,
    },
  ],
  [
    /^awaiting/,
    {
      means:
        "The Arc machine exists, so the identity and its roles work. The relay, the agent's package, or its connection failed in the VM.",
      todo: `Read ${scriptLog} and \`/var/opt/azcmagent/log/azcmagent.log\`; "Diagnose VM Log" explains them. Then retry: the VM and its Arc machine are created again.`,
    },
  ],
  [
    /^creating/,
    {
      means: "Operator Nexus has not finished creating the VM.",
      todo: "Check the VM in the portal and the cluster's capacity. If you retry, the VM is deleted and created again.",
    },
  ],
  [
    /^off/,
    { means: "The VM was powered off, or it stopped.", todo: "Start the VM. It continues automatically." },
  ],
  [
    /^machine-/,
    {
      means: "The agent was connected, but sends no heartbeat.",
      todo: "Check that the VM is running and can reach Azure. Nothing needs to be deployed.",
    },
  ],
  [
    /capacity|quota|insufficient|notenough/i,
    {
      means: "The cluster or the subscription does not have enough capacity for the VM.",
      todo: "Free cores or memory, request more, or place the VM elsewhere in the file. Then retry.",
    },
  ],
  [
    /image/i,
    {
      means:
        "The image could not be pulled: check its name, its tag, the registry password, or the connection to the registry.",
      todo: "Correct `vmImage` or `registry` in the file. Then retry: the VM is created again.",
    },
  ],
  [
    /authorization|forbidden|linkedaccess/i,
    {
      means: "The deploying account does not have permission for this.",
      todo: "It needs Contributor on the resource group, and Role Based Access Control Administrator where the fleet assigns roles. Then retry.",
    },
  ],
  [
    /cancel/i,
    {
      means: "The deployment or the operation was canceled.",
      todo: "Retry: it starts again from the current state.",
    },
  ],
];

const unknownAdvice: Advice = {
  means: "This is Azure's message. No more is known.",
  todo: "Correct what the message names, then retry. For more information, check the VM and its activity log in the portal.",
};

export function adviceFor({ key, text }: Cause): Advice {
  return advice.find(([pattern]) => pattern.test(key) || pattern.test(text))?.[1] ?? unknownAdvice;
}

/** Why some VMs do not continue, as Markdown for people. `cause` is one of `status.causes`. */
export function explainCause(status: FleetStatus, cause: Cause, vms: readonly FleetVm[]): string {
  const { means, todo } = adviceFor(cause);
  return lines([
    `# ${vms.length === 1 ? "1 VM" : `${vms.length} VMs`}: ${plainMarkdown(cause.text)}`,
    "",
    means,
    "",
    `**What to do:** ${todo}`,
    "",
    "## Which VMs",
    "",
    ...vms.map(({ target }) => `- ${target.vmName} (${plainMarkdown(target.resourceGroup)})`),
    "",
    `Checked in Azure at ${status.at}.`,
  ]);
}

/** How one VM stands: its ten steps, why it does not continue, and where it differs from the file. */
export function explainVm(status: FleetStatus, entry: VmStatus): string {
  const { vm, state, cause, steps, differences } = entry;
  const why =
    cause === undefined
      ? []
      : [
          "",
          plainMarkdown(cause.text),
          "",
          adviceFor(cause).means,
          "",
          `**What to do:** ${adviceFor(cause).todo}`,
        ];
  return lines([
    `# ${vm.target.vmName}: ${state}`,
    ...why,
    "",
    "## Its ten steps",
    "",
    "| step | | state |",
    "| --- | --- | --- |",
    ...stepNumbers.map((step) => `| ${step} | ${stepOf(step).title} | ${stepWords[steps[step]]} |`),
    ...(differences.length === 0
      ? []
      : [
          "",
          "## Differs from the file",
          "",
          "| what | in Azure | in the file |",
          "| --- | --- | --- |",
          ...differences.map(
            ({ path, inAzure, inFile }) =>
              `| ${plainMarkdown(path)} | ${plainMarkdown(inAzure)} | ${plainMarkdown(inFile)} |`,
          ),
        ]),
    "",
    `VM: ${plainMarkdown(vm.id)}`,
    "",
    `Arc machine: ${plainMarkdown(vm.machineId)}`,
    "",
    `Checked in Azure at ${status.at}.`,
  ]);
}

export const stepWords = {
  done: "done",
  inferred: "done; confirmed by a later step",
  notDone: "not done",
  unknown: "not known",
} as const;

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
