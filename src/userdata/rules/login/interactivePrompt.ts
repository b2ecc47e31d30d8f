import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { argumentsOf, hasSwitch, option } from "../../script/options";
import { literal } from "../../script/value";
import { enrollment, installAgent, login } from "../examples";
import { connects, connectsExisting } from "../facts/azure/agent";
import { agentNames } from "../facts/azure/agentOptions";
import { azVerb } from "../facts/azure/az";
import { azSetting, isOn } from "../facts/azure/azSettings";
import type { Rule } from "../rule";

export const interactivePrompt: Rule = {
  id: "interactive-prompt",
  severity: "warning",
  needs: "shell",
  title: "Command that waits for input",
  why: "At first boot nobody can answer a prompt. A command that prompts waits until the boot times out, or fails.",
  fix: "Specify the answer on the command line: an identity to sign in with, `--yes`, `-N ''`.",
  bad: enrollment("az login", installAgent),
  good: enrollment(login, installAgent),
  *check({ shell }) {
    for (const [index, command] of shell.commands.entries()) {
      const asks = question(command);
      if (asks === undefined || (command.program === "az" && confirmsItself(shell.commands, index))) continue;
      yield { span: command.span, message: asks };
    }
  },
};

const editors = new Set(["vi", "vim", "nano", "emacs", "less", "more", "top", "htop"]);

/** `vim --version`, `top -b`: these write and end. */
const answersAtOnce = ["--version", "--help", "-b", "-bn1", "--batch"];

/** `visudo -c` (also `-cf FILE`, `-qcf FILE`) only checks the file. */
function visudoChecks(command: ShellCommand): boolean {
  const texts = argumentsOf(command).map((word) => literal(word.value) ?? "");
  return texts.some((text) => /^-[a-zA-Z]*c|^--check$|^-[hV]$|^--(?:help|version)$/u.test(text));
}

function question(command: ShellCommand): string | undefined {
  const { program } = command;
  if (program === undefined || command.input !== undefined || command.pipedFrom !== undefined)
    return undefined;
  if (command.redirections.some((each) => each.operator === "here" || each.operator === "<"))
    return undefined;
  if (program === "az") return azQuestion(command);
  if (editors.has(program) && hasSwitch(command, answersAtOnce) === "no")
    return say`${program} waits for input.`;
  if (program === "visudo" && !visudoChecks(command)) return say`visudo opens an editor and waits for input.`;
  if (program === "read" && command.flow.status === "plain" && option(command, ["-p"]).kind === "given") {
    return say`read -p waits for an answer, which nobody can give at first boot.`;
  }
  if (
    program === "passwd" &&
    hasSwitch(command, [
      "-l",
      "-u",
      "-d",
      "-e",
      "-S",
      "--lock",
      "--unlock",
      "--delete",
      "--expire",
      "--stdin",
    ]) === "no"
  ) {
    return say`passwd prompts for a password. Use chpasswd with a hash, or lock the account.`;
  }
  if (program === "ssh-keygen") return keygenQuestion(command);
  if (connects(command) && !connectsExisting(command)) return connectQuestion(command);
  return undefined;
}

/** `core.disable_confirm_prompt` answers every confirmation; a sign-in is none. */
function confirmsItself(commands: readonly ShellCommand[], index: number): boolean {
  const command = commands[index];
  if (command === undefined || azVerb(command) === "login") return false;
  return isOn(azSetting(commands, index, { section: "core", name: "disable_confirm_prompt" }));
}

function azQuestion(command: ShellCommand): string | undefined {
  const verb = azVerb(command);
  if (verb !== "login") {
    const deletes = /(?:^| )delete$/u.test(verb) && hasSwitch(command, ["--yes", "-y"]) === "no";
    return deletes ? say`az ${verb} prompts before it deletes. Add --yes.` : undefined;
  }
  if (hasSwitch(command, ["--use-device-code"]) === "yes")
    return say`A device code waits for a sign-in in a browser.`;
  const given = hasSwitch(command, [
    "--identity",
    "-i",
    "--service-principal",
    "--federated-token",
    "-p",
    "--password",
  ]);
  return given === "no" ? say`az login opens a browser. In the VM, sign in with --identity.` : undefined;
}

function keygenQuestion(command: ShellCommand): string | undefined {
  const reads = ["-y", "-l", "-R", "-F", "-A", "-e", "-i", "-K", "-s", "-I"];
  if (hasSwitch(command, reads) !== "no" || option(command, ["-N"]).kind !== "absent") return undefined;
  if (command.words.some((word) => literal(word.value) === "-N")) return undefined;
  return say`ssh-keygen prompts for a passphrase. Add -N ''.`;
}

const credentials = [
  ...agentNames("--access-token"),
  ...agentNames("--service-principal-id"),
  ...agentNames("--config"),
  ...agentNames("--use-azcli"),
];

function connectQuestion(command: ShellCommand): string | undefined {
  if (hasSwitch(command, credentials) !== "no" || option(command, ["--private-key"]).kind !== "absent")
    return undefined;
  return say`azcmagent connect without credentials waits for a sign-in in a browser.`;
}
