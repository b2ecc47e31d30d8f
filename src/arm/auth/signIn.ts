import type { GetSessionToken } from "./sessionSource";

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
