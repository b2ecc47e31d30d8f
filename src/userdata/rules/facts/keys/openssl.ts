import type { ShellCommand } from "../../../script/command";
import { argumentsOf, hasSwitch, option } from "../../../script/options";
import { literal } from "../../../script/value";

/** The subcommand of an `openssl` command: `pkey`, `rsa`, `base64`. */
export function opensslVerb(command: ShellCommand): string | undefined {
  const word = command.program === "openssl" ? argumentsOf(command)[0] : undefined;
  return word === undefined ? undefined : literal(word.value);
}

/** What an `openssl` command writes, as far as enrollment cares. */
export type KeyOutput = "pkcs1-private" | "pkcs8-private" | "pkcs1-public" | "spki-public" | "other";

/**
 * Which half of the key, in which form. OpenSSL 3 writes PKCS#8 unless it is told `-traditional`; `-pubout` gives
 * SubjectPublicKeyInfo, `-RSAPublicKey_out` PKCS#1.
 */
export function keyOutput(command: ShellCommand): KeyOutput {
  const verb = opensslVerb(command);
  const has = (name: string): boolean => hasSwitch(command, [name]) === "yes";
  if (verb === "pkcs8") return has("-topk8") ? "pkcs8-private" : "other";
  if (verb !== "pkey" && verb !== "rsa" && verb !== "genpkey" && verb !== "genrsa") return "other";
  if (has("-RSAPublicKey_out")) return "pkcs1-public";
  if (has("-pubout")) return "spki-public";
  if (has("-noout")) return "other";
  return has("-traditional") ? "pkcs1-private" : "pkcs8-private";
}

/** Whether the output is the binary that the agent takes (DER) and not a file for later (PEM). */
export function writesDer(command: ShellCommand): boolean {
  const form = option(command, ["-outform"]);
  return form.kind === "given" && literal(form.value)?.toUpperCase() === "DER";
}
