import type * as vscode from "vscode";
import { registerCommands } from "./commands/register";
import { OutputLog } from "./log";
import { createServices } from "./services";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = new OutputLog();
  context.subscriptions.push(log);
  const services = createServices(context, log);
  context.subscriptions.push(services, ...registerCommands(services));
  await services.session.start().catch((error: unknown) => {
    log.error("What was open last could not be taken up.", error);
  });
}
