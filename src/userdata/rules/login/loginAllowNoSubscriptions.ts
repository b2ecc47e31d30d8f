import { say } from "../../../l10n/sentence";
import { enrollment, installAgent, login } from "../examples";
import { hasSwitch } from "../../script/options";
import { addedWords } from "../repairs";
import type { Rule } from "../rule";

export const loginAllowNoSubscriptions: Rule = {
  id: "login-without-allow-no-subscriptions",
  severity: "warning",
  title: "`az login --identity` without `--allow-no-subscriptions`",
  why: "The VM's identity often has a role on one resource only, so it sees no subscription. az then reports that the sign-in failed.",
  fix: "Add `--allow-no-subscriptions`.",
  bad: enrollment("az login --identity", installAgent),
  good: enrollment(login, installAgent),
  *check({ steps }) {
    if (!steps.enrolls) return;
    for (const { command } of steps.identityLogins) {
      if (hasSwitch(command, ["--allow-no-subscriptions"]) !== "no") continue;
      yield {
        span: command.span,
        message: say`The sign-in fails if the identity sees no subscription. Add --allow-no-subscriptions.`,
        repairs: addedWords(command, "--allow-no-subscriptions"),
      };
    }
  },
};
