import { pipeline } from "node:stream";
import zlib from "node:zlib";
import { say } from "../../l10n/sentence";
import { armError } from "../errors/errorAdvice";

/**
 * Reads an answer to its end, decompressed, as UTF-8. Throws `ArmError` of kind `malformed` when it is longer than `maxBytes`
 * (after decompression), and whatever breaks the stream.
 */
export async function readWhole(
  body: NodeJS.ReadableStream | string,
  encoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  if (typeof body === "string") {
    if (Buffer.byteLength(body) > maxBytes) throw tooLong(maxBytes);
    return body;
  }
  const stream = decompressed(body, encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) throw new TypeError("an HTTP answer is made of bytes");
    size += bytes.byteLength;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > maxBytes) throw tooLong(maxBytes);
    chunks.push(Buffer.from(bytes));
  }
  return Buffer.concat(chunks).toString("utf8");
}

function decompressed(body: NodeJS.ReadableStream, encoding: string | undefined): AsyncIterable<unknown> {
  const decoder = decoderFor(encoding?.trim().toLowerCase());
  if (decoder === undefined) return body;
  // `pipeline` passes errors of either stream on to the other; the reader sees them from the decoder.
  return pipeline(body, decoder, () => undefined);
}

function decoderFor(encoding: string | undefined): zlib.Gunzip | zlib.Inflate | undefined {
  if (encoding === "gzip" || encoding === "x-gzip") return zlib.createGunzip();
  return encoding === "deflate" ? zlib.createInflate() : undefined;
}

function tooLong(maxBytes: number): Error {
  return armError(
    "malformed",
    "BodyTooLarge",
    {},
    {
      retryable: false,
      causeText: say`The response is longer than ${Math.round(maxBytes / 1_048_576)} MiB, more than any list or resource in Azure. It was not read to the end.`,
    },
  );
}
