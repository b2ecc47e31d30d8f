import * as vscode from "vscode";
import { toArmError } from "../../arm/errors";
import type { Account, TenantName } from "../../session/account/account";
import type { AccountChoice } from "../../session/account/modeStore";
import { signIn } from "../../session/account/signIn";
import { t } from "../../l10n";
import { Notice, type Command, type CommandScope } from "../run/command";

interface TenantItem extends vscode.QuickPickItem {
  readonly choice?: { readonly accountId: string; readonly tenantId: string };
}

/** Picks the accounts and tenants whose machines are listed; several at once. */
export const chooseAccounts: Command = {
  intent: "choose accounts and tenants",
  async run(scope) {
    const { session } = scope.services;
    const connections = await session.allAccounts();
    if (connections.length === 0) {
      await signInAgain(scope);
      return;
    }
    const items = await tenantItems(scope, connections, session.accounts);
    const picked = await pickTenants(items);
    if (picked === "add") {
      await signInAgain(scope);
      return;
    }
    const choices = choicesOf(items, picked);
    if (choices?.length === 0) {
      throw new Notice(
        vscode.l10n.t("Nothing was selected, so nothing was changed. To stop, sign out of Azure."),
      );
    }
    await session.chooseAccounts(choices);
  },
};

function signInAgain({ progress, services }: CommandScope): Promise<void> {
  return progress(vscode.l10n.t("Signing in to Azure…"), ({ signal }) => signIn(services.session, signal));
}

async function tenantItems(
  { progress }: CommandScope,
  connections: readonly Account[],
  chosen: readonly AccountChoice[] | undefined,
): Promise<readonly TenantItem[]> {
  return progress(vscode.l10n.t("Loading tenants…"), async ({ signal }) => {
    const groups = await Promise.all(
      connections.map(async (connection) => itemsOf(connection, chosen, await tenantsOf(connection, signal))),
    );
    return groups.flat();
  });
}

/** An account whose tenants cannot be read hides no other. */
async function tenantsOf(connection: Account, signal: AbortSignal): Promise<readonly TenantName[] | string> {
  try {
    return (await connection.tenants?.(signal)) ?? [];
  } catch (error) {
    signal.throwIfAborted();
    return t(toArmError(error).causeText);
  }
}

function itemsOf(
  { id: accountId, label }: Account,
  chosen: readonly AccountChoice[] | undefined,
  tenants: readonly TenantName[] | string,
): TenantItem[] {
  const heading: TenantItem = { label, kind: vscode.QuickPickItemKind.Separator };
  if (typeof tenants === "string") {
    return [heading, { label: vscode.l10n.t("Could not load its tenants"), detail: tenants }];
  }
  const account = chosen?.find((choice) => choice.accountId === accountId);
  const isChosen = (tenantId: string): boolean =>
    chosen === undefined || (account !== undefined && account.tenants?.includes(tenantId) !== false);
  return [
    heading,
    ...tenants.map(({ id, name }) => ({
      label: name,
      ...(name !== id && { description: id }),
      picked: isChosen(id),
      choice: { accountId, tenantId: id },
    })),
  ];
}

/** A quick pick with check boxes, and a button to add another account. Rejects with a cancellation on Escape. */
function pickTenants(items: readonly TenantItem[]): Promise<readonly TenantItem[] | "add"> {
  const pick = vscode.window.createQuickPick<TenantItem>();
  pick.title = vscode.l10n.t("Accounts and tenants whose machines are listed");
  pick.placeholder = vscode.l10n.t("Filter tenants");
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked === true);
  pick.buttons = [
    { iconPath: new vscode.ThemeIcon("add"), tooltip: vscode.l10n.t("Sign in with another account") },
  ];
  return new Promise<readonly TenantItem[] | "add">((resolve, reject) => {
    pick.onDidTriggerButton(() => {
      resolve("add");
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems);
    });
    pick.onDidHide(() => {
      reject(new vscode.CancellationError());
    });
    pick.show();
  }).finally(() => {
    pick.dispose();
  });
}

/** `undefined` when everything is picked: then accounts and tenants of later are listed as well. */
function choicesOf(
  items: readonly TenantItem[],
  picked: readonly TenantItem[],
): readonly AccountChoice[] | undefined {
  const all = items.filter(({ choice }) => choice !== undefined);
  if (picked.length === all.length) return undefined;
  const byAccount = new Map<string, string[]>();
  for (const { choice } of picked) {
    if (choice === undefined) continue;
    const tenants = byAccount.get(choice.accountId) ?? [];
    byAccount.set(choice.accountId, [...tenants, choice.tenantId]);
  }
  return [...byAccount].map(([accountId, tenants]) => ({ accountId, tenants }));
}
