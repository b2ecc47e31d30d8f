import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { byTemplates } from "./sentences";
import { inEnglish, type Translate } from "./translate";

/** Translations by `keyOf` their English text. */
export type PackedTexts = Readonly<Record<string, string>>;

/**
 * What a text is looked up by: a text with places for values by itself, since sentences are compared with it, and any other by a part
 * of its hash, since the code has the English already.
 */
export function keyOf(text: string): string {
  if (/\{\d\}/.test(text)) return text;
  return createHash("sha256").update(text).digest("base64url").slice(0, 5);
}

/** Translations by English text, as a file of the package. Throws where two texts have the same key. */
export function pack(texts: Readonly<Record<string, string>>): Uint8Array {
  const packed = Object.entries(texts).map(([text, translation]) => [keyOf(text), translation] as const);
  if (new Set(packed.map(([key]) => key)).size < packed.length)
    throw new Error("Two texts have the same key: make the keys longer.");
  return brotliCompressSync(JSON.stringify(Object.fromEntries(packed)), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
}

/** Reads what `pack` wrote. Throws where it did not. */
export function unpack(bytes: Uint8Array): PackedTexts {
  return JSON.parse(brotliDecompressSync(bytes).toString("utf8")) as PackedTexts;
}

/** Translates by `texts`, and by `others` what they do not have. All that is asked for was made by this product. */
export function translatorOf(texts: PackedTexts, others: Translate): Translate {
  const own: Translate = (text, ...values) => inEnglish(texts[keyOf(text)] ?? text, ...values);
  const translate = byTemplates(own, Object.keys(texts), (text) => keyOf(text) in texts, {
    least: 4,
    sure: 5,
    joined: true,
  });
  return (text, ...values) => {
    const translated = translate(text, ...values);
    return translated === inEnglish(text, ...values) ? others(text, ...values) : translated;
  };
}
