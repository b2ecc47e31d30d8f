import { say } from "../../l10n/sentence";
import { valueOf } from "./azureView";
import type { Evidence } from "./evidence";
import { isOwnMachine } from "./judgement";
import type { Enrollment } from "../record/record";
import type { StepNumber, InGuestStep } from "../steps/stepNumber";
import type { CheckContext } from "../steps/step";

/** The VM's report that its script failed at a step; undefined when it reports no such thing. */
export function reportedFailure(step: StepNumber, { report }: Enrollment): Evidence | undefined {
  const line = report?.steps[step];
  if (line?.state !== "failed") return undefined;
  return {
    state: "failed",
    summary: say`The VM's script stopped here: ${line.cause ?? say`it reports no cause.`}`,
    source: "vmReport",
    at: line.at,
    nextMove:
      line.nextMove ??
      say`Fix the cause (“Diagnose VM Log…” reads the VM's logs), then run the script again. It continues where it stopped. Restarting the VM does not run it again.`,
  };
}

/** Evidence for a step inside the VM, which Azure cannot show: the VM's report, else what follows from the connection, else the user's word. */
export function reported(step: InGuestStep, { enrollment, view }: CheckContext): Evidence {
  const line = enrollment.report?.steps[step];
  if (line?.state === "done") {
    return {
      state: "done",
      summary: say`The VM's script reports that the step is done.`,
      source: "vmReport",
      at: line.at,
    };
  }
  const machine = valueOf(view.machine);
  if (machine?.status === "Connected") {
    const state = isOwnMachine(enrollment, machine) ? "done" : "doneByOther";
    return {
      state,
      summary: say`The machine is connected, so this step must be done.`,
      source: "azure",
      at: view.at,
    };
  }
  const failure = reportedFailure(step, enrollment);
  if (failure !== undefined) return failure;
  if (line?.state === "running") {
    return { state: "underWay", summary: say`VM script in progress.`, source: "vmReport", at: line.at };
  }
  const said = enrollment.words[step];
  if (said !== undefined) {
    return { state: "done", summary: say`You marked this step as done.`, source: "userWord", at: said };
  }
  if (machine !== undefined && wasConnected(machine.status)) {
    return {
      state: isOwnMachine(enrollment, machine) ? "done" : "doneByOther",
      summary: say`The machine has been connected before, so this step must be done.`,
      source: "azure",
      at: view.at,
    };
  }
  return {
    state: "notStarted",
    summary: say`Azure does not report this step, and the VM has not reported anything yet.`,
    source: "none",
    at: view.at,
    nextMove: say`Run the VM's script, then open its report, or mark the step as done.`,
  };
}

/** States that a machine gets only after its agent was connected once. */
function wasConnected(status: string | undefined): boolean {
  return status === "Disconnected" || status === "Expired" || status === "Error";
}
