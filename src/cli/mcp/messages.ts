import { Transform, type TransformCallback } from "node:stream";

/** JSON-RPC 2.0, section 5.1. */
const parseError = -32700;
const invalidRequest = -32600;

const refusal = (code: number, message: string): string =>
  `${JSON.stringify({ jsonrpc: "2.0", id: null, error: { code, message } })}\n`;

const noBatches = refusal(
  invalidRequest,
  "Batches are not supported (MCP has none since 2025-06-18): send one message per line.",
);
const noJson = refusal(parseError, "This line is not JSON.");

/**
 * Hands on the lines that are one message each, and answers the others with `write`: the SDK (1.32) drops a line that it cannot
 * read without a message, and a client would wait forever.
 */
export function singleMessages(write: (line: string) => void): Transform {
  let open = "";
  const decoder = new TextDecoder();
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done: TransformCallback) {
      const lines = `${open}${decoder.decode(chunk, { stream: true })}`.split("\n");
      open = lines.pop() ?? "";
      for (const line of lines) {
        const answer = refusalOf(line);
        if (answer === undefined) this.push(`${line}\n`);
        else write(answer);
      }
      done();
    },
  });
}

function refusalOf(line: string): string | undefined {
  if (line.trim() === "") return undefined;
  try {
    return Array.isArray(JSON.parse(line)) ? noBatches : undefined;
  } catch {
    return noJson;
  }
}
