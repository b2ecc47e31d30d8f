import { say } from "../../../l10n/sentence";
import { isPem, keyUses } from "../facts/keys/keyUses";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

export const keyPem: Rule = {
  id: "key-pem",
  severity: "error",
  title: "Key given as PEM text",
  why: "The agent and Azure need base64 of the key's DER bytes. PEM, with its BEGIN and END lines, is a different format, and base64 of PEM is base64 twice.",
  fix: "Write DER first: `openssl rsa -traditional -outform DER` for the private key, `openssl rsa -RSAPublicKey_out -outform DER` for the public key, each piped into `openssl base64 -A`.",
  bad: keyScript({ privateHalf: 'PRIVATE_B64="$(openssl base64 -A -in "$PEM")"' }),
  good: keyScript({ privateHalf: keyLines.privateHalf }),
  *check(subject) {
    for (const { half, span, key } of keyUses(subject)) {
      if (key === undefined || !isPem(key)) continue;
      const origin = key.origin;
      yield {
        span,
        message: say`This is ${key.form === "pem" ? say`a PEM file` : say`base64 of a PEM file`}. The ${half} key is base64 of DER.`,
        ...(origin && { related: [{ span: origin.span, message: say`The PEM file is written here.` }] }),
      };
    }
  },
};
