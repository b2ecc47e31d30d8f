import type { Cloud } from "../cloud";
import { azureCliSource, deviceCodeSource, environmentSource, managedIdentitySource } from "./identitySource";
import type { NetworkOptions } from "../network/network";
import { sessionSource, type GetSessionToken } from "./sessionSource";
import { CachedCredential, type TokenSource } from "./tokenCache";

/** Which identity of the machine is meant; its system-assigned one when absent. */
export type ManagedIdentityId =
  { readonly clientId: string } | { readonly objectId: string } | { readonly resourceId: string };

/** What the user has to do for a device-code sign-in. */
export interface DeviceCodePrompt {
  readonly userCode: string;
  readonly verificationUri: string;
}

/** How to sign in. */
export type SignIn =
  /** Whoever is signed in to the Azure CLI. */
  | { readonly kind: "azureCli"; readonly tenantId?: string }
  /** The identity of the machine that this runs on. */
  | { readonly kind: "managedIdentity"; readonly identity?: ManagedIdentityId }
  | {
      readonly kind: "deviceCode";
      readonly tenantId?: string;
      /** The application to sign in to; Azure's own development application when absent. */
      readonly clientId?: string;
      readonly prompt: (prompt: DeviceCodePrompt) => void;
    }
  /** AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH. */
  | { readonly kind: "environment" }
  /** Sessions that someone else keeps: VS Code's authentication providers. */
  | { readonly kind: "session"; readonly getToken: GetSessionToken };

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
