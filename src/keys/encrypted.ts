/** Opens encrypted private keys with node-forge, and says which of them node-forge cannot open. */
import type { asn1 as types } from "node-forge";
import { contentOf, membersOf, oidOf } from "./der";
import { parseDer } from "./rsa";

/** The DER of the key inside, or why it stays closed. */
export type Opened = { readonly der: Buffer } | { readonly closed: "passphrase wrong" | "cipher unknown" };

const wrong: Opened = { closed: "passphrase wrong" };
const unknown: Opened = { closed: "cipher unknown" };

/** RFC 8018, appendix A.4: password-based encryption with a separate key derivation. */
const pbes2 = "1.2.840.113549.1.5.13";

/**
 * RFC 8018, appendix B.1.2: hmacWithSHA224. node-forge 1.4.3 derives with SHA-512/224 in its place, so its key would be
 * wrong for every passphrase.
 */
const hmacWithSha224 = "1.2.840.113549.2.8";

/** A PEM block with `Proc-Type: 4,ENCRYPTED`: PKCS#1 in OpenSSL's traditional encryption. */
export async function openTraditionalPem(pem: string, passphrase: string): Promise<Opened> {
  const forge = await loadForge();
  try {
    const key = forge.pki.decryptRsaPrivateKey(pem, forge.util.encodeUtf8(passphrase)) as unknown;
    if (key === null) return wrong; // the typing of forge hides this answer
    const structure = forge.pki.privateKeyToAsn1(key as Parameters<typeof forge.pki.privateKeyToAsn1>[0]);
    return { der: Buffer.from(forge.asn1.toDer(structure).getBytes(), "latin1") };
  } catch (error) {
    return /unsupported|not supported/i.test(String(error)) ? unknown : wrong;
  }
}

/** @param structure an `EncryptedPrivateKeyInfo` (RFC 5958): the algorithm with its parameters, then the encrypted PKCS#8 */
export async function openPkcs8(structure: types.Asn1, passphrase: string): Promise<Opened> {
  const [algorithm, data] = membersOf(structure);
  const [identifier, parameters] = membersOf(algorithm);
  if (parameters === undefined || data === undefined || hasOid(parameters, hmacWithSha224)) return unknown;
  const forge = await loadForge();
  const scheme = oidOf(identifier);
  // PBKDF2 takes UTF-8 (RFC 8018, section 3); PKCS#12's derivation takes UTF-16, which forge makes itself (RFC 7292, B.1).
  const password = scheme === pbes2 ? forge.util.encodeUtf8(passphrase) : passphrase;
  const cipher = attempt(() => forge.pki.pbe.getCipher(scheme, parameters, password));
  if (cipher === undefined) return unknown;
  cipher.update(forge.util.createBuffer(contentOf(data).toString("latin1")));
  if (!cipher.finish()) return wrong;
  const der = Buffer.from(cipher.output.getBytes(), "latin1");
  // A wrong passphrase passes the padding check once in 256 times.
  return attempt(() => parseDer(der)) === undefined ? wrong : { der };
}

function hasOid(node: types.Asn1, oid: string): boolean {
  return oidOf(node) === oid || membersOf(node).some((member) => hasOid(member, oid));
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

async function loadForge() {
  const [{ default: forge }] = await Promise.all([
    import("node-forge/lib/forge"),
    import("node-forge/lib/pbe"),
    import("node-forge/lib/md5"), // the digest of OpenSSL's traditional key derivation
    import("node-forge/lib/sha1"), // PBES1, and PBKDF2 by default
    import("node-forge/lib/sha256"), // hmacWithSHA256
    import("node-forge/lib/sha512"), // hmacWithSHA384 and hmacWithSHA512
  ]);
  return forge;
}
