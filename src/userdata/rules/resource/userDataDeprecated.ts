import { say } from "../../../l10n/sentence";
import { script } from "../examples";
import { azVerb } from "../facts/azure/az";
import { knownStart } from "../../script/value";
import { optionSpan, replacement } from "../repairs";
import type { Rule } from "../rule";

const create = (flag: string): string =>
  script(
    "#!/bin/bash",
    "set -euo pipefail",
    `az networkcloud virtualmachine create -g "$RESOURCE_GROUP" -n vm1 ${flag} "$ENCODED_USER_DATA"`,
  );

const successors: Readonly<Record<string, string>> = {
  "--user-data": "--user-data-content",
  "--ud": "--user-data-content",
  "--network-data": "--network-data-content",
  "--nd": "--network-data-content",
};

export const userDataDeprecated: Rule = {
  id: "user-data-deprecated",
  severity: "error",
  title: "`--user-data` where `--user-data-content` is meant",
  why: "Azure returns userData in clear text to everyone who can read the VM, and the option will be removed. userDataContent is kept secret.",
  fix: "Use `--user-data-content` (and `--network-data-content`).",
  bad: create("--user-data"),
  good: create("--user-data-content"),
  *check(subject) {
    for (const command of subject.shell.commands) {
      if (!/^networkcloud virtualmachine (?:create|update)$/u.test(azVerb(command))) continue;
      for (const word of command.words) {
        const flag = knownStart(word.value).replace(/=.*$/su, "");
        const successor = Object.hasOwn(successors, flag) ? successors[flag] : undefined;
        if (successor === undefined) continue;
        const span = optionSpan(subject, word, flag);
        yield {
          span,
          message: say`${flag} is deprecated and readable by others. Use ${successor}.`,
          repairs: replacement(subject, span, flag, successor),
          tag: "deprecated",
        };
      }
    }
  },
};
