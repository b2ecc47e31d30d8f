import { say } from "../../../../l10n/sentence";
import { ignoredSteps } from "../../facts/important";
import { agentProxy, connect, enrollment, login } from "../../examples";
import type { Rule } from "../../rule";

export const stepIgnored: Rule = {
  id: "step-ignored",
  severity: "warning",
  needs: "shell",
  title: "Failure of an enrollment step ignored",
  why: "`|| true`, a background `&` or a pipe without `pipefail` hides the failure. So does `X=$(steps)` in bash: `set -e` is off within `$( )`, and only the last status there counts; dash stops. The steps after it run without its result.",
  fix: "Let the step fail, or check its status: `|| { echo …; exit 1; }`.",
  bad: enrollment(`${login} || true`, agentProxy, connect()),
  good: enrollment(login, agentProxy, connect()),
  *check(subject) {
    if (!subject.steps.enrolls) return;
    for (const { command } of ignoredSteps(subject)) {
      const how = command.flow.background
        ? say`it runs in the background`
        : command.flow.lenient === true
          ? say`bash does not stop at a failure within $( ), whatever set -e says`
          : say`its failure is ignored`;
      yield { span: command.span, message: say`All later steps depend on this step, but ${how}.` };
    }
  },
};
