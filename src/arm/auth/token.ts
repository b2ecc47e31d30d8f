import type { AccessToken, GetTokenOptions } from "@azure/core-auth";

/** What a token request may carry besides `@azure/core-auth`'s own options. */
export interface ArmTokenOptions extends GetTokenOptions {
  /** A user's gesture stands behind it: a sign-in may ask. Silent otherwise. */
  readonly interactive?: boolean;
  /** Azure just refused the cached token: get another. */
  readonly forceRefresh?: boolean;
}

/** Gives Resource Manager tokens. Every `TokenCredential` of the Azure libraries is one. */
export interface ArmTokenCredential {
  getToken(scopes: string | string[], options?: ArmTokenOptions): Promise<AccessToken | null>;
}
