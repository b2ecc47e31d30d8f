import { say } from "../../../l10n/sentence";
import { enrollment, installAgent, login } from "../examples";
import { hasSwitch } from "../../script/options";
import { knownStart } from "../../script/value";
import { optionSpan, replacement } from "../repairs";
import type { Rule } from "../rule";

const flag = "--msi-resource-id";

export const loginMsiResourceId: Rule = {
  id: "login-msi-resource-id",
  severity: "error",
  title: "`--msi-resource-id`, an unknown option of az login",
  why: 'No version of az login has this option, although some pages show it. az stops with "unrecognized arguments".',
  fix: "Use `--resource-id` (azure-cli 2.69 and later).",
  bad: enrollment(`${login} --msi-resource-id "$UAMI_ID"`, installAgent),
  good: enrollment(`${login} --resource-id "$UAMI_ID"`, installAgent),
  *check(subject) {
    for (const { command } of subject.steps.logins) {
      if (hasSwitch(command, [flag]) !== "yes") continue;
      const word = command.words.find((each) => knownStart(each.value).startsWith(flag));
      if (word === undefined) continue;
      const span = optionSpan(subject, word, flag);
      yield {
        span,
        message: say`az login has no --msi-resource-id. Use --resource-id.`,
        repairs: replacement(subject, span, flag, "--resource-id"),
      };
    }
  },
};
