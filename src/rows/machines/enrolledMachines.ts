import type { Machine } from "../../arm/resources/arc/machine";
import { undefinedIfNotFound } from "../../arm/errors/armError";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import { machineId, readTarget, vmId, type EnrollmentTarget } from "../../enrollment/target/target";
import type { EnrollmentState } from "../../session/enrollment/enrollmentState";
import type { MachineRow } from "../../session/listing/machine";

interface Desk {
  list(): readonly EnrollmentState[];
  onDidChange(listener: () => void): { dispose(): void };
}

interface Source {
  readVm(id: string): Promise<VirtualMachine>;
  readArc(id: string): Promise<Machine>;
}

export interface EnrolledMachinesOptions {
  readonly enrollments: Desk;
  /** Where machines are read now; undefined while nobody is signed in. */
  readonly source: () => Source | undefined;
  readonly put: (row: MachineRow) => void;
  /** The identity or its roles look different. */
  readonly identityChanged: () => void;
  readonly log: (line: string, cause: unknown) => void;
}

/** Keeps the lists in step with the enrollments: what a step has made or connected stands in them at once. */
export function showEnrolledMachines(options: EnrolledMachinesOptions): { dispose(): void } {
  const { enrollments, identityChanged, log } = options;
  const identities = new Map<string, string>();
  const machines = new Map<string, string>();
  return enrollments.onDidChange(() => {
    for (const state of enrollments.list()) {
      const reading = readTarget(state.enrollment.target);
      if (!reading.ok || state.assessment === undefined) continue;
      if (isNews(identities, state, [1, 2])) identityChanged();
      if (isNews(machines, state, [3, 7, 10]))
        showMachine(options, reading.target).catch((error: unknown) => {
          log("A machine could not be read after a step of its enrollment.", error);
        });
    }
  });
}

/** Whether the steps look different from the last time; the first look is none. */
function isNews(
  seen: Map<string, string>,
  { enrollment, assessment }: EnrollmentState,
  steps: readonly (1 | 2 | 3 | 7 | 10)[],
): boolean {
  const before = seen.get(enrollment.id);
  const now = steps.map((step) => assessment?.evidence[step].state).join();
  seen.set(enrollment.id, now);
  return before !== undefined && before !== now;
}

async function showMachine(
  { source, put }: EnrolledMachinesOptions,
  target: EnrollmentTarget,
): Promise<void> {
  const from = source();
  if (from === undefined) return;
  const [vm, arc] = await Promise.all([
    undefinedIfNotFound(from.readVm(vmId(target))),
    undefinedIfNotFound(from.readArc(machineId(target))),
  ]);
  if (vm === undefined || source() !== from) return;
  put(arc === undefined ? { kind: "vm", vm } : { kind: "vm", vm, arc });
}
