import { keyOutput, opensslVerb, writesDer } from "../facts/openssl";
import { addedWords } from "../repairs";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

export const keyPkcs8: Rule = {
  id: "key-pkcs8",
  severity: "error",
  title: "Private key written as PKCS#8",
  why: 'The agent reads PKCS#1 only and stops with "asn1: structure error". OpenSSL 3 writes PKCS#8 unless it is told otherwise.',
  fix: "Add `-traditional` to `openssl pkey` or `openssl rsa`.",
  bad: keyScript({ privateHalf: keyLines.privateHalf.replace(" -traditional", "") }),
  good: keyScript(),
  *check({ shell, steps }) {
    if (!steps.enrolls) return;
    for (const command of shell.commands) {
      const verb = opensslVerb(command);
      const stays =
        verb === "genpkey" || verb === "genrsa"
          ? !writesDer(command)
          : !writesDer(command) && verb !== "pkcs8";
      if (keyOutput(command) !== "pkcs8-private" || stays) continue;
      const fixable = verb === "pkey" || verb === "rsa";
      yield {
        span: command.span,
        message:
          "This writes the private key as PKCS#8, which the agent cannot read. Write PKCS#1 with -traditional.",
        repairs: fixable ? addedWords(command, "-traditional") : [],
      };
    }
  },
};
