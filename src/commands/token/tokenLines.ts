import type { TokenFacts } from "../../identity/tokenDecode";

/** One line of what a token says. */
export interface TokenLine {
  readonly label: string;
  readonly detail: string;
  /** Codicon. */
  readonly icon: string;
}

/** What a token says, in words; `now` in milliseconds since 1970. Holds nothing of the token itself. */
export function tokenLines(facts: TokenFacts, now: number): TokenLine[] {
  const line = (label: string, detail: string | undefined, icon: string): TokenLine[] =>
    detail === undefined ? [] : [{ label, detail, icon }];
  return [
    expiryLine(facts.expiresAt, now),
    ...line("Audience", facts.audience, "target"),
    ...line("Tenant", facts.tenantId, "organization"),
    ...line("Object ID", facts.objectId, "symbol-key"),
    ...line("Client ID", facts.clientId, "symbol-key"),
    ...line("Issued for", facts.resourceId, "vm"),
    ...line("Issuer", facts.issuer, "shield"),
    ...line(
      "Issued at",
      facts.issuedAt === undefined ? undefined : new Date(facts.issuedAt).toISOString(),
      "clock",
    ),
    {
      label: "The signature was not checked",
      detail: "These are the claims of the token. Only its audience can verify them.",
      icon: "info",
    },
  ];
}

function expiryLine(expiresAt: number | undefined, now: number): TokenLine {
  if (expiresAt === undefined || !Number.isFinite(new Date(expiresAt).getTime()))
    return { label: "Expiry", detail: "Not in the token.", icon: "question" };
  const minutes = Math.round((expiresAt - now) / 60_000);
  const time = new Date(expiresAt).toISOString();
  return minutes <= 0
    ? { label: "Expired", detail: `${time}, ${-minutes} minutes ago: request a new token.`, icon: "warning" }
    : { label: "Good", detail: `until ${time}, for ${minutes} minutes`, icon: "pass" };
}
