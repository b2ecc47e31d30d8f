import type { Cloud } from "../cloud";
import { azureCliSource, deviceCodeSource, environmentSource, managedIdentitySource } from "./identitySource";
import type { NetworkOptions } from "../network/network";
import { sessionSource } from "./sessionSource";
import type { SignIn } from "./signIn";
import { CachedCredential, type TokenSource } from "./tokenCache";

export interface CredentialOptions {
  /** How the sign-in service is reached. */
  readonly network?: NetworkOptions;
  /** Treat every request as one that may ask the user, as on a command line. */
  readonly alwaysInteractive?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * A credential with its token cache. `@azure/identity` is loaded with the first token. Every failure is an `ArmError`:
 * expired, step-up, tenant refused, CLI missing or signed out, no managed identity, and the network's own.
 */
export function createCredential(
  signIn: SignIn,
  cloud: Cloud,
  options: CredentialOptions = {},
): CachedCredential {
  const source = sourceFor(signIn, cloud, options);
  const asked: TokenSource =
    options.alwaysInteractive === true ? (request) => source({ ...request, interactive: true }) : source;
  return new CachedCredential(asked, options.now);
}

function sourceFor(signIn: SignIn, cloud: Cloud, { network = {}, now }: CredentialOptions): TokenSource {
  switch (signIn.kind) {
    case "azureCli":
      return azureCliSource(signIn.tenantId);
    case "managedIdentity":
      return managedIdentitySource(signIn.identity, network);
    case "deviceCode":
      return deviceCodeSource(signIn, cloud, network);
    case "environment":
      return environmentSource(cloud, network);
    case "session":
      return sessionSource(signIn.getToken, now);
  }
}
