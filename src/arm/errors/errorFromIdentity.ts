import { say } from "../../l10n/sentence";
import type { ArmError, ArmErrorKind } from "./armError";
import { armError, type ArmErrorContext } from "./errorAdvice";

interface SignInFault {
  readonly pattern: RegExp;
  readonly kind: ArmErrorKind;
  readonly code: string;
  readonly causeText: string;
  readonly nextMove?: string;
}

/**
 * What sign-in errors say, most exact first. AADSTS codes:
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const faults: readonly SignInFault[] = [
  {
    pattern: /doesn't support claims challenges/i,
    kind: "stepUp",
    code: "AzureCliStepUp",
    causeText: say`The tenant requires a stronger sign-in, and the extension cannot request it from Azure CLI.`,
    nextMove: say`Run az logout and az login --tenant with this tenant in a terminal, complete what it asks for, then retry.`,
  },
  {
    pattern: /AADSTS500011\b/,
    kind: "tenant",
    code: "WrongCloud",
    causeText: say`This tenant does not know the cloud's Resource Manager: the sign-in belongs to another cloud.`,
    nextMove: say`Choose the cloud that the account belongs to (in Azure CLI: az cloud set), then sign in again.`,
  },
  {
    pattern: /did not consent|user cancell?ed|sign-?in was cancell?ed/i,
    kind: "signIn",
    code: "SignInDeclined",
    causeText: say`The sign-in was canceled.`,
  },
  {
    pattern:
      /AADSTS(?:50076|50079|50072|50074|50158|53000|53001|53002|53003|53004|65001|500133|70044)\b|interaction_required|claims challenge/i,
    kind: "stepUp",
    code: "InteractionRequired",
    causeText: say`The tenant requires a stronger sign-in (multifactor authentication, consent, or another condition).`,
  },
  {
    pattern:
      /AADSTS(?:700082|700084|50173|70008|50089|70043|50078|54005|50132)\b|invalid_grant|token (?:has |is )?expired|refresh token/i,
    kind: "expired",
    code: "SignInExpired",
    causeText: say`The sign-in has expired or was revoked.`,
  },
  {
    pattern:
      /AADSTS(?:90002|50020|50034|90072|50128|50059|700016|51004)\b|not (?:been )?found in the (?:directory|tenant)|tenant .{0,80}not found/i,
    kind: "tenant",
    code: "TenantRefused",
    causeText: say`The signed-in account does not exist in this tenant, or the tenant does not exist.`,
  },
  {
    pattern: /AADSTS(?:50057|50053|50055|53011|50105|530003)\b/i,
    kind: "tenant",
    code: "AccountBlocked",
    causeText: say`The tenant blocks this account.`,
    nextMove: say`Contact the tenant's administrator, or choose another account.`,
  },
  {
    pattern: /AADSTS(?:7000215|7000222|700027|7000112|700211|700213)\b|invalid_client/i,
    kind: "signIn",
    code: "ClientCredentialRefused",
    causeText: say`The application's secret or certificate was rejected.`,
    nextMove: say`Check AZURE_CLIENT_ID and the application's secret or certificate, which may have expired.`,
  },
  {
    pattern: /Azure CLI could not be found|'az' is not recognized|az(?::|) (?:command )?not found/i,
    kind: "signIn",
    code: "AzureCliNotFound",
    causeText: say`Azure CLI is not installed, or az is not on the PATH.`,
    nextMove: say`Install Azure CLI and sign in with az login, or choose another sign-in method.`,
  },
  {
    pattern: /az login|Azure CLI .{0,80}logged|no accounts? (?:was|were)? ?found/i,
    kind: "signIn",
    code: "AzureCliSignedOut",
    causeText: say`Azure CLI is not signed in, or not to this tenant.`,
    nextMove: say`Run az login (with --tenant for another tenant), then retry.`,
  },
  {
    pattern: /managed ?identity|IMDS|identity endpoint|169\.254\.169\.254/i,
    kind: "signIn",
    code: "NoManagedIdentity",
    causeText: say`This machine returned no token for a managed identity.`,
    nextMove: say`Check that an identity is attached and, for a user-assigned identity, its ID. On any other machine, choose another sign-in method.`,
  },
  {
    pattern: /EnvironmentCredential|AZURE_(?:TENANT_ID|CLIENT_ID|CLIENT_SECRET)/,
    kind: "signIn",
    code: "EnvironmentIncomplete",
    causeText: say`The environment variables for signing in are missing or incomplete.`,
    nextMove: say`Set AZURE_TENANT_ID, AZURE_CLIENT_ID, and the secret or certificate, or choose another sign-in method.`,
  },
  {
    pattern:
      /AADSTS(?:70016|70020)\b|device code .{0,40}(?:expired|timed out)|expired_token|authorization_declined|code_expired/i,
    kind: "signIn",
    code: "DeviceCodeNotUsed",
    causeText: say`The device code was not entered in time, or the sign-in was declined.`,
    nextMove: say`Start the sign-in again and enter the code on the page that opens.`,
  },
];

const identityErrorNames = new Set([
  "AuthenticationError",
  "CredentialUnavailableError",
  "AuthenticationRequiredError",
  "AggregateAuthenticationError",
  "ClientAuthError",
  "ServerError",
  "InteractionRequiredAuthError",
  "ManagedIdentityError",
]);

/** The error for what `@azure/identity` or MSAL threw; `undefined` when it is none of theirs. */
export function errorFromIdentity(error: Error, context: ArmErrorContext): ArmError | undefined {
  const recognised = /AADSTS\d{4,}|did not consent/.test(error.message);
  if (!identityErrorNames.has(error.name) && !recognised) return undefined;
  const fault = faults.find(({ pattern }) => pattern.test(error.message));
  const kind = fault?.kind ?? (error.name === "InteractionRequiredAuthError" ? "stepUp" : "signIn");
  return armError(kind, aadstsCode(error.message) ?? fault?.code ?? error.name, context, {
    causeText: fault?.causeText ?? say`Signing in to Azure failed.`,
    ...(fault?.nextMove !== undefined && { nextMove: fault.nextMove }),
    remedy: { kind: "signIn", ...(context.tenantId !== undefined && { tenantId: context.tenantId }) },
  });
}

function aadstsCode(message: string): string | undefined {
  return /AADSTS\d{4,8}/.exec(message)?.[0];
}
