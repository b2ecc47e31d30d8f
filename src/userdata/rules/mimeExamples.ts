/** MIME documents that the rules' examples are made of. */
import { script } from "./examples";

/** A document of parts that are given with their headers. */
export function mimeMessage(...parts: readonly (readonly string[])[]): string {
  return script(
    'Content-Type: multipart/mixed; boundary="part"',
    "MIME-Version: 1.0",
    "",
    ...parts.flatMap((lines) => ["--part", ...lines]),
    "--part--",
  );
}

/** A document of parts, each a type and its lines. */
export function mimeParts(...parts: readonly (readonly [type: string, ...lines: string[]])[]): string {
  return mimeMessage(...parts.map(([type, ...lines]) => [`Content-Type: ${type}`, "", ...lines]));
}

/** A document of one part. */
export function mimeDocument(type: string, ...lines: string[]): string {
  return mimeParts([type, ...lines]);
}
