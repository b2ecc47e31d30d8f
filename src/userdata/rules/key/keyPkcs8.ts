import { say } from "../../../l10n/sentence";
import { keyOutput, opensslVerb, writesDer } from "../facts/keys/openssl";
import { isPem, keyUses } from "../facts/keys/keyUses";
import type { ShellCommand } from "../../script/command";
import { addedWords } from "../repairs";
import type { Report, Rule } from "../rule";
import type { Subject } from "../subject";
import { keyLines, keyScript } from "./examplesOfKeys";

export const keyPkcs8: Rule = {
  id: "key-pkcs8",
  severity: "error",
  title: "Private key written as PKCS#8",
  why: 'The agent reads only PKCS#1 and stops with "asn1: structure error". OpenSSL 3 writes PKCS#8 by default.',
  fix: "Add `-traditional` to `openssl pkey` or `openssl rsa`.",
  bad: keyScript({ privateHalf: keyLines.privateHalf.replace(" -traditional", "") }),
  good: keyScript(),
  *check(subject) {
    if (!subject.steps.enrolls) return;
    yield* derCommands(subject);
    for (const { half, span, key } of keyUses(subject)) {
      if (half !== "private" || key?.structure !== "pkcs8-private" || isPem(key)) continue;
      const { origin } = key;
      if (origin !== undefined && isDerCommand(origin)) continue;
      yield {
        span,
        message: say`This key is PKCS#8, which the agent cannot read. Write PKCS#1 with -traditional -outform DER.`,
        ...(origin && { related: [{ span: origin.span, message: say`The key is written as PKCS#8 here.` }] }),
      };
    }
  },
};

/** Commands that write the private key as it is to be given to the agent. */
function* derCommands({ shell }: Subject): Generator<Report> {
  for (const command of shell.commands) {
    if (!isDerCommand(command)) continue;
    const verb = opensslVerb(command);
    const fixable = verb === "pkey" || verb === "rsa";
    yield {
      span: command.span,
      message: say`This writes the private key as PKCS#8, which the agent cannot read. Write PKCS#1 with -traditional.`,
      repairs: fixable ? addedWords(command, "-traditional") : [],
    };
  }
}

function isDerCommand(command: ShellCommand): boolean {
  if (keyOutput(command) !== "pkcs8-private") return false;
  return writesDer(command) || opensslVerb(command) === "pkcs8";
}
