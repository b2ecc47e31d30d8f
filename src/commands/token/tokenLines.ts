import type { Translate } from "../../l10n/translate";
import type { TokenFacts } from "../../identity/tokenDecode";

/** One line of what a token says. */
export interface TokenLine {
  readonly label: string;
  readonly detail: string;
  /** Codicon. */
  readonly icon: string;
}

/** What a token says, in words; `now` in milliseconds since 1970. Holds nothing of the token itself. */
export function tokenLines(facts: TokenFacts, now: number, t: Translate): TokenLine[] {
  const line = (label: string, detail: string | undefined, icon: string): TokenLine[] =>
    detail === undefined ? [] : [{ label, detail, icon }];
  return [
    expiryLine(facts.expiresAt, now, t),
    ...line(t("Audience"), facts.audience, "target"),
    ...line(t("Tenant"), facts.tenantId, "organization"),
    ...line(t("Object ID"), facts.objectId, "symbol-key"),
    ...line(t("Client ID"), facts.clientId, "symbol-key"),
    ...line(t("Issued for"), facts.resourceId, "vm"),
    ...line(t("Issuer"), facts.issuer, "shield"),
    ...line(
      t("Issued at"),
      facts.issuedAt === undefined ? undefined : new Date(facts.issuedAt).toISOString(),
      "clock",
    ),
    {
      label: t("The signature was not checked"),
      detail: t("These are the claims of the token. Only its audience can verify them."),
      icon: "info",
    },
  ];
}

function expiryLine(expiresAt: number | undefined, now: number, t: Translate): TokenLine {
  if (expiresAt === undefined || !Number.isFinite(new Date(expiresAt).getTime()))
    return { label: t("Expiration"), detail: t("Not in the token."), icon: "question" };
  const minutes = Math.round((expiresAt - now) / 60_000);
  const time = new Date(expiresAt).toISOString();
  return minutes <= 0
    ? {
        label: t("Expired"),
        detail: t("{0}, {1} minutes ago: request a new token.", time, -minutes),
        icon: "warning",
      }
    : { label: t("Valid"), detail: t("until {0}, for {1} minutes", time, minutes), icon: "pass" };
}
