import * as vscode from "vscode";
import type { Cloud } from "../../arm/cloud";
import type { Log } from "../../window/log";
import { azureClient } from "./azureClient";
import type { Account, TenantName } from "./account";
import type { AccountChoice } from "./modeStore";
import { vscodeTokens } from "./vscodeTokens";
import { findSession, providerFor } from "./vscodeSessions";

/**
 * The accounts of VS Code's sign-in that this extension may use, as connections. Asks nobody: an account whose
 * session is gone is left out.
 *
 * @param choices the accounts and tenants that the user picked; `undefined` for all
 */
export async function vscodeConnections(
  cloud: Cloud,
  choices: readonly AccountChoice[] | undefined,
  log: Log,
): Promise<readonly Account[]> {
  const provider = providerFor(cloud);
  const accounts = await vscode.authentication.getAccounts(provider);
  const chosen = accounts.filter(({ id }) => choices?.some(({ accountId }) => accountId === id) !== false);
  const connections = await Promise.all(
    chosen.map(async (account): Promise<Account | undefined> => {
      const session = await findSession(provider, { scope: cloud.scope, account }, "silent");
      if (session === undefined) {
        log.info("VS Code has an account that has no Azure session for Nexus Arc.");
        return undefined;
      }
      const client = await azureClient(
        cloud,
        { kind: "session", getToken: vscodeTokens(provider, account) },
        log,
      );
      const tenants = choices?.find(({ accountId }) => accountId === account.id)?.tenants;
      return {
        id: account.id,
        label: account.label,
        client,
        tenants: async (signal) => tenantsOf(client, tenants, signal),
      };
    }),
  );
  return connections.flatMap((connection) => connection ?? []);
}

/** The account's tenants with their names, only those of `wanted` when given. Throws `ArmError`. */
async function tenantsOf(
  client: Account["client"],
  wanted: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly TenantName[]> {
  const { listTenants } = await import("../../arm/inventory/subscriptions");
  const tenants = await listTenants(client, signal);
  return tenants
    .filter(({ id }) => wanted?.includes(id) !== false)
    .map(({ id, name, defaultDomain }) => ({ id, name: name ?? defaultDomain ?? id }));
}
