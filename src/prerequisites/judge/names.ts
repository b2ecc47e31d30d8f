import { say } from "../../l10n/sentence";
import type { Machine } from "../../arm/resources/arc/machine";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import type { Seen } from "../../enrollment/evidence/azureView";
import { judge } from "../../enrollment/target/target";
import type { Finding, Judgement, Note, PrerequisiteAction, Severity } from "../finding";
import { machineNameOf, type PrerequisiteSubject } from "../subject";

/** Judges the names of the VM and of its Arc machine, and whether they are free. */
export function judgeNames(
  subject: PrerequisiteSubject,
  vm: Seen<VirtualMachine>,
  machine: Seen<Machine>,
): Judgement {
  const findings = [...rules(subject), ...clashes(vm, machine)];
  const passed: Note[] = [];
  const name = machineNameOf(subject);
  if (subject.vmName !== undefined && judge("vmName", subject.vmName) === undefined)
    passed.push({ area: "names", text: say`${subject.vmName} can be the name of a Nexus VM.` });
  if (name !== undefined && machine.kind === "absent" && judge("arcMachineName", name) === undefined)
    passed.push({ area: "names", text: say`The Arc machine name ${name} is available.` });
  const open: Note[] =
    machine.kind === "hidden"
      ? [
          {
            area: "names",
            text: say`Whether the Arc machine's name is available could not be checked: ${machine.error.causeText}`,
          },
        ]
      : [];
  return { findings, passed, open };
}

function rules(subject: PrerequisiteSubject): Finding[] {
  const { vmName } = subject;
  const arcName = machineNameOf(subject);
  // The id of a VM of another kind: `virtualMachine.ts` has the word on it.
  if (vmName?.startsWith("/") === true) return [];
  return [
    ...(vmName === undefined ? [] : rule("vmName", "vm-name", vmName)),
    ...(arcName === undefined ? [] : rule("arcMachineName", "arc-name", arcName)),
  ];
}

function rule(name: "vmName" | "arcMachineName", id: string, value: string): Finding[] {
  const problem = judge(name, value);
  if (problem === undefined) return [];
  const what =
    name === "vmName"
      ? say`Azure rejects this name for a Nexus VM.`
      : say`Azure rejects this name for an Arc machine.`;
  return [
    {
      id,
      area: "names",
      severity: "error",
      title: what,
      evidence: problem,
      fix: say`Choose another name.`,
      actions: [{ kind: "chooseNames" }],
    },
  ];
}

/** What an Arc machine of the name means: it may be this VM's own, a stranger's, or what is left of an earlier one. */
function clashes(vm: Seen<VirtualMachine>, seen: Seen<Machine>): Finding[] {
  if (seen.kind !== "seen") return [];
  const { id, name, status = say`no status`, lastStatusChange } = seen.value;
  const evidence = `${id}: ${status}${lastStatusChange === undefined ? "" : ` since ${lastStatusChange}`}`;
  const choose: PrerequisiteAction = { kind: "chooseNames" };
  const remove: PrerequisiteAction = { kind: "deleteMachine", machineId: id, status };
  const found = (
    what: string,
    severity: Severity,
    title: string,
    fix: string,
    actions: readonly PrerequisiteAction[],
  ): Finding[] => [{ id: what, area: "names", severity, title, evidence, fix, actions }];
  switch (status) {
    case "Expired":
      return found(
        "arc-machine-expired",
        "error",
        say`An expired Arc machine has the name ${name}: no agent can connect to it.`,
        say`Delete it (its VM has sent no heartbeat for more than 45 days), or choose another name.`,
        [remove, choose],
      );
    case "Disconnected":
    case "Error":
      return found(
        "arc-machine-stale",
        "warning",
        say`An Arc machine has the name ${name}, and its agent sends no heartbeat.`,
        say`If an earlier VM with this name left it, delete it: a new VM has another key, which Azure rejects. Otherwise fix its agent.`,
        [remove, choose],
      );
    case "Connected":
      return vm.kind === "seen"
        ? found(
            "arc-machine-connected",
            "information",
            say`An Arc machine named ${name} is already connected.`,
            say`If it belongs to this VM, the VM is already enrolled. Otherwise choose another name.`,
            [choose],
          )
        : found(
            "arc-machine-taken",
            "error",
            say`The Arc machine name ${name} is taken by another machine, which is connected.`,
            say`Choose another name for the Arc machine. Do not delete that machine: it is in use.`,
            [choose],
          );
    default:
      return found(
        "arc-machine-waiting",
        "information",
        say`An Arc machine named ${name} was created in advance and waits for its agent.`,
        say`Continue the enrollment that created it, or delete it to start again.`,
        [remove, choose],
      );
  }
}
