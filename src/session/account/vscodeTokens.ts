import type * as vscode from "vscode";
import type { GetSessionToken } from "../../arm/auth/sessionSource";
import { findSession, type ProviderId } from "./vscodeSessions";

/** Tokens of one account from VS Code's sign-in: silent, unless a user's gesture stands behind the request. */
export function vscodeTokens(
  provider: ProviderId,
  account: vscode.AuthenticationSessionAccountInformation,
): GetSessionToken {
  return async ([scope = ""], { tenantId, claims, interactive }) => {
    const session = await findSession(
      provider,
      {
        scope,
        account,
        ...(tenantId !== undefined && { tenantId }),
        ...(claims !== undefined && { claims }),
      },
      interactive ? "ask" : "silent",
    );
    return session?.accessToken;
  };
}
