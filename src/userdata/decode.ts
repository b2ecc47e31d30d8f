import { say } from "../l10n/sentence";
/** User data arrives as bytes. cloud-init takes UTF-8 and nothing else. */

export interface DecodedText {
  readonly text: string;
  /** Why cloud-init could not read the bytes; undefined for UTF-8. */
  readonly problem: string | undefined;
}

/** Reads bytes as UTF-8. Other bytes are read as what they seem to be, so that the rest can still be judged. */
export function decodeUserData(bytes: Uint8Array): DecodedText {
  if (isGzip(bytes)) return { text: latin1(bytes), problem: undefined };
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    const problem = say`This file is in UTF-16. cloud-init reads UTF-8 only: save it as UTF-8 without a byte-order mark.`;
    return { text: utf16, problem };
  }
  try {
    return {
      text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      problem: undefined,
    };
  } catch {
    const problem = say`This file is not in UTF-8, so cloud-init cannot read it: save it as UTF-8.`;
    return { text: latin1(bytes), problem };
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return undefined;
  const swapped = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
  return new TextDecoder("utf-16le").decode(swapped);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
