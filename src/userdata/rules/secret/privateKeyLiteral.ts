import { say } from "../../../l10n/sentence";
import { option } from "../../script/options";
import { literal, valueSpan } from "../../script/value";
import type { Span } from "../../script/text/mappedText";
import { agentProxy, connect, enrollment } from "../examples";
import type { Report, Rule } from "../rule";

/** Base64 of the first bytes of a PKCS#1 or PKCS#8 RSA key (an ASN.1 sequence of 512 bytes or more), and enough of it to be one. */
const keyText = /\bMII[CEJ][A-Za-z0-9+/]{300,}={0,2}/gu;

// Not a key: only its first bytes look like one.
const sample = `MIIE${"A".repeat(400)}`;

export const privateKeyLiteral: Rule = {
  id: "private-key-literal",
  severity: "error",
  needs: "shell",
  title: "Enrollment's private key in the user data",
  why: "User data is not encrypted: every process of the VM can read it, and Azure returns `userData` in clear text. Anyone who has the key can connect instead of the VM.",
  fix: "Generate the key on the VM (`openssl genpkey`, or `azcmagent genkey` with `--use-saved-key`). If the machine is created elsewhere, transfer the key in another way, or send it as userDataContent and turn off this rule to accept the risk.",
  bad: enrollment(agentProxy, connect(undefined, { "--private-key": sample })),
  good: enrollment(agentProxy, connect()),
  *check({ document, steps }) {
    const seen: Span[] = [];
    for (const { command } of steps.connects) {
      const use = option(command, ["--private-key"]);
      const text = use.kind === "given" ? literal(use.value) : undefined;
      if (use.kind !== "given" || text === undefined || text.length < 40) continue;
      const span = valueSpan(use.value) ?? use.valueSpan;
      seen.push(span);
      yield report(span);
    }
    if (!steps.enrolls) return;
    for (const match of document.text.matchAll(keyText)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (!seen.some((each) => each.start < span.end && span.start < each.end)) yield report(span);
    }
  },
};

function report(span: Span): Report {
  return {
    span,
    message: say`The private key is here in clear text, and user data is readable by every process of the VM.`,
  };
}
