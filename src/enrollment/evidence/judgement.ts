import type { Machine } from "../../arm/resources/arc/machine";
import type { Enrollment } from "../record/record";
import type { ArmError } from "../../arm/errors";
import { say } from "../../l10n/sentence";
import type { AzureView, Seen } from "./azureView";
import type { Evidence, Fact, StepState } from "./evidence";
import type { StepNumber } from "../steps/stepNumber";
import type { EnrollmentTarget } from "../target/target";

/** Whether the Arc machine was made for this enrollment: it carries the `vmId` that the enrollment chose. */
export function isOwnMachine(enrollment: Enrollment, machine: Machine): boolean {
  return machine.vmId?.toLowerCase() === enrollment.arcVmId.toLowerCase();
}

/**
 * Whether the VM itself is connected through the machine of its enrollment, whoever enrolled it. Both are in one resource
 * group; the machine has the VM's name, or the host name inside it is the VM's. The tree pairs machines in the same way.
 */
export function isConnectedForVm({ vmName }: EnrollmentTarget, machine: Machine): boolean {
  if (machine.status !== "Connected") return false;
  const host = machine.computerName ?? machine.machineFqdn?.split(".")[0];
  return [machine.name, host].some((name) => name?.toLowerCase() === vmName.toLowerCase());
}

interface More {
  readonly nextMove?: string;
  readonly facts?: readonly Fact[];
}

/** Evidence from Azure as seen in `view`. */
export function azureShows(view: AzureView, state: StepState, summary: string, more: More = {}): Evidence {
  return { state, summary, source: "azure", at: view.at, ...more };
}

/** Azure shows it done: by this enrollment if it ran the step, else by someone else. */
export function azureShowsDone(
  step: StepNumber,
  enrollment: Enrollment,
  view: AzureView,
  summary: string,
  more: More = {},
): Evidence {
  // One that was started from here and whose end no window saw is this enrollment's, too.
  const outcome = enrollment.outcomes[step]?.state;
  const own = outcome === "succeeded" || outcome === "running";
  return azureShows(view, own ? "done" : "doneByOther", summary, more);
}

/** Azure would not tell. */
export function azureHides(view: AzureView, what: string, error: ArmError): Evidence {
  const facts =
    error.correlationId === undefined ? [] : [{ name: "correlation id", value: error.correlationId }];
  return azureShows(view, "unknown", say`${what} cannot be read: ${error.causeText}`, {
    nextMove: error.nextMove,
    facts,
  });
}

/** Judges one thing that Azure was asked about: `there` when it shows it, `missing` when there is none or nothing to ask for. */
export function judgeSeen<T>(
  view: AzureView,
  what: string,
  seen: Seen<T>,
  { there, missing }: { readonly there: (value: T) => Evidence; readonly missing: () => Evidence },
): Evidence {
  switch (seen.kind) {
    case "seen":
      return there(seen.value);
    case "hidden":
      return azureHides(view, what, seen.error);
    case "absent":
    case "notAsked":
      return missing();
  }
}

/** What a run from here left behind, for a step that Azure does not show yet. */
export function lastOutcome(step: StepNumber, enrollment: Enrollment): Evidence | undefined {
  const outcome = enrollment.outcomes[step];
  switch (outcome?.state) {
    case "running":
      return {
        state: "underWay",
        summary: say`Started from here; in progress in Azure.`,
        source: "operation",
        at: outcome.at,
      };
    case "failed":
      return {
        state: "failed",
        summary: outcome.cause,
        source: "operation",
        at: outcome.at,
        nextMove: outcome.nextMove,
      };
    case "succeeded":
    case undefined:
      return undefined;
  }
}

/** Facts without those that are not there. */
export function facts(values: Readonly<Record<string, string | undefined>>): Fact[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [{ name, value }],
  );
}

/** `2026-03-02 09:00:12 UTC` from Azure's ISO 8601; a text that is no time comes back as it is. */
export function readableTime(iso: string | undefined): string | undefined {
  if (iso === undefined) return undefined;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
