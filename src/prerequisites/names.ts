import type { Machine } from "../arm/machine";
import type { VirtualMachine } from "../arm/virtualMachine";
import type { Seen } from "../enrollment/azureView";
import { judge } from "../enrollment/target";
import type { Finding, Judgement, Note, PrerequisiteAction, Severity } from "./finding";
import { machineNameOf, type PrerequisiteSubject } from "./subject";

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
    passed.push({ area: "names", text: `${subject.vmName} can be the name of a Nexus VM.` });
  if (name !== undefined && machine.kind === "absent" && judge("arcMachineName", name) === undefined)
    passed.push({ area: "names", text: `The Arc machine name ${name} is free.` });
  const open: Note[] =
    machine.kind === "hidden"
      ? [
          {
            area: "names",
            text: `Whether the Arc machine's name is free could not be seen: ${machine.error.causeText}`,
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
      ? "Azure refuses this name for a Nexus VM."
      : "Azure refuses this name for an Arc machine.";
  return [
    {
      id,
      area: "names",
      severity: "error",
      title: what,
      evidence: problem,
      fix: "Choose another name.",
      actions: [{ kind: "chooseNames" }],
    },
  ];
}

/** What an Arc machine of the name means: it may be this VM's own, a stranger's, or what is left of an earlier one. */
function clashes(vm: Seen<VirtualMachine>, seen: Seen<Machine>): Finding[] {
  if (seen.kind !== "seen") return [];
  const { id, name, status = "no status", lastStatusChange } = seen.value;
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
        `An expired Arc machine has the name ${name}: nothing can connect to it.`,
        "Delete it; its VM has been silent for more than 45 days. Or choose another name.",
        [remove, choose],
      );
    case "Disconnected":
    case "Error":
      return found(
        "arc-machine-stale",
        "warning",
        `An Arc machine has the name ${name}, and its agent is silent.`,
        "If it is what an earlier VM of this name left, delete it: a new VM has another key, and Azure refuses it. Else mend its agent.",
        [remove, choose],
      );
    case "Connected":
      return vm.kind === "seen"
        ? found(
            "arc-machine-connected",
            "information",
            `An Arc machine named ${name} is connected already.`,
            "If it is this VM's, there is nothing left to enroll. Else choose another name.",
            [choose],
          )
        : found(
            "arc-machine-taken",
            "error",
            `The Arc machine name ${name} is taken by another machine, which is connected.`,
            "Choose another name for the Arc machine. Do not delete that one: something uses it.",
            [choose],
          );
    default:
      return found(
        "arc-machine-waiting",
        "information",
        `An Arc machine named ${name} was made ahead and waits for its agent.`,
        "Go on with the enrollment that made it, or delete it to begin anew.",
        [remove, choose],
      );
  }
}
