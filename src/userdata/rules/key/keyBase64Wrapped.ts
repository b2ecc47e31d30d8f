import type { ShellCommand } from "../../script/command";
import { argumentsOf, hasSwitch } from "../../script/options";
import { literal } from "../../script/value";
import { opensslVerb } from "../facts/openssl";
import { addedWords } from "../repairs";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

export const keyBase64Wrapped: Rule = {
  id: "key-base64-wrapped",
  severity: "error",
  title: "Base64 of a key broken into lines",
  why: "base64 breaks its output into lines of 64 or 76 characters. The line breaks break the JSON body and the agent's option.",
  fix: "Use `openssl base64 -A` or `base64 -w0`.",
  bad: keyScript({ privateHalf: keyLines.privateHalf.replace(" -A", "") }),
  good: keyScript(),
  *check({ shell, steps }) {
    if (!steps.enrolls) return;
    for (const command of shell.commands) {
      const from = command.pipedFrom;
      if (from?.program !== "openssl" || opensslVerb(from) === "base64" || !wraps(command)) continue;
      const flag = command.program === "base64" ? "-w0" : "-A";
      yield {
        span: command.span,
        message: `This breaks the key into lines. Add ${flag}.`,
        repairs: addedWords(command, flag),
      };
    }
  },
};

function wraps(command: ShellCommand): boolean {
  const decodes = hasSwitch(command, ["-d", "-D", "--decode"]) === "yes";
  if (decodes) return false;
  if (command.program === "base64") {
    return !argumentsOf(command).some((word) => /^(?:-w|--wrap)/u.test(literal(word.value) ?? ""));
  }
  const encodes =
    opensslVerb(command) === "base64" ||
    (opensslVerb(command) === "enc" && hasSwitch(command, ["-base64", "-a"]) === "yes");
  return encodes && hasSwitch(command, ["-A"]) === "no";
}
