import { assignRelay, createMachine, enrollment, extension, login } from "../examples";
import { azVerb } from "../facts/az";
import { lineBefore } from "../repairs";
import type { Rule } from "../rule";
import { literal } from "../../script/value";

export const extensionMissing: Rule = {
  id: "extension-missing",
  severity: "warning",
  title: "networkcloud extension not installed",
  why: "`az networkcloud` is an extension. Without it az asks whether to install it, and at first boot nobody answers.",
  fix: "Run `az extension add --name networkcloud --yes` (4.0.0 or later) before its first command.",
  bad: enrollment(login, createMachine, assignRelay),
  good: enrollment(extension, login, createMachine, assignRelay),
  *check(subject) {
    const { steps, shell } = subject;
    // On a workstation the extension is installed once, by hand.
    if (steps.identityLogins.length === 0) return;
    const used = shell.commands.findIndex((command) => azVerb(command).startsWith("networkcloud "));
    const first = shell.commands[used];
    if (first === undefined) return;
    const ready = shell.commands.slice(0, used).some((command) => {
      const words = command.words.map((word) => literal(word.value) ?? "");
      if (azVerb(command).startsWith("extension "))
        return words.some((word) => word.includes("networkcloud"));
      return (
        azVerb(command).startsWith("config set") &&
        words.some((word) => word.includes("use_dynamic_install=yes"))
      );
    });
    if (ready) return;
    yield {
      span: first.span,
      message:
        "az networkcloud needs its extension: run az extension add --name networkcloud --yes before this.",
      repairs: lineBefore(subject, first, extension, "Install the extension first"),
    };
  },
};
