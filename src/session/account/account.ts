import type { ArmClient } from "../../arm/client";

/** One signed-in account, or the practice cloud: whose eyes a listing sees with. */
export interface Account {
  /** Stable over reloads; holds no secret. */
  readonly id: string;
  /** What the user knows it by: the account's name. */
  readonly label: string;
  readonly client: ArmClient;
  /** The tenants to ask; only the account's home tenant when absent. Throws `ArmError`. */
  tenants?(signal: AbortSignal): Promise<readonly TenantName[]>;
}

export interface TenantName {
  readonly id: string;
  /** Its display name, else its domain, else its id. */
  readonly name: string;
}

/** What the window works with. */
export const modes = ["signedOut", "practice", "azure"] as const;
export type Mode = (typeof modes)[number];
