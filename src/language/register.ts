import * as vscode from "vscode";
import { settingIds } from "../ids";
import { onSettingsChange } from "../window/settings";
import { UserDataFixes } from "./codeActions";
import { userDataLens } from "./codeLens";
import { userDataCompletion } from "./completion";
import { UserDataDiagnostics } from "./diagnostics";
import { claimCloudConfig, userDataLanguage, userDataSelector } from "../session/documents/userDataDocuments";
import { registerFleetFeatures } from "./fleetFeatures";
import { userDataHover } from "./hover";
import { UserDataLint } from "./lint";
import { userDataFolding, userDataSymbols } from "./outline";
import type { Services } from "../services";
import { UserDataStatus } from "./status";
import { VmRuns } from "./vmRuns";

/** Everything that the editor knows about user data and fleet files. */
export function registerLanguage(services: Services): { dispose(): unknown }[] {
  const lint = new UserDataLint();
  const diagnostics = new UserDataDiagnostics(lint);
  return [
    diagnostics,
    ...registerFleetFeatures(services),
    claimCloudConfig(),
    onSettingsChange([settingIds.userDataRules, settingIds.userDataMaxBytes], () => {
      diagnostics.refresh();
    }),
    new UserDataStatus(lint),
    new VmRuns(),
    vscode.languages.registerCodeActionsProvider(userDataSelector, new UserDataFixes(lint), {
      providedCodeActionKinds: UserDataFixes.kinds,
    }),
    vscode.languages.registerCompletionItemProvider(userDataLanguage, userDataCompletion, ":", " ", "-"),
    vscode.languages.registerHoverProvider(userDataLanguage, userDataHover),
    vscode.languages.registerDocumentSymbolProvider(userDataLanguage, userDataSymbols),
    vscode.languages.registerFoldingRangeProvider(userDataLanguage, userDataFolding),
    vscode.languages.registerCodeLensProvider(userDataSelector, userDataLens),
  ];
}
