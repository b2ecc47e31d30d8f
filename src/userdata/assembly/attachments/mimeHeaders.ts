/**
 * The headers of a MIME message as Python's email library reads them, which cloud-init uses (Python 3.11, the policy
 * `compat32`): the type, the file name, and the boundary.
 */
export interface MimeHeader {
  /** As written: cloud-init compares some names with their capitals. */
  readonly name: string;
  /** Without the white space in front; the line breaks of a folded header stay. */
  readonly value: string;
}

/** The value of the first header of a name, whatever its capitals. */
export function headerValue(headers: readonly MimeHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

/** The content type in small letters, without parameters. What is no type counts as `missing`. */
export function contentType(headers: readonly MimeHeader[], missing = "text/plain"): string {
  const value = headerValue(headers, "content-type");
  if (value === undefined) return missing;
  return typeOf(value);
}

/** The type in a text such as `text/x-shellscript; charset="utf-8"`. */
export function typeOf(value: string): string {
  const [type = ""] = value.split(";", 1);
  const trimmed = type.trim().toLowerCase();
  return trimmed.split("/").length === 2 ? trimmed : "text/plain";
}

/** The name of the file that a part is to be: `filename` of Content-Disposition, or `name` of Content-Type. */
export function fileName(headers: readonly MimeHeader[]): string | undefined {
  const disposition = headerValue(headers, "content-disposition");
  const type = headerValue(headers, "content-type");
  const name =
    (disposition === undefined ? undefined : parameter(disposition, "filename")) ??
    (type === undefined ? undefined : parameter(type, "name"));
  return name === undefined ? undefined : name.trim();
}

/** The boundary of a multipart type. */
export function boundaryOf(headers: readonly MimeHeader[]): string | undefined {
  const type = headerValue(headers, "content-type");
  return type === undefined ? undefined : parameter(type, "boundary")?.trimEnd();
}

/** A parameter of a header; one that is split or encoded (RFC 2231) is put together. */
function parameter(header: string, name: string): string | undefined {
  if (!header.includes("=")) return undefined;
  const segments: { readonly number: number; readonly value: string; readonly encoded: boolean }[] = [];
  for (const [key, value] of parameters(header)) {
    if (key === name) return unquoted(unquoted(value));
    const match = /^(.*?)\*(?:(\d+)\*?)?$/u.exec(key);
    if (match?.[1] !== name) continue;
    segments.push({ number: Number(match[2] ?? 0), value: unquoted(value), encoded: key.endsWith("*") });
  }
  if (segments.length === 0) return undefined;
  segments.sort((a, b) => a.number - b.number);
  const joined = segments.map(({ value, encoded }) => (encoded ? percentDecoded(value) : value)).join("");
  if (!segments.some(({ encoded }) => encoded)) return unquoted(joined);
  const [charset, , ...text] = joined.split("'");
  const bytes = Buffer.from(text.length === 0 ? joined : text.join("'"), "latin1");
  return /^utf-?8$/iu.test(charset ?? "") ? bytes.toString("utf8") : bytes.toString("latin1");
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The parameters with their names in small letters; a semicolon in quotes ends none. */
function parameters(header: string): [string, string][] {
  return (header.match(/(?:"(?:\\.|[^"\\])*"|[^;"]|")+/gu) ?? []).map((piece) => {
    const at = piece.indexOf("=");
    if (at < 0) return [piece.trim().toLowerCase(), ""];
    return [piece.slice(0, at).trim().toLowerCase(), piece.slice(at + 1).trim()];
  });
}

function unquoted(text: string): string {
  if (text.length < 2) return text;
  if (text.startsWith('"') && text.endsWith('"'))
    return text.slice(1, -1).replaceAll("\\\\", "\\").replaceAll('\\"', '"');
  return text.startsWith("<") && text.endsWith(">") ? text.slice(1, -1) : text;
}
