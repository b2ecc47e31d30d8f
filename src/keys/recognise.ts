import asn1 from "node-forge/lib/asn1";
import type { asn1 as types } from "node-forge";
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
  if (wrapped.pem?.includes("Proc-Type: 4,ENCRYPTED") === true) {
    return decrypt(wrapped.pem, "encrypted PKCS#1", passphrase);
  }
  const structure = parse(wrapped.bytes);
  if (typeof structure === "string") return { kind: "broken", reason: structure };
  if (isEncryptedPkcs8(structure)) {
    return decrypt(wrapped.pem ?? toPem(wrapped.bytes), "encrypted PKCS#8", passphrase);
  }
  return fromStructure(structure, wrapped.bytes);
}

function parse(bytes: Uint8Array): types.Asn1 | string {
  try {
    return parseDer(bytes);
  } catch (error) {
    if (error instanceof RangeError) return "its ASN.1 is nested too deeply";
    return /unparsed|remaining|byteCount/i.test(String(error))
      ? "bytes follow the key"
      : "its ASN.1 cannot be read";
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
  return fromCertificate(first) ?? { kind: "broken", reason: "it is ASN.1, but no key" };
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
  const [oid] = membersOf(identifier);
  const id = isType(oid, asn1.Type.OID) ? asn1.derToOid(contentOf(oid).toString("latin1")) : "";
  const algorithm = algorithms[id] ?? `algorithm ${id}`;
  return algorithm === "RSA" ? rsa(format, half, inner) : { kind: "notRsa", format, algorithm };
}

function rsa(format: KeyFormat, half: "private" | "public", der: Uint8Array): Recognised {
  try {
    return { kind: "rsa", format, key: new RsaKey(half, der) };
  } catch {
    return { kind: "broken", reason: "its RSA numbers cannot be read" };
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
      return { kind: "broken", reason: "its OpenSSH fields cannot be read" };
  }
}

function isEncryptedPkcs8(structure: types.Asn1): boolean {
  const [algorithm, data, ...more] = membersOf(structure);
  return more.length === 0 && isType(algorithm, asn1.Type.SEQUENCE) && isType(data, asn1.Type.OCTETSTRING);
}

async function decrypt(pem: string, format: KeyFormat, passphrase: string | undefined): Promise<Recognised> {
  if (passphrase === undefined) return { kind: "encrypted", format, reason: "passphrase needed" };
  const [{ default: forge }] = await Promise.all([
    import("node-forge/lib/forge"),
    import("node-forge/lib/pbe"),
    import("node-forge/lib/md5"), // the digest of OpenSSL's old key derivation
  ]);
  try {
    const opened = forge.pki.decryptRsaPrivateKey(pem, passphrase);
    // forge's typing hides that a wrong passphrase gives null.
    const key = opened as typeof opened | null;
    if (key === null) return { kind: "encrypted", format, reason: "passphrase wrong" };
    const der = Buffer.from(asn1.toDer(forge.pki.privateKeyToAsn1(key)).getBytes(), "latin1");
    return { kind: "rsa", format, key: new RsaKey("private", der) };
  } catch (error) {
    const unknown = /unsupported|not supported/i.test(String(error));
    return { kind: "encrypted", format, reason: unknown ? "cipher unknown" : "passphrase wrong" };
  }
}

function toPem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN ENCRYPTED PRIVATE KEY-----", ...lines, "-----END ENCRYPTED PRIVATE KEY-----", ""].join(
    "\n",
  );
}

function membersOf(node: types.Asn1): types.Asn1[] {
  return typeof node.value === "string" ? [] : node.value;
}

function isType(node: types.Asn1 | undefined, type: types.Type): node is types.Asn1 {
  return node?.tagClass === asn1.Class.UNIVERSAL && node.type === type;
}

/** The content bytes of a primitive; forge also parses what stands inside an OCTET or BIT STRING, which is put back here. */
function contentOf(node: types.Asn1): Buffer {
  if (typeof node.value === "string") return Buffer.from(node.value, "latin1");
  const inner = node.value.map((member) => asn1.toDer(member).getBytes()).join("");
  const unusedBits = node.type === asn1.Type.BITSTRING ? "\0" : "";
  return Buffer.from(unusedBits + inner, "latin1");
}
