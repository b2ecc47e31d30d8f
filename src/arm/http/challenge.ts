/** What a `Bearer` challenge in `WWW-Authenticate` asks for. */
export interface BearerChallenge {
  /** The decoded claims (JSON text) that the next token must carry: a step-up. */
  readonly claims?: string;
  /** The tenant that the resource belongs to. */
  readonly tenantId?: string;
  /** OAuth's error code, `insufficient_claims` or `invalid_token`. */
  readonly error?: string;
}

/**
 * Reads `WWW-Authenticate` (RFC 9110 section 11.6.1; several challenges may share one header).
 * Claims are base64 as in https://learn.microsoft.com/entra/identity-platform/claims-challenge, or plain JSON.
 * `undefined` when there is no Bearer challenge.
 */
export function bearerChallenge(header: string | undefined): BearerChallenge | undefined {
  if (header === undefined) return undefined;
  const challenges = readChallenges(header.slice(0, 16_384)).filter(({ scheme }) => scheme === "bearer");
  // With several Bearer challenges the one that asks for claims is the one to answer.
  const chosen = challenges.find(({ parameters }) => parameters.has("claims")) ?? challenges[0];
  if (chosen === undefined) return undefined;
  const claims = decodeClaims(chosen.parameters.get("claims"));
  const tenantId = tenantOf(
    chosen.parameters.get("authorization_uri") ?? chosen.parameters.get("authorization"),
  );
  const error = chosen.parameters.get("error");
  return {
    ...(claims !== undefined && { claims }),
    ...(tenantId !== undefined && { tenantId }),
    ...(error !== undefined && { error }),
  };
}

interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

function readChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  // Either `name=value` (quoted or a token), or a lone word: the scheme of the next challenge.
  const part = /([A-Za-z0-9_-]+)(?:[ \t]{0,8}=[ \t]{0,8}(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g;
  for (const [, word = "", quoted, token] of header.matchAll(part)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? token;
    if (value === undefined) challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
    else challenges.at(-1)?.parameters.set(word.toLowerCase(), value);
  }
  return challenges;
}

function decodeClaims(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = value.trimStart().startsWith("{") ? value : Buffer.from(value, "base64").toString("utf8");
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? text : undefined;
  } catch {
    return undefined;
  }
}

function tenantOf(uri: string | undefined): string | undefined {
  return /^https:\/\/[^/]+\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:\/|$)/i.exec(uri ?? "")?.[1];
}
