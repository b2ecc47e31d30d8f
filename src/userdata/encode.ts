/** User data as Azure takes it: base64 of the bytes, once. */
import { readDocument, type UserDataKind } from "./document";

export interface EncodedUserData {
  /** In one line. */
  readonly base64: string;
  /** How many bytes the VM gets, and how many characters are sent. */
  readonly size: { readonly decoded: number; readonly encoded: number };
}

export function encodeUserData(data: string | Uint8Array): EncodedUserData {
  const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : Buffer.from(data);
  const base64 = bytes.toString("base64");
  return { base64, size: { decoded: bytes.length, encoded: base64.length } };
}

/** Undoes `encodeUserData`; line breaks in the base64 do not matter. Undefined where it is no base64 of UTF-8 text. */
export function decodeBase64UserData(base64: string): string | undefined {
  const compact = base64.replace(/\s+/g, "");
  if (compact === "" || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(compact, "base64"));
  } catch {
    return undefined;
  }
}

/** Whether a text is base64 of user data already, so that encoding it would be once too often. */
export function isEncodedAlready(text: string): boolean {
  const kind: UserDataKind = readDocument(text).kind;
  return kind === "base64";
}
