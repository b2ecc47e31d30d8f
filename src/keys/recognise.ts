import { say } from "../l10n/sentence";
import asn1 from "node-forge/lib/asn1";
import type { asn1 as types } from "node-forge";
import { contentOf, isType, membersOf, oidOf } from "./der";
import { openPkcs8, openTraditionalPem, type Opened } from "./encrypted";
import { readOpenSshPrivate, readOpenSshPublic, type OpenSshContent } from "./openssh";
import { integers, parseDer, RsaKey } from "./rsa";
import type { WrappedKey } from "./text";

/** The structure around a key's numbers. */
export type KeyFormat =
  | "PKCS#1"
  | "PKCS#8"
  | "SPKI"
  | "X.509 certificate"
  | "OpenSSH"
  | "encrypted PKCS#1"
  | "encrypted PKCS#8"
  | "SEC 1";

/** What the bytes are, before any judgement of whether the agent takes them. */
export type Recognised =
  | { readonly kind: "rsa"; readonly format: KeyFormat; readonly key: RsaKey }
  | {
      readonly kind: "encrypted";
      readonly format: KeyFormat;
      readonly reason: "passphrase needed" | "passphrase wrong" | "cipher unknown";
    }
  | { readonly kind: "notRsa"; readonly format: KeyFormat; readonly algorithm: string }
  | { readonly kind: "broken"; readonly reason: string };

/** RFC 8017, RFC 5480, RFC 8410, FIPS 186: the algorithms that people have keys of. */
const algorithms: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.1": "RSA",
  "1.2.840.113549.1.1.10": "RSA-PSS",
  "1.2.840.10045.2.1": "EC",
  "1.2.840.10040.4.1": "DSA",
  "1.3.101.110": "X25519",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
};

/** Says what one wrapped key is. Never throws on bad bytes. */
export async function recognise(wrapped: WrappedKey, passphrase?: string): Promise<Recognised> {
  if (wrapped.wrapping === "OpenSSH line") return fromOpenSsh(readOpenSshPublic(wrapped.bytes));
  if (wrapped.label === "OPENSSH PRIVATE KEY") return fromOpenSsh(readOpenSshPrivate(wrapped.bytes));
  const { pem } = wrapped;
  if (pem?.includes("Proc-Type: 4,ENCRYPTED") === true) {
    const other = /^(EC|DSA) PRIVATE KEY$/.exec(wrapped.label ?? "")?.[1];
    if (other !== undefined) return { kind: "notRsa", format: "SEC 1", algorithm: other };
    return open("encrypted PKCS#1", passphrase, (given) => openTraditionalPem(pem, given));
  }
  const structure = parse(wrapped.bytes);
  if (typeof structure === "string") return { kind: "broken", reason: structure };
  if (isEncryptedPkcs8(structure)) {
    return open("encrypted PKCS#8", passphrase, (given) => openPkcs8(structure, given));
  }
  return fromStructure(structure, wrapped.bytes);
}

function parse(bytes: Uint8Array): types.Asn1 | string {
  try {
    return parseDer(bytes);
  } catch (error) {
    if (error instanceof RangeError) return say`its ASN.1 is nested too deeply`;
    return /unparsed|remaining|byteCount/i.test(String(error))
      ? say`bytes follow the key`
      : say`its ASN.1 cannot be read`;
  }
}

function fromStructure(structure: types.Asn1, bytes: Uint8Array): Recognised {
  const members = membersOf(structure);
  const numbers = integers(structure);
  if (numbers.length === members.length && numbers.length === 9) return rsa("PKCS#1", "private", bytes);
  if (numbers.length === members.length && numbers.length === 2) return rsa("PKCS#1", "public", bytes);
  const [first, second, third] = members;
  if (
    isType(first, asn1.Type.INTEGER) &&
    isType(second, asn1.Type.SEQUENCE) &&
    isType(third, asn1.Type.OCTETSTRING)
  ) {
    return wrappedRsa("PKCS#8", "private", second, contentOf(third));
  }
  if (isType(first, asn1.Type.SEQUENCE) && isType(second, asn1.Type.BITSTRING) && members.length === 2) {
    return wrappedRsa("SPKI", "public", first, contentOf(second).subarray(1));
  }
  if (isType(first, asn1.Type.INTEGER) && isType(second, asn1.Type.OCTETSTRING)) {
    return { kind: "notRsa", format: "SEC 1", algorithm: "EC" };
  }
  return fromCertificate(first) ?? { kind: "broken", reason: say`it is valid ASN.1 but not a key` };
}

function fromCertificate(toBeSigned: types.Asn1 | undefined): Recognised | undefined {
  if (toBeSigned === undefined) return undefined;
  for (const member of membersOf(toBeSigned)) {
    const [algorithm, bits, ...more] = membersOf(member);
    if (more.length === 0 && isType(algorithm, asn1.Type.SEQUENCE) && isType(bits, asn1.Type.BITSTRING)) {
      return wrappedRsa("X.509 certificate", "public", algorithm, contentOf(bits).subarray(1));
    }
  }
  return undefined;
}

function wrappedRsa(
  format: KeyFormat,
  half: "private" | "public",
  identifier: types.Asn1,
  inner: Buffer,
): Recognised {
  const id = oidOf(membersOf(identifier)[0]);
  const algorithm = algorithms[id] ?? `algorithm ${id}`;
  return algorithm === "RSA" ? rsa(format, half, inner) : { kind: "notRsa", format, algorithm };
}

function rsa(format: KeyFormat, half: "private" | "public", der: Uint8Array): Recognised {
  try {
    return { kind: "rsa", format, key: new RsaKey(half, der) };
  } catch {
    return { kind: "broken", reason: say`its RSA numbers cannot be read` };
  }
}

function fromOpenSsh(content: OpenSshContent): Recognised {
  switch (content.kind) {
    case "rsa":
      return { kind: "rsa", format: "OpenSSH", key: content.key };
    case "other":
      return { kind: "notRsa", format: "OpenSSH", algorithm: content.algorithm };
    case "encrypted":
      return { kind: "encrypted", format: "OpenSSH", reason: "cipher unknown" };
    case "broken":
      return { kind: "broken", reason: say`its OpenSSH fields cannot be read` };
  }
}

function isEncryptedPkcs8(structure: types.Asn1): boolean {
  const [algorithm, data, ...more] = membersOf(structure);
  return more.length === 0 && isType(algorithm, asn1.Type.SEQUENCE) && isType(data, asn1.Type.OCTETSTRING);
}

async function open(
  format: KeyFormat,
  passphrase: string | undefined,
  opener: (passphrase: string) => Promise<Opened>,
): Promise<Recognised> {
  if (passphrase === undefined) return { kind: "encrypted", format, reason: "passphrase needed" };
  const opened = await opener(passphrase);
  if ("closed" in opened) return { kind: "encrypted", format, reason: opened.closed };
  const structure = parse(opened.der);
  return typeof structure === "string"
    ? { kind: "broken", reason: structure }
    : fromStructure(structure, opened.der);
}
