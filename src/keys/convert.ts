import { createPrivateKey, createPublicKey } from "node:crypto";
import type { RsaKey } from "./rsa";

/** The formats that a key can be converted to; the first is the one that Azure Arc takes. */
export const keyFormats = {
  arc: "base64 of PKCS#1 DER, the format of Azure Arc",
  pkcs1: "PKCS#1 PEM",
  pkcs8: "PKCS#8 PEM (private) or SPKI PEM (public)",
} as const;
export type TargetFormat = keyof typeof keyFormats;

/** The key in another format, as text without a final line feed. A private key stays a secret: the caller decides where it goes. */
export function convertKey(key: RsaKey, format: TargetFormat): string {
  if (format === "arc") return key.der.toString("base64");
  const pem =
    key.half === "private"
      ? createPrivateKey({ key: key.der, format: "der", type: "pkcs1" }).export({
          type: format,
          format: "pem",
        })
      : createPublicKey({ key: key.der, format: "der", type: "pkcs1" }).export({
          type: format === "pkcs1" ? "pkcs1" : "spki",
          format: "pem",
        });
  return pem.toString().trimEnd();
}
