import type { AzureView } from "../evidence/azureView";
import { dialects } from "../dialects";
import type { DialectName } from "../dialects/dialect";
import type { Enrollment } from "../record/record";
import type { StepNumber } from "./stepNumber";
import { stepOf } from ".";
import { cloudOf, type EnrollmentTarget } from "../target/target";
import { vmCommands, type VmStepNumber } from "../vmScript/vmCommands";

/**
 * One step as text in a dialect: what this workstation would send, or what is typed in the VM.
 * `undefined` where the dialect has no words for it. Throws `StepBlockedError` when the record is not complete enough.
 */
export function stepText(
  number: StepNumber,
  dialect: DialectName,
  context: { readonly enrollment: Enrollment; readonly target: EnrollmentTarget; readonly view: AzureView },
): string | undefined {
  const { enrollment, target } = context;
  if (isVmStep(number)) {
    return dialect === "bicep" || dialect === "arm"
      ? undefined
      : vmCommands(
          number,
          { ...target, flavour: dialect === "rest" ? "curl" : target.flavour },
          enrollment.arcVmId,
        );
  }
  const step = stepOf(number);
  if (step.runsOn === "vm") return undefined;
  const secrets = target.creator === "vm" ? { userDataContent: "shown as a variable" } : {};
  return dialects[dialect].write(step.actions(context, secrets), cloudOf(target));
}

function isVmStep(number: StepNumber): number is VmStepNumber {
  return stepOf(number).runsOn === "vm";
}
