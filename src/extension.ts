import * as vscode from "vscode";
import { registerTools } from "./ai/register";
import { registerCommands } from "./commands/run/register";
import { enrollmentLinks } from "./commands/wizard/enrollmentLink";
import { registerLanguage } from "./language/register";
import { OutputLog } from "./window/log";
import { createServices } from "./services";

let close: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = new OutputLog();
  context.subscriptions.push(log);
  const services = createServices(context, log);
  context.subscriptions.push(
    services,
    ...registerCommands(services),
    ...registerLanguage(services),
    ...registerTools(services),
  );
  context.subscriptions.push(vscode.window.registerUriHandler(enrollmentLinks(services)));
  close = () => services.session.close();
  services.session.start();
}

/** VS Code waits for this, for a few seconds. */
export async function deactivate(): Promise<void> {
  await close?.();
}
