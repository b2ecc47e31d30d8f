import type { StepNumber } from "./stepNumber";
import { createIdentity } from "./01-createIdentity";
import { assignRoles } from "./02-assignRoles";
import { createVirtualMachine } from "./03-createVirtualMachine";
import { installAzureCli } from "./04-installAzureCli";
import { configureProxy } from "./05-configureProxy";
import { authenticate } from "./06-authenticate";
import { createMachine } from "./07-createMachine";
import { assignRelay } from "./08-assignRelay";
import { installAgent } from "./09-installAgent";
import { connectMachine } from "./10-connectMachine";
import type { Step } from "./step";

/** The ten steps in the article's order. */
export const steps: readonly Step[] = [
  createIdentity,
  assignRoles,
  createVirtualMachine,
  installAzureCli,
  configureProxy,
  authenticate,
  createMachine,
  assignRelay,
  installAgent,
  connectMachine,
];

export function stepOf(number: StepNumber): Step {
  const step = steps[number - 1];
  if (step === undefined) throw new RangeError(`There is no step ${number}.`);
  return step;
}

/**
 * Whether this workstation runs the step; otherwise it happens in the VM. An enrollment whose `creator` is not chosen yet is
 * hands-free.
 */
export function runsHere(number: StepNumber, { creator }: { readonly creator?: string }): boolean {
  const step = stepOf(number);
  return step.runsOn === "azure" && (step.sentBy === "workstation" || creator === "workstation");
}
