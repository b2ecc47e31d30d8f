/**
 * One Azure cloud: every host name and audience that anything in the product names.
 * All URLs end without a slash.
 */
export interface Cloud {
  readonly name: "public" | "usGovernment" | "china" | "custom" | "practice";
  /** Resource Manager, for example `https://management.azure.com`. */
  readonly resourceManager: string;
  /** OAuth 2.0 scope of Resource Manager tokens, for example `https://management.azure.com/.default`. */
  readonly scope: string;
  /** Microsoft Entra authority host, for example `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Azure portal; absent where a cloud has none. */
  readonly portal?: string;
}
