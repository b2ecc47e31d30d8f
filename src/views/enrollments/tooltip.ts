import { enrollmentName } from "../../enrollment/record";
import type { StepNumber } from "../../enrollment/stepNumber";
import { stepOf } from "../../enrollment/steps";
import type { EnrollmentState } from "../../session/enrollmentState";
import { escapeMarkdown } from "../tree/markdown";
import { readableTime } from "../tree/readableTime";
import { wordOfSource, wordOfStep } from "./presentation";

/** The hover of an enrollment, as Markdown. Everything that the user or Azure gave is escaped. */
export function enrollmentTooltip({ enrollment, checkedAt, trouble }: EnrollmentState): string {
  const { target } = enrollment;
  return paragraphs([
    `**${escapeMarkdown(enrollmentName(enrollment))}**`,
    lines([
      ["VM", target.vmName],
      ["Arc machine", target.arcMachineName ?? target.vmName],
      ["Resource group", target.resourceGroup],
      ["Way", target.creator === "workstation" ? "Guided, from this workstation" : "Hands-free, by the VM"],
      ["Identity", target.userAssignedIdentityId?.split("/").at(-1) ?? "System-assigned"],
      ["Checked", readableTime(checkedAt)],
    ]),
    trouble === undefined ? "" : `$(error) ${escapeMarkdown(`${trouble.cause} ${trouble.nextMove}`)}`,
    lines([["Correlation ID", trouble?.correlationId]]),
  ]);
}

/** The hover of a step: its evidence with source and time, the next move, and why the step is there. */
export function stepTooltip({ assessment }: EnrollmentState, step: StepNumber): string {
  const { title, why } = stepOf(step);
  const evidence = assessment?.evidence[step];
  return paragraphs([
    `**${step}  ${escapeMarkdown(title)}**`,
    evidence === undefined
      ? "Not checked yet."
      : `${wordOfStep(evidence.state)}: ${escapeMarkdown(evidence.summary)}`,
    evidence?.nextMove === undefined ? "" : `$(arrow-right) ${escapeMarkdown(evidence.nextMove)}`,
    evidence === undefined
      ? ""
      : lines([
          ["Source", wordOfSource(evidence.source)],
          ["Time", readableTime(evidence.at)],
          ...(evidence.facts ?? []).map(({ name, value }) => [name, value] as const),
        ]),
    `_${escapeMarkdown(why)}_`,
  ]);
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

function lines(facts: readonly (readonly [string, string | undefined])[]): string {
  return facts
    .flatMap(([label, value]) =>
      value === undefined || value === "" ? [] : [`**${escapeMarkdown(label)}**: ${escapeMarkdown(value)}`],
    )
    .join("  \n");
}
