import { createPublicKey } from "node:crypto";
import { say } from "../l10n/sentence";
import { SshReader } from "./sshReader";

/**
 * What is wrong with one line of OpenSSH's public-key form (`TYPE BASE64 COMMENT`; sshd(8), authorized_keys); undefined for a key that
 * `ssh-keygen -l -f` reads. Stricter than that: no options in front, no certificates, no DSA, which OpenSSH 10 no longer has.
 *
 * Azure CLI leaves out a key without a message when its data is of another type than its first word (azure-cli 2.45 to 2.91,
 * `is_valid_ssh_rsa_public_key`), and the VM then has no key at all.
 */
export function sshPublicKeyProblem(line: string): string | undefined {
  if (/[\r\n]/.test(line)) return say`It contains a line break. Enter one key on one line.`;
  const [type = "", data = ""] = line.split(/[ \t]+/);
  const readRest = fieldsOf[type];
  if (readRest === undefined) return unknownType(line, type);
  const bytes = Buffer.from(data, "base64");
  if (data === "" || bytes.toString("base64") !== data)
    return say`The second field is not base64. The key may be truncated or wrapped.`;
  try {
    const reader = new SshReader(bytes);
    const inner = reader.text();
    if (inner !== type) return say`It starts with ${type}, but its data has the type ${inner.slice(0, 40)}.`;
    return readRest(reader) && reader.isAtEnd ? undefined : damaged;
  } catch (error) {
    if (error instanceof RangeError) return damaged;
    throw error;
  }
}

const damaged = say`Its data is damaged. Copy the .pub file again.`;

function unknownType(line: string, type: string): string {
  const known = Object.keys(fieldsOf).some((name) => ` ${line}`.includes(` ${name} `));
  if (known) return say`The key type is preceded by options. Enter only the type and the key.`;
  return type.includes("-cert-")
    ? say`It is a certificate. Enter the public key.`
    : say`It does not start with a key type that OpenSSH accepts (ssh-ed25519, ssh-rsa, ecdsa-sha2-…, sk-…).`;
}

/** The fields behind the type (RFC 4253, RFC 5656, RFC 8709, OpenSSH PROTOCOL.u2f). False, or a `RangeError`, for data that is none. */
const fieldsOf: Readonly<Record<string, (reader: SshReader) => boolean>> = {
  "ssh-ed25519": (reader) => reader.field().length === 32,
  "ssh-rsa": (reader) => reader.field().length > 0 && bitsOf(reader.field()) >= 1024,
  "ecdsa-sha2-nistp256": (reader) => isPoint(reader, "nistp256"),
  "ecdsa-sha2-nistp384": (reader) => isPoint(reader, "nistp384"),
  "ecdsa-sha2-nistp521": (reader) => isPoint(reader, "nistp521"),
  "sk-ssh-ed25519@openssh.com": (reader) => reader.field().length === 32 && reader.field().length > 0,
  "sk-ecdsa-sha2-nistp256@openssh.com": (reader) => isPoint(reader, "nistp256") && reader.field().length > 0,
};

/** Node's names of the curves, and how many bytes a coordinate has. */
const curves = {
  nistp256: { crv: "P-256", size: 32 },
  nistp384: { crv: "P-384", size: 48 },
  nistp521: { crv: "P-521", size: 66 },
} as const;

function isPoint(reader: SshReader, name: keyof typeof curves): boolean {
  const { crv, size } = curves[name];
  if (reader.text() !== name) return false;
  const point = reader.field();
  if (point[0] !== 4 || point.length !== 1 + 2 * size) return false;
  const coordinate = (at: number): string => point.subarray(at, at + size).toString("base64url");
  try {
    createPublicKey({ key: { kty: "EC", crv, x: coordinate(1), y: coordinate(1 + size) }, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

/** Bits of a positive number as SSH writes it; 0 for a negative one. */
function bitsOf(number: Buffer): number {
  if ((number[0] ?? 0) >= 0x80) return 0;
  const digits = number.toString("hex").replace(/^0+/, "");
  return digits === "" ? 0 : digits.length * 4 - Math.clz32(Number.parseInt(digits.charAt(0), 16)) + 28;
}
