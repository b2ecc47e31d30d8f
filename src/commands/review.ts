import * as vscode from "vscode";
import { dialectNames, type DialectName } from "../enrollment/dialects/dialect";
import type { AzureAction } from "../enrollment/azureAction";
import type { Services } from "../services";
import { Notice } from "./command";

/** What is about to be sent, and how the user is asked about it. */
export interface Review {
  readonly title: string;
  readonly actions: readonly AzureAction[];
  /** The line that sends it. */
  readonly go: { readonly label: string; readonly detail: string };
  /** Name of the preview document, without ending. */
  readonly name: string;
  /** `first`: the preview is open before the question. */
  readonly preview: "first" | "onDemand";
}

/** Shows what will be sent, in any dialect, as often as the user likes. Rejects with a cancellation unless it is to be sent. */
export async function review(services: Services, about: Review): Promise<void> {
  const { directory } = services.session;
  if (directory === undefined) throw new Notice(vscode.l10n.t("Sign in first."));
  const { cloud } = directory.client;
  const showJson = async (): Promise<void> => {
    const { previewJson } = await import("./preview");
    await services.texts.show(`${about.name}.json`, previewJson(about.actions, cloud));
  };
  const showDialect = async (name: DialectName): Promise<void> => {
    const { dialects } = await import("../enrollment/dialects");
    const { write, fileExtension, language, title } = dialects[name];
    const text = write(about.actions, cloud);
    if (text === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("{0} has no words for this.", title));
      return;
    }
    await services.texts.show(`${about.name}.${fileExtension}`, text, { language });
  };
  if (about.preview === "first") await showJson();
  for (;;) {
    const picked = await vscode.window.showQuickPick(linesOf(about, showJson, showDialect), {
      title: about.title,
      placeHolder: vscode.l10n.t("Nothing has been sent yet. Escape cancels."),
      ignoreFocusOut: true,
    });
    if (picked === undefined) throw new vscode.CancellationError();
    if (picked.show === undefined) return;
    await picked.show();
  }
}

interface Line extends vscode.QuickPickItem {
  /** Absent on the line that sends. */
  readonly show?: () => Promise<void>;
}

const dialectTitles: Readonly<Record<DialectName, string>> = {
  az: "Azure CLI",
  powershell: "PowerShell",
  rest: "REST (curl)",
  bicep: "Bicep",
  arm: "ARM template",
};

function linesOf(
  { go }: Review,
  showJson: () => Promise<void>,
  showDialect: (name: DialectName) => Promise<void>,
): Line[] {
  return [
    { label: go.label, detail: go.detail, iconPath: new vscode.ThemeIcon("check") },
    {
      label: vscode.l10n.t("Show what will be sent"),
      kind: vscode.QuickPickItemKind.Separator,
    },
    {
      label: vscode.l10n.t("Show the request as JSON"),
      iconPath: new vscode.ThemeIcon("json"),
      show: showJson,
    },
    ...dialectNames.map((name) => ({
      label: vscode.l10n.t("Show as {0}", dialectTitles[name]),
      iconPath: new vscode.ThemeIcon("code"),
      show: () => showDialect(name),
    })),
  ];
}
