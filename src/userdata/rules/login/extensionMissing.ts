import { say } from "../../../l10n/sentence";
import { assignRelay, createMachine, enrollment, extension, login } from "../examples";
import { azVerb } from "../facts/azure/az";
import type { AzSetting } from "../facts/azure/azSettings";
import { azSetting } from "../facts/azure/azSettings";
import { lineBefore } from "../repairs";
import type { Rule } from "../rule";
import { literal } from "../../script/value";

export const extensionMissing: Rule = {
  id: "extension-missing",
  severity: "warning",
  title: "networkcloud extension not installed",
  why: "`az networkcloud` is an extension. Without it, az prompts to install it, and at first boot nobody can answer.",
  fix: "Run `az extension add --name networkcloud --yes` (4.0.0 or later) before its first command, or set `extension.use_dynamic_install` to `yes_without_prompt` (`az config set`, or the variable `AZURE_EXTENSION_USE_DYNAMIC_INSTALL`).",
  bad: enrollment(login, createMachine, assignRelay),
  good: enrollment(extension, login, createMachine, assignRelay),
  *check(subject) {
    const { steps, shell } = subject;
    // On a workstation the extension is installed once, manually.
    if (steps.identityLogins.length === 0) return;
    const used = shell.commands.findIndex((command) => azVerb(command).startsWith("networkcloud "));
    const first = shell.commands[used];
    if (first === undefined) return;
    const installed = shell.commands
      .slice(0, used)
      .some(
        (command) =>
          azVerb(command).startsWith("extension ") &&
          command.words.some((word) => literal(word.value)?.includes("networkcloud") === true),
      );
    if (installed || installsWithoutAsking(azSetting(shell.commands, used, dynamicInstall))) return;
    yield {
      span: first.span,
      message: say`az networkcloud needs its extension: run az extension add --name networkcloud --yes before this.`,
      repairs: lineBefore(subject, first, extension, say`Install the extension first`),
    };
  },
};

const dynamicInstall: AzSetting = { section: "extension", name: "use_dynamic_install" };

/** `yes_prompt` asks, and at first boot nobody can answer. What only the VM knows may be right. */
function installsWithoutAsking(setting: string | undefined): boolean {
  return setting === "yes_without_prompt" || setting?.includes("$") === true;
}
