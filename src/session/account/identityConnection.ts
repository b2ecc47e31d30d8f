import * as vscode from "vscode";
import type { Cloud } from "../../arm/cloud";
import type { DeviceCodePrompt, SignIn } from "../../arm/auth/signIn";
import type { Log } from "../../window/log";
import type { SignInKind } from "../../window/settings";
import { azureClient } from "./azureClient";
import type { Account } from "./account";
import { notify } from "../../window/notification";

type IdentityKind = Exclude<SignInKind, "vscode">;

/** The one account of a sign-in that VS Code does not keep. It is asked for its first token when Azure is first asked. */
export async function identityConnection(
  cloud: Cloud,
  kind: IdentityKind,
  log: Log,
): Promise<readonly Account[]> {
  const client = await azureClient(cloud, signInOf(kind), log);
  return [{ id: kind, label: labels[kind], client }];
}

const labels: Readonly<Record<IdentityKind, string>> = {
  azureCli: "Azure CLI",
  managedIdentity: "Managed identity",
  deviceCode: "Device code",
  environment: "Environment",
};

function signInOf(kind: IdentityKind): SignIn {
  return kind === "deviceCode" ? { kind, prompt: (code) => void showDeviceCode(code) } : { kind };
}

/** Shows where to enter the code, and copies it for the user who presses the button. */
async function showDeviceCode({ userCode, verificationUri }: DeviceCodePrompt): Promise<void> {
  const open = vscode.l10n.t("Copy Code and Open Browser");
  const answer = await notify.information(
    vscode.l10n.t("To sign in to Azure, enter the code {0} at {1}.", userCode, verificationUri),
    open,
  );
  if (answer !== open) return;
  await vscode.env.clipboard.writeText(userCode);
  await vscode.env.openExternal(vscode.Uri.parse(verificationUri, true));
}
