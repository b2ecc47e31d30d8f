/** The ten steps of the enrollment, by the article's numbers. */
export const stepNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export type StepNumber = (typeof stepNumbers)[number];

/** The steps that happen inside the VM and that Azure cannot show. */
const inGuestSteps = [4, 5, 6, 9] as const;
export type InGuestStep = (typeof inGuestSteps)[number];

export function isStepNumber(value: unknown): value is StepNumber {
  return stepNumbers.some((number) => number === value);
}

export function isInGuestStep(value: unknown): value is InGuestStep {
  return inGuestSteps.some((number) => number === value);
}
