import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { argumentsOf, option } from "../../script/options";
import type { Span } from "../../script/text/mappedText";
import type { Piece, TextPiece } from "../../script/value";
import { filled, literal, written } from "../../script/value";
import { keyTexts, mayWriteKey } from "../facts/keys/keyText";
import { holdsSecretByName, isPath, isPathName, secretFlags } from "../facts/keys/secrets";
import { agentProxy, connect, enrollment } from "../examples";
import type { ShellWord } from "../../script/state";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { textAt } from "../subject";

export const secretInLog: Rule = {
  id: "secret-in-log",
  severity: "warning",
  needs: "shell",
  title: "Secret written to the boot log",
  why: "Everything that the script prints goes to /var/log/cloud-init-output.log and stays there. `set -x` prints every command with its values.",
  fix: "Do not print keys, tokens and passwords, and turn off `set -x` before the commands that use them.",
  bad: enrollment('echo "key: $PRIVATE_B64"', agentProxy, connect()),
  good: enrollment('echo "key is ready"', agentProxy, connect()),
  *check(subject) {
    for (const command of subject.shell.commands) {
      if (prints(command) && argumentsOf(command).some((word) => holdsSecret(subject, word))) {
        yield { span: command.span, message: say`This prints a secret to /var/log/cloud-init-output.log.` };
      } else if (command.options.xtrace && takesSecret(command)) {
        yield {
          span: command.span,
          message: say`set -x prints this command with its secret to /var/log/cloud-init-output.log. Put set +x before it.`,
        };
      }
    }
  },
};

/** Whether what a word prints is a secret: the private key by what the script makes of it, others by their variables' names. */
function holdsSecret(subject: Subject, word: ShellWord): boolean {
  const { value } = word;
  if (value.some((piece) => piece.kind === "unknown" && isSecretPiece(subject, piece))) return true;
  const source = textAt(subject, word.span);
  if (!source.includes("$")) return false;
  const inserted = value.flatMap((piece) =>
    piece.kind === "text" && !isWithin(piece, word.span) ? [piece.text] : [],
  );
  if (inserted.length > 0 && inserted.every(isPath)) return false;
  const plain = value.map((piece) => (piece.kind === "text" ? piece.text : "")).join("");
  return variablesIn(source).some((each) => holdsSecretByName(each) && !plain.includes(`$${each}`));
}

function isSecretPiece(subject: Subject, piece: Extract<Piece, { kind: "unknown" }>): boolean {
  if (piece.ran === undefined) return variablesIn(piece.written).some(holdsSecretByName);
  if (!mayWriteKey(piece.program)) return false;
  const key = keyTexts(subject).of([piece]);
  return key?.structure.endsWith("-private") === true;
}

function isWithin({ source, start, end }: TextPiece, outer: Span): boolean {
  const span = source.span(start, end);
  return span.start >= outer.start && span.end <= outer.end;
}

/** `$NAME` and `${NAME…}`; not the length (`${#NAME}`), a word in its place (`${NAME:+set}`), or what a substitution takes. */
function variablesIn(text: string): string[] {
  const printed = text.replace(/\$\([^)]*\)|`[^`]*`/gu, "");
  return [...printed.matchAll(/\$\{?([A-Za-z_]\w*)(?!\w|:?\+)/gu)].map((match) => match[1] ?? "");
}

function prints(command: ShellCommand): boolean {
  const { program } = command;
  if (program !== "echo" && program !== "printf" && program !== "logger") return false;
  // Into a file, a pipe or a substitution it does not reach the log.
  if (command.redirections.some((each) => each.operator === ">" || each.operator === ">>")) return false;
  return command.flow.output === "log" && !/^-v$/u.test(literal(command.words[1]?.value ?? []) ?? "");
}

/** Whether a command's line shows a secret; a path to one is none. */
function takesSecret(command: ShellCommand): boolean {
  const use = option(command, ["--private-key", "--password", ...secretFlags(command)]);
  if (use.kind !== "given" || filled(use.value, "x") === "") return false;
  const text = written(use.value);
  if (command.program === "curl" && !text.includes(":")) return false;
  const names = variablesIn(text);
  return !isPath(text) && (names.length === 0 || names.some((name) => !isPathName(name)));
}
