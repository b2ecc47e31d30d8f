import type { TargetInput } from "../target/target";
import type { VirtualMachineInput } from "../target/virtualMachineInput";
import type { StepNumber, InGuestStep } from "../steps/stepNumber";
import type { RelayRole } from "../roles/roles";
import type { VmReport } from "../evidence/report";

/**
 * One enrollment: what is to be enrolled, what was chosen, and what this product did about it.
 * It is saved, exported and shared, so it never holds a secret: the private key stands in the key vault, user data is created again.
 * Whether a step is done is not in here; Azure tells (`steps/`), and the outcomes only explain who did it.
 */
export interface Enrollment {
  readonly version: typeof recordVersion;
  /** GUID. */
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  /** As far as it is chosen. `creator` tells the way: `vm` is hands-free, `workstation` is guided. */
  readonly target: TargetInput;
  readonly vm: VirtualMachineInput;
  readonly relayRole: RelayRole;
  /** GUID of the Arc machine's `vmId`, chosen once, so that Azure's answer shows whose machine it is. */
  readonly arcVmId: string;
  /** The public key, once a key pair was made on this workstation. */
  readonly clientPublicKey?: string;
  readonly outcomes: Readonly<Partial<Record<StepNumber, Outcome>>>;
  /** When the user said that a step inside the VM is done (ISO 8601). */
  readonly words: Readonly<Partial<Record<InGuestStep, string>>>;
  /** What the VM's script last reported. */
  readonly report?: VmReport;
}

export const recordVersion = 1;

/** What became of a step that was run from here. Times are ISO 8601. */
export type Outcome =
  | { readonly state: "running"; readonly at: string; readonly operationId?: string }
  | { readonly state: "succeeded"; readonly at: string }
  | { readonly state: "failed"; readonly at: string; readonly cause: string; readonly nextMove: string };

/** An empty enrollment. `newGuid` gives random GUIDs. */
export function newEnrollment(target: TargetInput, now: Date, newGuid: () => string): Enrollment {
  return {
    version: recordVersion,
    id: newGuid(),
    created: now.toISOString(),
    target,
    vm: {},
    relayRole: "custom",
    arcVmId: newGuid(),
    outcomes: {},
    words: {},
  };
}

/** What the enrollment is called in lists; `unnamed` while its VM has no name yet. */
export function enrollmentName({ target }: Enrollment, unnamed = "New enrollment"): string {
  return target.arcMachineName ?? target.vmName ?? unnamed;
}

export function withOutcome(enrollment: Enrollment, step: StepNumber, outcome: Outcome): Enrollment {
  return { ...enrollment, outcomes: { ...enrollment.outcomes, [step]: outcome } };
}
