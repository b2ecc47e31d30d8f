import * as vscode from "vscode";
import type { Cloud } from "../../arm/cloud";

/** VS Code's built-in providers: one for the public cloud, one for every other. */
export type ProviderId = "microsoft" | "microsoft-sovereign-cloud";

const publicAuthority = "login.microsoftonline.com";

/** The provider whose sign-in page is the cloud's authority. */
export function providerFor(cloud: Cloud): ProviderId {
  return new URL(cloud.authority).hostname === publicAuthority ? "microsoft" : "microsoft-sovereign-cloud";
}

/** What a session is asked for. */
export interface SessionRequest {
  readonly scope: string;
  /** The account's home tenant when absent. */
  readonly tenantId?: string;
  readonly account?: vscode.AuthenticationSessionAccountInformation;
  /** Claims (JSON text) of a step-up challenge that the token must carry. */
  readonly claims?: string;
}

/**
 * - `silent`: never asks; `undefined` when there is no session.
 * - `ask`: signs in when there is no session.
 * - `another`: lets the user pick or add an account.
 */
export type AskUser = "silent" | "ask" | "another";

/** One session of VS Code's provider. `undefined` only when silent. Rejects when the user declines. */
export async function findSession(
  provider: ProviderId,
  request: SessionRequest,
  ask: AskUser,
): Promise<vscode.AuthenticationSession | undefined> {
  // VS Code's own convention for a token of another tenant than the account's home.
  const scopes = [
    request.scope,
    ...(request.tenantId === undefined ? [] : [`VSCODE_TENANT:${request.tenantId}`]),
  ];
  const account = request.account === undefined ? {} : { account: request.account };
  if (request.claims === undefined) {
    return vscode.authentication.getSession(provider, scopes, { ...optionsFor(ask), ...account });
  }
  if (!answersChallenges(vscode.version)) {
    // Before VS Code 1.105 claims cannot be passed on; a new sign-in meets the tenant's conditions.
    return ask === "silent"
      ? undefined
      : vscode.authentication.getSession(provider, scopes, { forceNewSession: true, ...account });
  }
  const claims = Buffer.from(request.claims).toString("base64");
  return vscode.authentication.getSession(
    provider,
    { wwwAuthenticate: `Bearer claims="${claims}"`, fallbackScopes: scopes },
    { ...optionsFor(ask), ...account },
  );
}

function optionsFor(ask: AskUser): vscode.AuthenticationGetSessionOptions {
  switch (ask) {
    case "silent":
      return { silent: true };
    case "ask":
      return { createIfNone: true };
    case "another":
      return { createIfNone: true, clearSessionPreference: true };
  }
}

function answersChallenges(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || minor >= 105;
}
