import { say } from "../../../l10n/sentence";
import { compareValues, written } from "../../script/value";
import type { KeyUse } from "../facts/keys/keyUses";
import { keyUses } from "../facts/keys/keyUses";
import type { Rule } from "../rule";
import { keyScript } from "./examplesOfKeys";

export const keyHalves: Rule = {
  id: "key-halves",
  severity: "error",
  title: "Private and public key swapped",
  why: "The machine resource needs the public key, the agent needs the private key. If they are swapped, the connection fails, and the private key is stored in Azure.",
  fix: 'Send the public key as `"clientPublicKey"`, and pass the private key to `--private-key`.',
  bad: keyScript().replace('--private-key "$PRIVATE_B64"', '--private-key "$PUBLIC_B64"'),
  good: keyScript(),
  *check(subject) {
    const uses = keyUses(subject);
    const sent = uses.find((use) => use.half === "public");
    if (sent !== undefined && halfOf(sent) === "private") {
      yield {
        span: sent.span,
        message: say`This is the private key. The machine resource needs the public key.`,
      };
    }
    for (const use of uses) {
      if (use.half !== "private") continue;
      const same =
        sent !== undefined && halfOf(sent) !== "private" && compareValues(sent.value, use.value) === "same";
      if (!same && halfOf(use) !== "public") continue;
      yield {
        span: use.span,
        message: say`This is the public key. The agent needs the private key.`,
        ...(sent && { related: [{ span: sent.span, message: say`The machine is created with this key.` }] }),
      };
    }
  },
};

/** Which half a value is, by the commands that make it or by the name of its variable. */
function halfOf({ key, value }: KeyUse): "private" | "public" | "unknown" {
  if (key !== undefined && key.structure !== "other")
    return key.structure.endsWith("public") ? "public" : "private";
  const text = written(value);
  if (/RSAPublicKey_out|-pubout|^\$\{?PUBLIC/u.test(text)) return "public";
  return /-traditional|^\$\{?PRIVATE/u.test(text) ? "private" : "unknown";
}
