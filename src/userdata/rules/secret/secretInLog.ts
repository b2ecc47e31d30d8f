import type { ShellCommand } from "../../script/command";
import { argumentsOf, option } from "../../script/options";
import { filled, literal, written } from "../../script/value";
import { agentProxy, connect, enrollment } from "../examples";
import type { ShellWord } from "../../script/state";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { textAt } from "../subject";

export const secretInLog: Rule = {
  id: "secret-in-log",
  severity: "warning",
  title: "Secret written into the boot's log",
  why: "All that the script prints goes to /var/log/cloud-init-output.log and stays there. `set -x` prints every command with its values.",
  fix: "Do not print keys, tokens and passwords, and switch `set -x` off before the commands that take them.",
  bad: enrollment('echo "key: $PRIVATE_B64"', agentProxy, connect()),
  good: enrollment('echo "key is ready"', agentProxy, connect()),
  *check(subject) {
    for (const command of subject.shell.commands) {
      if (prints(command) && argumentsOf(command).some((word) => holdsSecret(subject, word))) {
        yield { span: command.span, message: "This prints a secret into /var/log/cloud-init-output.log." };
      } else if (command.options.xtrace && takesSecret(command)) {
        yield {
          span: command.span,
          message:
            "set -x prints this command with its secret into /var/log/cloud-init-output.log. Put set +x before it.",
        };
      }
    }
  },
};

/** Variables that by their names hold a secret, and the command that makes the private half. */
const secret =
  /\$\{?(?:\w*_)?(?:PRIVATE_(?:B64|KEY|PEM)\w*|PRIVATE_KEY_\w+|PASSWORD|PASSWD|SECRET|ACCESS_TOKEN|TOKEN)\b(?!:?[+])|openssl (?:pkey|rsa) [^)|]{0,200}?-traditional/u;

function holdsSecret(subject: Subject, word: ShellWord): boolean {
  return secret.test(written(word.value)) || secret.test(textAt(subject, word.span));
}

function prints(command: ShellCommand): boolean {
  const { program } = command;
  if (program !== "echo" && program !== "printf" && program !== "logger") return false;
  // Into a file, a pipe or a substitution it does not reach the log.
  if (command.redirections.some((each) => each.operator === ">" || each.operator === ">>")) return false;
  return command.flow.output === "log" && !/^-v$/u.test(literal(command.words[1]?.value ?? []) ?? "");
}

function takesSecret(command: ShellCommand): boolean {
  const flags = ["--private-key", "--password", "--service-principal-secret", "--access-token"];
  const use = option(command, flags);
  return use.kind === "given" && filled(use.value, "x") !== "";
}
