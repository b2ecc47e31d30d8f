import { generateKeyPair as generate } from "node:crypto";
import { promisify } from "node:util";

/**
 * The one-time key pair of an enrollment. Each half is base64 of PKCS#1 DER on one line: what
 * `azcmagent connect existing --private-key` parses, and what the Arc machine's `clientPublicKey` holds.
 */
export interface EnrollmentKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Bits of the modulus that the enrollment article asks for. */
export const enrollmentKeyBits = 2048;

const generateAsync = promisify(generate);

/** Makes a new pair off the main thread; nothing is written anywhere. */
export async function generateKeyPair(): Promise<EnrollmentKeyPair> {
  const pair = await generateAsync("rsa", {
    modulusLength: enrollmentKeyBits,
    publicExponent: 0x10001,
    publicKeyEncoding: { type: "pkcs1", format: "der" },
    privateKeyEncoding: { type: "pkcs1", format: "der" },
  });
  return { privateKey: pair.privateKey.toString("base64"), publicKey: pair.publicKey.toString("base64") };
}

/** The two `export` lines of the enrollment article for a POSIX shell. Base64 needs no escaping inside double quotes. */
export function exportCommands(pair: EnrollmentKeyPair): string {
  return `export PRIVATE_B64="${pair.privateKey}"\nexport PUBLIC_B64="${pair.publicKey}"\n`;
}
