import type { AzureView } from "../evidence/azureView";
import type { Evidence } from "../evidence/evidence";
import type { Enrollment } from "../record/record";
import type { StepNumber } from "./stepNumber";
import type { EnrollmentTarget, TargetName } from "../target/target";
import type { VirtualMachineSecrets } from "../target/virtualMachineInput";
import type { AzureAction } from "../actions/azureAction";

/** What a step is judged by. */
export interface CheckContext {
  readonly target: EnrollmentTarget;
  readonly enrollment: Enrollment;
  readonly view: AzureView;
}

/** Something that commonly goes wrong, as a user meets it. */
export interface Pitfall {
  readonly symptom: string;
  readonly cause: string;
  readonly fix: string;
}

/** A value that the step takes: of the target, or of the VM's choices (`vm.adminUsername`). */
export type StepInput = TargetName | `vm.${string}`;

interface StepText {
  readonly number: StepNumber;
  readonly title: string;
  /** Why the step is there, at most three sentences. */
  readonly why: string;
  readonly inputs: readonly StepInput[];
  /** The steps that must be done first. */
  readonly needs: (target: EnrollmentTarget) => readonly StepNumber[];
  readonly pitfalls: readonly Pitfall[];
  /** Judges from what Azure shows and the VM reported. Pure: the same context gives the same evidence. */
  readonly check: (context: CheckContext) => Evidence;
}

/** A step whose requests go to Azure. */
export interface AzureStep extends StepText {
  readonly runsOn: "azure";
  /** `creator`: who creates the Arc machine in the chosen mode, this workstation (guided) or the VM's script (hands-free). */
  readonly sentBy: "workstation" | "creator";
  /**
   * What it sends, in order; empty when there is nothing left to send.
   * Throws `StepBlockedError` when it must not be run as things stand, and the `ArmError` that hid what it must know.
   */
  readonly actions: (context: CheckContext, secrets: VirtualMachineSecrets) => readonly AzureAction[];
}

/** A step inside the VM: part of the VM's script. */
export interface VmStep extends StepText {
  readonly runsOn: "vm";
}

export type Step = AzureStep | VmStep;

/** Why a step must not run now, and what the user can do. */
export class StepBlockedError extends Error {
  override readonly name = "StepBlockedError";
  readonly nextMove: string;

  constructor(cause: string, nextMove: string) {
    super(cause);
    this.nextMove = nextMove;
  }
}
