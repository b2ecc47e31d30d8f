/** One key as it stands in what the user gave: its bytes, and how they were wrapped. */
export interface WrappedKey {
  readonly wrapping: "PEM" | "DER" | "base64" | "base64 of PEM" | "OpenSSH line";
  /** `BEGIN` label of a PEM block, for example `RSA PRIVATE KEY`. */
  readonly label?: string;
  /** The PEM block itself, kept because an encrypted one is opened by its headers. */
  readonly pem?: string;
  /** `PRIVATE_B64` of `export PRIVATE_B64="…"`. */
  readonly variable?: string;
  /** Lines over which base64 was spread. */
  readonly lines: number;
  readonly bytes: Uint8Array;
}

/** Bytes. No RSA key in any wrapping comes near this size; anything larger is not a key. */
export const largestKeyInput = 256 * 1024;

type PlacedKey = WrappedKey & { readonly at: number };

const pemBlock = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*(?:-[^-]+)*?)-----END \1-----/g;
const assignment =
  /^\s*(?:export\s+|set\s+|setenv\s+|declare\s+-x\s+)?\$?(?:env:)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;
const openSshLine = /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+) +([A-Za-z0-9+/]+={0,2})(?: .*)?$/;
const base64Text = /^[A-Za-z0-9+/]+={0,2}$/;

/** Takes a file's bytes or pasted text apart into the keys that it holds; empty when nothing looks like a key. */
export function unwrapKeys(input: Uint8Array | string): WrappedKey[] {
  if (typeof input !== "string" && isWholeDer(input)) return [{ wrapping: "DER", lines: 1, bytes: input }];
  const text = typeof input === "string" ? input : decodeText(input);
  const found: PlacedKey[] = [];
  const rest = text.replace(pemBlock, (block: string, label: string, body: string, at: number) => {
    found.push({ ...fromPem(block, label, body), at });
    return block.replace(/[^\n]/g, " ");
  });
  return [...found, ...fromLines(rest)].sort((a, b) => a.at - b.at);
}

function fromPem(block: string, label: string, body: string): WrappedKey {
  const base64 = body
    .split("\n")
    .filter((line) => !line.includes(":"))
    .join("");
  const bytes = Buffer.from(base64.replace(/[^A-Za-z0-9+/]/g, ""), "base64");
  return { wrapping: "PEM", label, pem: block, lines: 1, bytes };
}

interface Line {
  readonly at: number;
  readonly variable?: string;
  readonly value: string;
}

function* fromLines(text: string): Generator<PlacedKey> {
  let open: { readonly first: Line; readonly value: string; readonly lines: number } | undefined;
  for (const line of readLines(text)) {
    const ssh = openSshLine.exec(line.value)?.[1];
    if (ssh !== undefined) {
      yield { wrapping: "OpenSSH line", lines: 1, bytes: Buffer.from(ssh, "base64"), at: line.at };
    }
    if (!base64Text.test(line.value)) {
      open = undefined;
      continue;
    }
    open =
      open === undefined || line.variable !== undefined
        ? { first: line, value: line.value, lines: 1 }
        : { first: open.first, value: open.value + line.value, lines: open.lines + 1 };
    const key = fromBase64(open.value);
    if (key === undefined) continue;
    const { at, variable } = open.first;
    yield { ...key, ...(variable === undefined ? {} : { variable }), lines: open.lines, at };
    open = undefined;
  }
}

function* readLines(text: string): Generator<Line> {
  let at = 0;
  for (const line of text.split("\n")) {
    const raw = line.replace(/\r$/, "");
    const [, variable, assigned = ""] = assignment.exec(raw) ?? [];
    const value = unquote(assigned.trim());
    // A base64 line may end in "=", which reads like an assignment without a value.
    if (variable !== undefined && !/^=*$/.test(value)) yield { at, variable, value };
    else yield { at, value: unquote(raw.trim()) };
    at += line.length + 1;
  }
}

function unquote(text: string): string {
  return text.replace(/;$/, "").replace(/^["']/, "").replace(/\\$/, "").replace(/["']$/, "").trim();
}

/** A whole DER value or a whole PEM block; `undefined` while more lines are needed. */
function fromBase64(value: string): Omit<WrappedKey, "lines" | "variable"> | undefined {
  const bytes = Buffer.from(value, "base64");
  if (isWholeDer(bytes)) return { wrapping: "base64", bytes };
  const [block, label, body] = pemIn(bytes) ?? [];
  if (block === undefined || label === undefined || body === undefined) return undefined;
  return { ...fromPem(block, label, body), wrapping: "base64 of PEM" };
}

function pemIn(bytes: Buffer): RegExpMatchArray | undefined {
  return bytes.subarray(0, 5).toString("latin1") === "-----"
    ? [...bytes.toString("latin1").matchAll(pemBlock)][0]
    : undefined;
}

/** Whether the bytes start with one SEQUENCE that is all there. Bytes after it are kept for the parser to complain about. */
function isWholeDer(bytes: Uint8Array): boolean {
  const [tag, first] = bytes;
  if (tag !== 0x30 || first === undefined || bytes.length < 8) return false;
  if (first < 0x80) return bytes.length >= 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 3) return false;
  const length = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length >= 2 + count + length;
}

/** PowerShell's `>` writes UTF-16 with a byte-order mark. */
function decodeText(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
