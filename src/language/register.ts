import * as vscode from "vscode";
import { settingIds } from "../ids";
import { onSettingsChange } from "../window/settings";
import { UserDataFixes } from "./codeActions";
import { userDataLens } from "./codeLens";
import { userDataCompletion } from "./completion";
import { UserDataDiagnostics } from "./diagnostics";
import { claimCloudConfig, userDataLanguage, userDataSelector } from "../session/documents/userDataDocuments";
import { FleetDiagnostics } from "./fleetDiagnostics";
import { userDataHover } from "./hover";
import { UserDataLint } from "./lint";
import { userDataFolding, userDataSymbols } from "./outline";
import { UserDataStatus } from "./status";
import { VmRuns } from "./vmRuns";

/** Everything that the editor knows about user data. */
export function registerLanguage(): { dispose(): unknown }[] {
  const lint = new UserDataLint();
  const diagnostics = new UserDataDiagnostics(lint);
  return [
    diagnostics,
    new FleetDiagnostics(),
    claimCloudConfig(),
    onSettingsChange([settingIds.userDataRules, settingIds.userDataLimit], () => {
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
