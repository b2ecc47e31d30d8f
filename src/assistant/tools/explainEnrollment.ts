import { assess } from "../../enrollment/evidence/assessment";
import { viewAzure } from "../../enrollment/evidence/azureView";
import { enrollmentName } from "../../enrollment/record/record";
import { targetOf } from "../../enrollment/run/runner";
import { stepNumbers } from "../../enrollment/steps/stepNumber";
import { steps } from "../../enrollment/steps";
import type { Tool } from "../tool";
import { givenEnrollment } from "./givenEnrollment";

export const explainEnrollment: Tool = {
  run: async (input, context, signal) => {
    const enrollment = await givenEnrollment(input, context);
    const target = targetOf(enrollment);
    const client = await context.client();
    const view = await viewAzure(client, target, enrollment.relayRole, () => new Date(), signal);
    const { evidence, done, next, connected } = assess(target, enrollment, view);
    return {
      name: enrollmentName(enrollment),
      way: target.creator === "vm" ? "hands-free" : "guided",
      connected,
      done,
      next,
      steps: stepNumbers.map((step) => ({ step, title: steps[step - 1]?.title, ...evidence[step] })),
    };
  },
};
