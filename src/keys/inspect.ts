import { say } from "../l10n/sentence";
import { enrollmentKeyBits } from "./pair";
import { recognise, type KeyFormat, type Recognised } from "./recognise";
import type { RsaKey } from "./rsa";
import { largestKeyInput, unwrapKeys, type WrappedKey } from "./text";

/** Whether `azcmagent connect existing` (private) or the Arc machine's `clientPublicKey` (public) takes the key as it stands. */
export type Verdict =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string; readonly nextMove: string };

/** One key of the input. Everything but `key` may be shown and logged. */
export interface KeyReport {
  /** One line: "RSA 2048 private key, PKCS#8, in PEM". */
  readonly title: string;
  /** The shell variable that it was assigned to. */
  readonly variable?: string;
  readonly verdict: Verdict;
  /** Present where the RSA numbers could be read: what conversion and pairing work on. */
  readonly key?: RsaKey;
  /** A passphrase would let the inspection continue. */
  readonly wantsPassphrase: boolean;
}

export interface KeyInspection {
  readonly keys: readonly KeyReport[];
  /** Whether a private and a public key of the input are one pair; absent unless there is one of each. */
  readonly pair?: "match" | "mismatch";
}

/** Says what each key in a file or a pasted text is. Throws nothing for bad input: no key gives an empty list. */
export async function inspectKeys(input: Uint8Array | string, passphrase?: string): Promise<KeyInspection> {
  if (input.length > largestKeyInput) return { keys: [] };
  const keys = await Promise.all(
    unwrapKeys(input).map(async (wrapped) => describe(wrapped, await recognise(wrapped, passphrase))),
  );
  const halves = keys.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const privates = halves.filter(({ half }) => half === "private");
  const publics = halves.filter(({ half }) => half === "public");
  const [privateHalf] = privates;
  const [publicHalf] = publics;
  if (privateHalf === undefined || publicHalf === undefined || halves.length !== 2) return { keys };
  return { keys, pair: privateHalf.belongsWith(publicHalf) ? "match" : "mismatch" };
}

function describe(wrapped: WrappedKey, found: Recognised): KeyReport {
  const variable = wrapped.variable === undefined ? {} : { variable: wrapped.variable };
  const common = {
    ...variable,
    wantsPassphrase: found.kind === "encrypted" && found.reason !== "cipher unknown",
  };
  switch (found.kind) {
    case "rsa": {
      const { bits, half } = found.key;
      const title =
        half === "private"
          ? say`RSA ${bits} private key, ${found.format}, ${standing(wrapped)}`
          : say`RSA ${bits} public key, ${found.format}, ${standing(wrapped)}`;
      return { ...common, title, key: found.key, verdict: judge(wrapped, found.format, found.key) };
    }
    case "encrypted":
      return {
        ...common,
        title: say`Encrypted private key, ${found.format}, ${standing(wrapped)}`,
        verdict: encryptedVerdict(found),
      };
    case "notRsa":
      return {
        ...common,
        title: say`${found.algorithm} key, ${found.format}, ${standing(wrapped)}`,
        verdict: refuse(
          say`Azure Arc enrollment accepts only RSA keys. This key is ${found.algorithm}.`,
          say`Generate an Arc key pair.`,
        ),
      };
    case "broken":
      return {
        ...common,
        title: say`Unreadable key, ${standing(wrapped)}`,
        verdict: refuse(
          say`It is not a valid key: ${found.reason}.`,
          say`Copy it again in full, or generate an Arc key pair.`,
        ),
      };
  }
}

const convert = say`Convert it to PKCS#1 base64.`;

function judge(wrapped: WrappedKey, format: KeyFormat, key: RsaKey): Verdict {
  if (key.bits !== enrollmentKeyBits) {
    return refuse(
      say`It has ${key.bits} bits. The enrollment is documented with ${enrollmentKeyBits}.`,
      say`Generate an Arc key pair.`,
    );
  }
  if (!key.isConsistent())
    return refuse(say`Its numbers are inconsistent.`, say`Copy it again, or generate an Arc key pair.`);
  if (format !== "PKCS#1") {
    return refuse(
      key.half === "private"
        ? say`It is ${format}, and Azure Arc requires PKCS#1. The agent reports "asn1: structure error".`
        : say`It is ${format}, and Azure Arc requires PKCS#1.`,
      convert,
    );
  }
  if (wrapped.wrapping !== "base64")
    return refuse(say`It is ${standing(wrapped)}, and Azure Arc requires base64 of DER.`, convert);
  if (wrapped.lines > 1)
    return refuse(say`It is wrapped over ${wrapped.lines} lines, and Azure Arc requires one line.`, convert);
  return { accepted: true };
}

function encryptedVerdict(found: Recognised & { kind: "encrypted" }): Verdict {
  switch (found.reason) {
    case "passphrase needed":
      return refuse(
        say`It is encrypted, and the agent cannot prompt for its passphrase.`,
        say`Enter the passphrase, then convert the key.`,
      );
    case "passphrase wrong":
      return refuse(say`The passphrase is incorrect.`, say`Enter the passphrase again.`);
    case "cipher unknown":
      return refuse(
        say`Its encryption is not supported.`,
        say`Remove the passphrase on a copy, for example with ssh-keygen -p -m PEM, and inspect that.`,
      );
  }
}

function refuse(reason: string, nextMove: string): Verdict {
  return { accepted: false, reason, nextMove };
}

function standing(wrapped: WrappedKey): string {
  switch (wrapped.wrapping) {
    case "PEM":
      return say`in PEM`;
    case "DER":
      return say`in binary DER`;
    case "base64":
      return wrapped.lines > 1 ? say`in base64 over ${wrapped.lines} lines` : say`in base64`;
    case "base64 of PEM":
      return say`in base64 of PEM`;
    case "OpenSSH line":
      return say`in an authorized_keys line`;
  }
}
