import { plainMarkdown } from "../markdown";
import type { Cause } from "./cause";
import type { FleetVm } from "./fleet";
import { stepOf } from "../enrollment/steps";
import { stepNumbers } from "../enrollment/stepNumber";
import type { FleetStatus, VmStatus } from "./status";

/** What a cause means, and what to do about it. */
interface Advice {
  readonly means: string;
  readonly todo: string;
}

const scriptLog = "`/var/log/cloud-init-output.log` on the VM";

/** By the beginning of a cause's key: Azure's code, or our own word. The first that fits counts. */
const advice: readonly (readonly [RegExp, Advice])[] = [
  [
    /^egress-/,
    {
      means: "The script cannot sign in or reach Resource Manager from inside the VM.",
      todo: "Add the host to the additional egress endpoints of the cloud services network, or enable its default ones. Then retry: the VM is made anew, since the script runs at first boot only.",
    },
  ],
  [
    /^noMachine/,
    {
      means:
        "Azure does not see into the VM. Its first-boot script ended before it made the Arc machine: no token (identity or roles), no way out, or user data that did not run.",
      todo: `Read ${scriptLog}; "Diagnose Logs" explains what stands there. Then retry: the VM is made anew.`,
    },
  ],
  [
    /^awaiting/,
    {
      means:
        "The Arc machine is there, so the identity and its roles work. The relay, the agent's package or its connection failed in the VM.",
      todo: `Read ${scriptLog} and \`/var/opt/azcmagent/log/azcmagent.log\`; "Diagnose Logs" explains them. Then retry: the VM and its Arc machine are made anew.`,
    },
  ],
  [
    /^creating/,
    {
      means: "Operator Nexus has not finished making the VM.",
      todo: "Look at the VM in the portal and at the cluster's capacity. Retrying deletes it and makes it anew.",
    },
  ],
  [/^off/, { means: "Somebody powered it off, or it stopped.", todo: "Start the VM; it goes on by itself." }],
  [
    /^machine-/,
    {
      means: "The agent was connected and is no longer heard.",
      todo: "Look whether the VM runs and reaches Azure. Nothing needs to be deployed.",
    },
  ],
  [
    /capacity|quota|insufficient|notenough/i,
    {
      means: "The cluster or the subscription has no room for the VM.",
      todo: "Free cores or memory, ask for more, or place the VM elsewhere in the file. Then retry.",
    },
  ],
  [
    /image/i,
    {
      means:
        "The image could not be had: its name, its tag, the registry's password or the way to the registry.",
      todo: "Correct `vmImage` or `registry` in the file. Then retry: the VM is made anew.",
    },
  ],
  [
    /authorization|forbidden|linkedaccess/i,
    {
      means: "The account that deploys may not do this.",
      todo: "It needs Contributor on the group, and Role Based Access Control Administrator where the fleet gives roles. Then retry.",
    },
  ],
  [
    /cancel/i,
    {
      means: "The deployment or the operation was canceled.",
      todo: "Retry: it begins again from what is there.",
    },
  ],
];

const unknownAdvice: Advice = {
  means: "This is what Azure says; nothing more is known here.",
  todo: "Correct what it names, then retry. The VM in the portal and its activity log say more.",
};

export function adviceFor({ key, text }: Cause): Advice {
  return advice.find(([pattern]) => pattern.test(key) || pattern.test(text))?.[1] ?? unknownAdvice;
}

/** Why some VMs do not go on, as Markdown for people. `cause` is one of `status.causes`. */
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
    `As Azure showed them at ${status.at}.`,
  ]);
}

/** How one VM stands: its ten steps, why it does not go on, and where it differs from the file. */
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
          "## Different from the file",
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
    `As Azure showed it at ${status.at}.`,
  ]);
}

export const stepWords = {
  done: "done",
  inferred: "done, as a later step shows",
  notDone: "not done",
  unknown: "not known",
} as const;

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
