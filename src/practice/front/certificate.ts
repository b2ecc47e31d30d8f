import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { derWriter, type DerValue } from "./der";

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
  const der = derWriter((await import("node-forge/lib/asn1")).default);
  const pair = (): { publicKey: KeyObject; privateKey: KeyObject } =>
    generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const [authority, server] = [pair(), pair()];
  const authorityName = `Nexus Arc practice authority ${randomBytes(4).toString("hex")}`;
  const authorityKeyId = keyIdentifier(authority.publicKey);

  const certificate = (input: {
    readonly subject: string;
    readonly publicKey: KeyObject;
    readonly extensions: readonly DerValue[];
  }): string => {
    const algorithm = der.sequence(der.oid(oid.ecdsaWithSha256));
    const body = der.sequence(
      der.explicit(0, der.integer(Buffer.from([2]))),
      der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      algorithm,
      der.name(authorityName),
      der.sequence(der.time(new Date(now - dayMs)), der.time(new Date(now + lifetimeDays * dayMs))),
      der.name(input.subject),
      der.read(input.publicKey.export({ type: "spki", format: "der" })),
      der.explicit(3, der.sequence(...input.extensions)),
    );
    const signature = sign("sha256", der.toBytes(body), authority.privateKey);
    return toPem(der.toBytes(der.sequence(body, algorithm, der.bits(signature))));
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
          der.sequence(
            der.implicit(2, Buffer.from("localhost")),
            der.implicit(7, Buffer.from([127, 0, 0, 1])),
          ),
        ),
        der.extension(oid.subjectKeyIdentifier, "optional", der.octets(keyIdentifier(server.publicKey))),
        der.extension(oid.authorityKeyIdentifier, "optional", der.sequence(der.implicit(0, authorityKeyId))),
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
