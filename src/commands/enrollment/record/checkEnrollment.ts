import { t } from "../../../l10n";
import { isEnrollmentNode } from "../../../rows/enrollments/nodes";
import { presentEnrollment } from "../../../rows/enrollments/presentation";
import { nameOf } from "../../../rows/enrollments/labels";
import { Notice, type Command } from "../../run/command";
import { completeTarget } from "./blocked";
import { checkNow } from "./checkNow";
import { chosenEnrollment } from "./chosen";

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
