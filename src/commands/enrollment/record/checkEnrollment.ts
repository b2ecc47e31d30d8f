import { t } from "../../../l10n";
import { isEnrollmentNode } from "../../../rows/enrollments/nodes";
import { presentEnrollment } from "../../../rows/enrollments/presentation";
import { nameOf } from "../../../rows/enrollments/labels";
import { Notice, type Command, type CommandScope } from "../../run/command";
import { completeTarget } from "./blocked";
import { chosenEnrollment, noEnrollment } from "./chosen";
import * as vscode from "vscode";
import { untilAborted } from "../../../arm/async/untilAborted";

/** Asks Azure how the ten steps of one enrollment stand. */
export const checkEnrollment: Command = {
  intent: "check the enrollment",
  async run(scope, clicked) {
    const { enrollment } = await chosenEnrollment(scope.services, clicked);
    completeTarget(enrollment);
    await checkNow(scope, enrollment.id);
    const state = scope.services.enrollments.get(enrollment.id);
    // The clicked row shows it.
    if (state !== undefined && !isEnrollmentNode(clicked))
      throw new Notice(`${nameOf(state.enrollment, t)}: ${presentEnrollment(state, t).description ?? ""}`);
  },
};

/** Asks Azure about all enrollments. */
export const checkEnrollments: Command = {
  intent: "check the enrollments",
  async run({ services: { enrollments, enrollmentTree } }) {
    if (enrollments.list().length === 0) throw noEnrollment();
    await enrollmentTree.checkAll();
  },
};

/** Asks Azure how an enrollment stands. Cancel stops waiting for the answer. */
export async function checkNow({ services, progress }: CommandScope, id: string): Promise<void> {
  await progress(vscode.l10n.t("Loading from Azure…"), ({ signal }) =>
    untilAborted(services.enrollments.check(id), signal),
  );
}
