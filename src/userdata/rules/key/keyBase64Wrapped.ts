import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { option } from "../../script/options";
import { keyUses } from "../facts/keys/keyUses";
import { addedWords } from "../repairs";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

export const keyBase64Wrapped: Rule = {
  id: "key-base64-wrapped",
  severity: "error",
  title: "Base64 of a key wrapped into lines",
  why: "base64 wraps its output into lines of 64 or 76 characters. The line breaks damage the JSON body and the agent's option.",
  fix: "Use `openssl base64 -A` or `base64 -w0`.",
  bad: keyScript({ privateHalf: keyLines.privateHalf.replace(" -A", "") }),
  good: keyScript(),
  *check(subject) {
    for (const { half, span, key } of keyUses(subject)) {
      const encoder = key?.wrappedBy;
      if (encoder === undefined) continue;
      const flag = encoder.program === "openssl" ? "-A" : "-w0";
      yield {
        span: encoder.span,
        message: say`This wraps the key into lines. Add ${flag}.`,
        related: [{ span, message: say`The ${half} key is used here.` }],
        repairs: hasWidth(encoder) ? [] : addedWords(encoder, flag),
      };
    }
  },
};

/** A width of its own must go first. */
function hasWidth(encoder: ShellCommand): boolean {
  return option(encoder, ["-w", "--wrap"]).kind !== "absent";
}
