import { say } from "../../../l10n/sentence";
import { keyOutput, opensslVerb, writesDer } from "../facts/keys/openssl";
import { isPem, keyUses } from "../facts/keys/keyUses";
import { replacement } from "../repairs";
import { literal } from "../../script/value";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

const spkiText = "SubjectPublicKeyInfo";

export const publicKeySpki: Rule = {
  id: "public-key-spki",
  severity: "error",
  title: "Public key written as SubjectPublicKeyInfo",
  why: "clientPublicKey is the bare RSA public key (PKCS#1). `-pubout` wraps it in another structure, and the agent's proof does not match it.",
  fix: "Use `openssl rsa -RSAPublicKey_out` instead of `-pubout`.",
  bad: keyScript({ publicHalf: keyLines.publicHalf.replace("-RSAPublicKey_out", "-pubout") }),
  good: keyScript(),
  *check(subject) {
    const { shell, steps } = subject;
    if (!steps.enrolls) return;
    for (const { half, span, key } of keyUses(subject)) {
      if (half !== "public" || key?.structure !== "spki-public" || isPem(key)) continue;
      const { origin } = key;
      if (origin !== undefined && writesDer(origin)) continue;
      yield {
        span,
        message: say`This key is ${spkiText}. Use openssl rsa -RSAPublicKey_out -outform DER.`,
        ...(origin && {
          related: [{ span: origin.span, message: say`The key is written as ${spkiText} here.` }],
        }),
      };
    }
    for (const command of shell.commands) {
      if (keyOutput(command) !== "spki-public" || !writesDer(command)) continue;
      const word = command.words.find((each) => literal(each.value) === "-pubout");
      if (word === undefined) continue;
      yield {
        span: word.span,
        message: say`The machine resource needs the public key as PKCS#1. Use openssl rsa -RSAPublicKey_out.`,
        repairs:
          opensslVerb(command) === "rsa"
            ? replacement(subject, word.span, "-pubout", "-RSAPublicKey_out")
            : [],
      };
    }
  },
};
