import { createHash } from "node:crypto";

/**
 * A UUID that follows from `name`: version 5, RFC 9562 section 5.5. `namespace` is a UUID.
 */
export function uuidV5(namespace: string, name: string): string {
  const seed = Buffer.from(namespace.replaceAll("-", ""), "hex");
  const bytes = createHash("sha1").update(seed).update(name, "utf8").digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [0, 8, 12, 16, 20].map((at, index, starts) => hex.slice(at, starts[index + 1] ?? 32)).join("-");
}
