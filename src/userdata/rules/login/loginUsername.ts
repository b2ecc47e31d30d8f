import { say } from "../../../l10n/sentence";
import { enrollment, installAgent, login } from "../examples";
import { option } from "../../script/options";
import { knownStart, written } from "../../script/value";
import { optionSpan, replacement } from "../repairs";
import type { Rule } from "../rule";

export const loginUsername: Rule = {
  id: "login-username",
  severity: "error",
  title: "Identity named by `--username`",
  why: "Since azure-cli 2.73 `az login --identity` rejects `--username`.",
  fix: "Name the user-assigned identity by `--resource-id`, `--client-id` or `--object-id`.",
  bad: enrollment(`${login} --username "$UAMI_ID"`, installAgent),
  good: enrollment(`${login} --resource-id "$UAMI_ID"`, installAgent),
  *check(subject) {
    for (const { command } of subject.steps.identityLogins) {
      const use = option(command, ["--username", "-u"]);
      if (use.kind !== "given" && use.kind !== "flag") continue;
      const value = use.kind === "given" ? written(use.value) : "";
      const flag = /^[0-9a-f-]{36}$|client/iu.test(value) ? "--client-id" : "--resource-id";
      const name = knownStart(use.word.value).startsWith("--username") ? "--username" : "-u";
      const span = optionSpan(subject, use.word, name);
      yield {
        span,
        message: say`az login --identity does not accept --username since 2.73. Use ${flag}.`,
        repairs: replacement(subject, span, name, flag),
      };
    }
  },
};
