import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { argumentsOf } from "../../script/options";
import { literal, written } from "../../script/value";
import { script } from "../examples";
import type { Rule } from "../rule";

const managers = new Set(["apt", "apt-get", "dnf", "yum", "tdnf", "aptitude"]);

export const aptWithoutYes: Rule = {
  id: "apt-without-yes",
  severity: "warning",
  needs: "shell",
  programs: managers,
  title: "Package installed without `-y`",
  why: 'The package manager asks "Do you want to continue?". At first boot nobody can answer, and it stops.',
  fix: "Add `-y`.",
  bad: script("#cloud-config", "runcmd:", "  - apt-get install jq"),
  good: script("#cloud-config", "runcmd:", "  - apt-get install -y jq"),
  *check({ shell }) {
    for (const command of shell.commands) {
      const verb = managers.has(command.program ?? "")
        ? argumentsOf(command).find((word) => changing.test(literal(word.value) ?? ""))
        : undefined;
      if (verb === undefined || answers(command)) continue;
      const { end } = verb.span;
      yield {
        span: { start: command.span.start, end },
        message: say`${command.program ?? ""} prompts before it continues. Add -y.`,
        repairs:
          command.form !== "text"
            ? []
            : [{ title: "Add -y", edits: [{ span: { start: end, end }, text: " -y" }] }],
      };
    }
  },
};
const changing =
  /^(?:install|upgrade|full-upgrade|dist-upgrade|remove|purge|autoremove|localinstall|groupinstall|erase)$/u;

function answers(command: ShellCommand): boolean {
  if (
    command.pipedFrom?.program === "yes" ||
    command.input !== undefined ||
    command.place.kind === "packages"
  )
    return true;
  return argumentsOf(command).some((word) => {
    const text = literal(word.value);
    if (text === undefined) return word.spreads && written(word.value).startsWith("$");
    return /^-[a-zA-Z]*(?:y|qq)|^--(?:yes|assume-?yes|assumeyes|force-yes|dry-run|simulate|download-only|help)$|^-s$|Assume-Yes/u.test(
      text,
    );
  });
}
