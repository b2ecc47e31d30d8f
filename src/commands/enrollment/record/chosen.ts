import * as vscode from "vscode";
import { stepNumbers, type StepNumber } from "../../../enrollment/steps/stepNumber";
import { stepOf } from "../../../enrollment/steps";
import type { TargetInput } from "../../../enrollment/target/target";
import { commandIds } from "../../../ids";
import { t } from "../../../l10n";
import type { Services } from "../../../services";
import type { EnrollmentState } from "../../../session/enrollment/enrollmentService";
import { isEnrollmentNode } from "../../../rows/enrollments/nodes";
import { presentEnrollment, presentStep } from "../../../rows/enrollments/presentation";
import { nameOf } from "../../../rows/enrollments/labels";
import { Notice } from "../../run/command";

/** The enrollment that was clicked, or the one that the user picks; asked nothing when there is only one. Rejects with a cancellation. */
export async function chosenEnrollment(
  { enrollments }: Services,
  clicked: unknown,
): Promise<EnrollmentState> {
  if (isEnrollmentNode(clicked)) {
    const state = enrollments.get(clicked.enrollmentId);
    if (state === undefined) throw new Notice(vscode.l10n.t("This enrollment no longer exists."));
    return state;
  }
  const [only, ...more] = enrollments.list();
  if (only === undefined) throw noEnrollment();
  if (more.length === 0) return only;
  const picked = await vscode.window.showQuickPick(
    enrollments.list().map((state) => ({
      label: nameOf(state.enrollment, t),
      description: presentEnrollment(state, t).description ?? "",
      detail: state.enrollment.target.resourceGroup ?? "",
      state,
    })),
    { placeHolder: vscode.l10n.t("Which enrollment?"), matchOnDetail: true },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.state;
}

/** What there is to say where no enrollment is. */
export function noEnrollment(): Notice {
  return new Notice(vscode.l10n.t("There is no enrollment yet. Start with “Nexus Arc: Enroll…”."), {
    label: vscode.l10n.t("Enroll…"),
    command: commandIds.enroll,
  });
}

/** The step that was clicked, or the one that the user picks among those that `accepts` lets through for the enrollment's target. */
export async function chosenStep(
  services: Services,
  clicked: unknown,
  accepts: (step: StepNumber, target: TargetInput) => boolean = () => true,
): Promise<{ readonly state: EnrollmentState; readonly step: StepNumber }> {
  const state = await chosenEnrollment(services, clicked);
  if (isEnrollmentNode(clicked) && clicked.kind === "enrollmentStep") return { state, step: clicked.step };
  const picked = await vscode.window.showQuickPick(
    stepNumbers
      .filter((step) => accepts(step, state.enrollment.target))
      .map((step) => ({
        label: `${step}  ${vscode.l10n.t(stepOf(step).title)}`,
        description: presentStep(state, step, t).description ?? "",
        step,
      })),
    { placeHolder: vscode.l10n.t("Which step?") },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return { state, step: picked.step };
}
