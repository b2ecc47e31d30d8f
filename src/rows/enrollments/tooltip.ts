import type { StepNumber } from "../../enrollment/steps/stepNumber";
import { stepOf } from "../../enrollment/steps";
import type { EnrollmentState } from "../../session/enrollment/enrollmentState";
import { escapeMarkdown, factLines, paragraphs } from "../markdown";
import { readableTime } from "../../enrollment/evidence/judgement";
import { nameOf, stateLabel } from "./labels";
import type { Translate } from "../../l10n/translate";
import { wordOfSource } from "./presentation";

/** The hover of an enrollment, as Markdown. Everything that the user or Azure gave is escaped. */
export function enrollmentTooltip({ enrollment, checkedAt, failure }: EnrollmentState, t: Translate): string {
  const { target } = enrollment;
  return paragraphs([
    `**${escapeMarkdown(nameOf(enrollment, t))}**`,
    factLines([
      ["VM", target.vmName],
      [t("Arc machine"), target.arcMachineName ?? target.vmName],
      [t("Resource group"), target.resourceGroup],
      [
        t("Mode"),
        target.creator === "workstation" ? t("Guided, from this workstation") : t("Hands-free, by the VM"),
      ],
      [t("Identity"), target.userAssignedIdentityId?.split("/").at(-1) ?? t("System-assigned")],
      [t("Checked"), readableTime(checkedAt)],
    ]),
    failure === undefined ? "" : `$(error) ${escapeMarkdown(`${t(failure.cause)} ${t(failure.nextMove)}`)}`,
    factLines([[t("Correlation ID"), failure?.correlationId]]),
  ]);
}

/** The hover of a step: its evidence with source and time, the next move, and why the step is there. */
export function stepTooltip({ assessment }: EnrollmentState, step: StepNumber, t: Translate): string {
  const { title, why } = stepOf(step);
  const evidence = assessment?.evidence[step];
  return paragraphs([
    `**${step}  ${escapeMarkdown(t(title))}**`,
    evidence === undefined
      ? stateLabel("unchecked", t)
      : `${stateLabel(evidence.state, t)}: ${escapeMarkdown(t(evidence.summary))}`,
    evidence?.nextMove === undefined ? "" : `$(arrow-right) ${escapeMarkdown(t(evidence.nextMove))}`,
    evidence === undefined
      ? ""
      : factLines([
          [t("Source"), wordOfSource(evidence.source, t)],
          [t("Time"), readableTime(evidence.at)],
          ...(evidence.facts ?? []).map(({ name, value }) => [name, value] as const),
        ]),
    `_${escapeMarkdown(t(why))}_`,
  ]);
}
