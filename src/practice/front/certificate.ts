import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { asn1 as types } from "node-forge";

/** PEM texts of a server that runs on this machine. */
export interface LoopbackCertificate {
  /** What clients are told to trust: the authority. It holds no secret. */
  readonly authority: string;
  /** The server's certificate, for `localhost` and `127.0.0.1`. */
  readonly certificate: string;
  /** The server's private key (PKCS #8). It belongs in memory only. */
  readonly key: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const lifetimeDays = 30;

/** Object identifiers of RFC 5280 and RFC 5480. */
const oid = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
};

/**
 * Makes an authority and a certificate of it for this machine's loopback names (X.509 v3, RFC 5280; ECDSA on P-256). The
 * authority's private key is dropped, so nobody can make a second certificate that its trust covers. Extensions are those that
 * Python 3.13 asks for (`VERIFY_X509_STRICT`). Only the DER writer of `node-forge` is used: its X.509 part is RSA only.
 */
export async function makeLoopbackCertificate(now: number): Promise<LoopbackCertificate> {
  const { default: asn1 } = await import("node-forge/lib/asn1");
  const der = derWriter(asn1);
  const pair = (): { publicKey: KeyObject; privateKey: KeyObject } =>
    generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const [authority, server] = [pair(), pair()];
  const authorityName = `Nexus Arc practice authority ${randomBytes(4).toString("hex")}`;
  const authorityKeyId = keyIdentifier(authority.publicKey);

  const certificate = (input: {
    readonly subject: string;
    readonly publicKey: KeyObject;
    readonly extensions: readonly types.Asn1[];
  }): string => {
    const algorithm = der.sequence(der.oid(oid.ecdsaWithSha256));
    const body = der.sequence(
      der.context(0, der.integer(Buffer.from([2]))),
      der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      algorithm,
      der.name(authorityName),
      der.sequence(der.time(new Date(now - dayMs)), der.time(new Date(now + lifetimeDays * dayMs))),
      der.name(input.subject),
      der.read(input.publicKey.export({ type: "spki", format: "der" })),
      der.context(3, der.sequence(...input.extensions)),
    );
    const signature = sign("sha256", der.bytes(body), authority.privateKey);
    return toPem(der.bytes(der.sequence(body, algorithm, der.bits(signature))));
  };

  return {
    authority: certificate({
      subject: authorityName,
      publicKey: authority.publicKey,
      extensions: [
        der.extension(
          oid.basicConstraints,
          "critical",
          der.sequence(der.yes(), der.integer(Buffer.from([0]))),
        ),
        // keyCertSign is bit 5: two unused bits at the end.
        der.extension(oid.keyUsage, "critical", der.bits(Buffer.from([0b0000_0100]), 2)),
        der.extension(oid.subjectKeyIdentifier, "optional", der.octets(authorityKeyId)),
      ],
    }),
    certificate: certificate({
      subject: "Nexus Arc practice cloud",
      publicKey: server.publicKey,
      extensions: [
        der.extension(oid.basicConstraints, "critical", der.sequence()),
        // digitalSignature is bit 0: seven unused bits at the end.
        der.extension(oid.keyUsage, "critical", der.bits(Buffer.from([0b1000_0000]), 7)),
        der.extension(oid.extendedKeyUsage, "optional", der.sequence(der.oid(oid.serverAuth))),
        der.extension(
          oid.subjectAltName,
          "optional",
          der.sequence(der.tagged(2, Buffer.from("localhost")), der.tagged(7, Buffer.from([127, 0, 0, 1]))),
        ),
        der.extension(oid.subjectKeyIdentifier, "optional", der.octets(keyIdentifier(server.publicKey))),
        der.extension(oid.authorityKeyIdentifier, "optional", der.sequence(der.tagged(0, authorityKeyId))),
      ],
    }),
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** RFC 7093, method 1: the first 160 bits of the SHA-256 of the key. */
function keyIdentifier(key: KeyObject): Buffer {
  const bits = key.export({ type: "spki", format: "der" }).subarray(-65);
  return createHash("sha256").update(bits).digest().subarray(0, 20);
}

function toPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** Values of DER, by the names that RFC 5280 uses. */
function derWriter(asn1: typeof types) {
  const { Class, Type } = asn1;
  const primitive = (type: types.Type, bytes: Buffer): types.Asn1 =>
    asn1.create(Class.UNIVERSAL, type, false, bytes.toString("latin1"));
  const sequence = (...members: types.Asn1[]): types.Asn1 =>
    asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, members);
  const bytes = (value: types.Asn1): Buffer => Buffer.from(asn1.toDer(value).getBytes(), "latin1");
  const octets = (value: Buffer): types.Asn1 => primitive(Type.OCTETSTRING, value);
  const yes = (): types.Asn1 => primitive(Type.BOOLEAN, Buffer.from([0xff]));
  const name = (value: string): types.Asn1 =>
    asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [
      asn1.create(Class.UNIVERSAL, Type.SET, true, [
        sequence(objectIdentifier(oid.commonName), primitive(Type.UTF8, Buffer.from(value))),
      ]),
    ]);
  const objectIdentifier = (value: string): types.Asn1 =>
    primitive(Type.OID, Buffer.from(asn1.oidToDer(value).getBytes(), "latin1"));
  return {
    sequence,
    bytes,
    octets,
    yes,
    name,
    oid: objectIdentifier,
    integer: (value: Buffer) => primitive(Type.INTEGER, value),
    bits: (value: Buffer, unused = 0) =>
      primitive(Type.BITSTRING, Buffer.concat([Buffer.from([unused]), value])),
    time: (value: Date) => primitive(Type.UTCTIME, Buffer.from(asn1.dateToUtcTime(value).toString())),
    context: (tag: number, value: types.Asn1) => asn1.create(Class.CONTEXT_SPECIFIC, tag, true, [value]),
    tagged: (tag: number, value: Buffer) =>
      asn1.create(Class.CONTEXT_SPECIFIC, tag, false, value.toString("latin1")),
    read: (value: Buffer) => asn1.fromDer(value.toString("latin1")),
    extension: (id: string, weight: "critical" | "optional", value: types.Asn1) =>
      sequence(objectIdentifier(id), ...(weight === "critical" ? [yes()] : []), octets(bytes(value))),
  };
}
