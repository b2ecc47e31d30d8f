import { isOrdinaryWord } from "./ordinaryWords";

/**
 * The one redactor, for every log line and error text. It errs on the side of hiding too much.
 * Every pattern is linear: no nested quantifiers, and what one match reads the next does not read again.
 */
const hidden = "[redacted]";

/** Names (in any case, with `-`, `_` or nothing between the words) whose value is never shown. */
const secretName =
  "pass(?:word|wd|phrase)|secret|credential|authorization|cookie|signature|(?:access|refresh|id|auth|sas|bearer|configuration)[-_]?token|" +
  "(?:access|account|primary|secondary|shared|private|api)[-_]?key|private[-_]?b64|client[-_]?assertion|device[-_]?code|" +
  "connection[-_]?string|(?:user|network|custom)[-_]?data(?:[-_]?content)?";

/** A secret name with what follows it up to its value: the rest of the name, a closing quote, `:`, `=`, or a blank after a command-line flag. */
const named = new RegExp(
  `(?:(--[a-z0-9-]{0,40}?)|)(?:${secretName})(?:[a-z0-9_]{0,30})(?:\\\\*["'])?(?:\\s{0,8}(?:=>|%3D|[:=])[ \\t]{0,8}|(\\s{1,8}))`,
  "gi",
);

const derKey =
  "M[CGHI][A-Za-z0-9+/_%-]{38,}={0,2}(?:(?:\\r?\\n|\\\\r\\\\n|\\\\n)[A-Za-z0-9+/]+={0,2}(?![A-Za-z0-9+/=]))*";

const signedQueryNames =
  "t|c|s|h|sig|skoid|sktid|code|token|key|assertion|access_token|id_token|refresh_token|client_secret";

/** What an `Authorization` header holds. */
const schemes =
  /\b(bearer|basic|negotiate|pop|sharedaccesssignature|sharedkey)(?:\s+|%20)([^\s"',;<>\\]{6,})/gi;

const shapes: readonly (readonly [RegExp, string])[] = [
  // PEM, also with line ends written as \n; an unfinished block hides all that follows.
  [/-----BEGIN [A-Z0-9 ]{0,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g, hidden],
  // The user name and password of a URL.
  [/(\/\/)[^\s/@"']{1,2048}@/g, `$1${hidden}@`],
  // DER keys in base64, on one line or wrapped: RSA and EC, PKCS#1, SEC1, PKCS#8.
  [new RegExp(`(?<![A-Za-z0-9+/_-])${derKey}`, "g"), hidden],
  // Any other long run of base64: user data, certificates, opaque tokens. Before the next one, which would leave the start of such a run.
  // Each starts where its run starts: without that, every letter of a long path would be a start of its own.
  [
    /(?<![A-Za-z0-9+/_%-])[A-Za-z0-9+/_%-]{300,}={0,2}|(?<![A-Za-z0-9+_%-])[A-Za-z0-9+_%-]{120,}={0,2}/g,
    hidden,
  ],
  // A DER key with letters right before it, as `%3D` or `name=` encoded for a URL leaves them.
  [new RegExp(derKey, "g"), hidden],
  // JSON Web Tokens: the base64url of `{"` starts every header. A part may be hidden already.
  [/eyJ[A-Za-z0-9_-]{8,}(?:(?:\.|%2E|%2e)[A-Za-z0-9_[\]-]*){0,4}/g, hidden],
  // Values of signed URLs, as ARM's operation URLs carry them; `&` may be escaped for JSON, HTML or a URL.
  [
    new RegExp(
      `((?:[?&;]|\\\\u0026|%26|%3F)(?:${signedQueryNames})(?:=|%3D))(?!\\[redacted\\])[^&\\s"'<>\\\\)\\]},;]+`,
      "gi",
    ),
    `$1${hidden}`,
  ],
];

/**
 * Hides every secret in `text`: tokens, keys, signed query values, user data, passwords, and each of `known` word for word.
 * Takes any text; never throws.
 */
export function redact(text: string, known: Iterable<string> = []): string {
  let out = text;
  for (const secret of known) {
    if (secret.length >= 6) out = out.replaceAll(secret, hidden);
  }
  out = out.replace(schemes, (all: string, scheme: string, value: string) =>
    isOrdinaryWord(value) ? all : `${scheme} ${hidden}`,
  );
  for (const [pattern, replacement] of shapes) out = out.replace(pattern, replacement);
  return redactNamed(out);
}

function redactNamed(text: string): string {
  let out = "";
  let from = 0;
  named.lastIndex = 0;
  for (let match = named.exec(text); match !== null; match = named.exec(text)) {
    const start = named.lastIndex;
    const blankOnly = match[2] !== undefined;
    // "password is wrong" is prose; "--password is-wrong" is not.
    if (blankOnly && match[1] === undefined) continue;
    const end = valueEnd(text, start);
    if (end === start) continue;
    // "userData: done in 10 ms" is prose, too; "userData=done" is not.
    if (match[1] === undefined && /[:] $/.test(match[0]) && isOrdinaryWord(text.slice(start, end))) continue;
    out += text.slice(from, start) + hidden;
    from = end;
    named.lastIndex = end;
  }
  return out + text.slice(from);
}

/** Where the value that starts at `start` ends: past its closing quote or bracket, or at the next blank or delimiter. */
function valueEnd(text: string, start: number): number {
  let at = start;
  while (text[at] === "\\") at++;
  const first = text[at];
  if (first === '"' || first === "'" || first === "`") return quotedEnd(text, at, at - start);
  if (first === "{" || first === "[") return bracketEnd(text, start);
  // A YAML block: nothing tells where it ends.
  if (first === "|" || first === ">") return text.length;
  const delimiter = /[\s,;&"'<>)\]}]/g;
  delimiter.lastIndex = start;
  const found = delimiter.exec(text);
  return found === null ? text.length : found.index;
}

/** `depth` is how many backslashes stand before the opening quote (JSON inside JSON). */
function quotedEnd(text: string, quoteAt: number, depth: number): number {
  const quote = text.charAt(quoteAt);
  let slashes = 0;
  for (let at = quoteAt + 1; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") {
      slashes++;
      continue;
    }
    const closes = depth === 0 ? slashes % 2 === 0 : slashes <= depth;
    if (char === quote && closes) return at + 1;
    slashes = 0;
  }
  return text.length;
}

function bracketEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === "{" || char === "[") depth++;
    if ((char === "}" || char === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}
