import * as vscode from "vscode";
import type { Cloud } from "../../arm/cloud";
import { untilAborted } from "../../arm/async/untilAborted";
import { azureSettings } from "../../window/settings";
import { chosenCloud } from "./azureCloud";
import type { AzureSession } from "./azureSession";
import { findSession, providerFor, type SessionRequest } from "./vscodeSessions";

/** What a sign-in has to meet: a tenant that refused, claims that a step-up asks for. */
export interface SignInNeed {
  readonly tenantId?: string;
  readonly claims?: string;
}

/**
 * Signs in because the user asked to, with whatever way the settings choose. Rejects with VS Code's `CancellationError` when
 * the user declines, and when `signal` aborts: a dialog of VS Code's own may then still stand, and nothing comes of it.
 */
export async function signIn(
  session: AzureSession,
  signal: AbortSignal,
  need: SignInNeed = {},
): Promise<void> {
  const settings = azureSettings();
  if (settings.signIn !== "vscode") return session.enterByIdentity(signal);
  const cloud = chosenCloud(settings);
  if (!(await prepareSovereignCloud(cloud))) throw new vscode.CancellationError();
  const account = need.tenantId === undefined ? undefined : await accountFor(cloud);
  const request: SessionRequest = { scope: cloud.scope, ...need, ...(account !== undefined && { account }) };
  const addsAccount = session.mode === "azure" && account === undefined;
  const asked = findSession(providerFor(cloud), request, addsAccount ? "another" : "ask");
  const signedIn = await untilAborted(asked.catch(asCancellation), signal);
  if (signedIn === undefined) throw new vscode.CancellationError();
  await include(session, signedIn.account.id);
}

/** VS Code says in words alone that the user declined: its own question in these, the Microsoft sign-in behind it in others. */
function asCancellation(error: unknown): never {
  const declined = error instanceof Error && /did not consent|^(user )?cancell?ed/i.test(error.message);
  throw declined ? new vscode.CancellationError() : error;
}

/** An account that the user just signed in with is one that the user wants to see. */
async function include(session: AzureSession, accountId: string): Promise<void> {
  if (session.uses(accountId)) return;
  const { accounts } = session;
  const left = accounts !== undefined && !accounts.some((account) => account.accountId === accountId);
  await session.chooseAccounts(left ? [...accounts, { accountId }] : accounts);
}

/** Which account shall sign in to a tenant: the only one, or the one that the user picks. */
async function accountFor(cloud: Cloud): Promise<vscode.AuthenticationSessionAccountInformation | undefined> {
  const accounts = await vscode.authentication.getAccounts(providerFor(cloud));
  if (accounts.length <= 1) return accounts[0];
  const picked = await vscode.window.showQuickPick(
    accounts.map((account) => ({ label: account.label, account })),
    { title: vscode.l10n.t("Sign in to the tenant"), placeHolder: vscode.l10n.t("With which account?") },
  );
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.account;
}

/** VS Code's provider for other clouds has a setting of its own. Asks before it is changed; `false` when declined. */
async function prepareSovereignCloud(cloud: Cloud): Promise<boolean> {
  const environment = { usGovernment: "USGovernment", china: "ChinaCloud" } as const;
  if (cloud.name !== "usGovernment" && cloud.name !== "china") return true;
  const wanted = environment[cloud.name];
  const setting = vscode.workspace.getConfiguration("microsoft-sovereign-cloud");
  if (setting.get<unknown>("environment") === wanted) return true;
  const change = vscode.l10n.t("Change the Setting");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("Sign in to {0}", cloud.displayName),
    {
      modal: true,
      detail: vscode.l10n.t(
        'VS Code signs in to the cloud in its setting "microsoft-sovereign-cloud.environment". Set it to "{0}".',
        wanted,
      ),
    },
    change,
  );
  if (answer !== change) return false;
  await setting.update("environment", wanted, vscode.ConfigurationTarget.Global);
  return true;
}
