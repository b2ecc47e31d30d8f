import { integerBytes, integerSequence, RsaKey } from "./rsa";
import { SshReader } from "./sshReader";

/** What an OpenSSH container holds. Formats: OpenSSH `PROTOCOL.key` and RFC 4253, section 6.6. */
export type OpenSshContent =
  | { readonly kind: "rsa"; readonly key: RsaKey }
  | { readonly kind: "other"; readonly algorithm: string }
  | { readonly kind: "encrypted" }
  | { readonly kind: "broken" };

const magic = "openssh-key-v1\0";

/** Reads the binary part of an `OPENSSH PRIVATE KEY` block. */
export function readOpenSshPrivate(bytes: Uint8Array): OpenSshContent {
  const buffer = Buffer.from(bytes);
  if (buffer.subarray(0, magic.length).toString("latin1") !== magic) return { kind: "broken" };
  return unlessBroken(() => {
    const outer = new SshReader(buffer.subarray(magic.length));
    const cipher = outer.text();
    outer.field(); // name of the key-derivation function
    outer.field(); // its options
    outer.number(); // how many keys
    outer.field(); // the public key
    if (cipher !== "none") return { kind: "encrypted" };
    const inner = new SshReader(outer.field());
    if (inner.number() !== inner.number()) return { kind: "broken" };
    const algorithm = inner.text();
    return algorithm === "ssh-rsa"
      ? { kind: "rsa", key: readRsaNumbers(inner) }
      : { kind: "other", algorithm };
  });
}

/** Reads the base64 part of an `ssh-rsa AAAA…` line. */
export function readOpenSshPublic(bytes: Uint8Array): OpenSshContent {
  return unlessBroken(() => {
    const reader = new SshReader(Buffer.from(bytes));
    const algorithm = reader.text();
    if (algorithm !== "ssh-rsa") return { kind: "other", algorithm };
    const exponent = reader.field();
    return { kind: "rsa", key: new RsaKey("public", integerSequence([reader.field(), exponent])) };
  });
}

function readRsaNumbers(reader: SshReader): RsaKey {
  const [n, e, d, inverse] = [reader.field(), reader.field(), reader.field(), reader.field()];
  const [p, q] = [reader.field(), reader.field()];
  const crt = (prime: Buffer): Buffer => integerBytes(natural(d) % (natural(prime) - 1n));
  return new RsaKey("private", integerSequence([Buffer.from([0]), n, e, d, p, q, crt(p), crt(q), inverse]));
}

function unlessBroken(read: () => OpenSshContent): OpenSshContent {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return { kind: "broken" };
    throw error;
  }
}

function natural(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex") || "0"}`);
}
