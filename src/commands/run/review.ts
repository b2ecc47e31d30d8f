import * as vscode from "vscode";
import { dialectNames } from "../../enrollment/dialects/dialect";
import type { AzureAction } from "../../enrollment/actions/azureAction";
import type { Services } from "../../services";
import { signInFirst } from "../ask/askGroup";

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
  if (directory === undefined) throw signInFirst(vscode.l10n.t("Sign in first."));
  const { cloud } = directory.client;
  const showJson = async (): Promise<void> => {
    const { previewJson } = await import("./preview");
    await services.texts.show(`${about.name}.json`, previewJson(about.actions, cloud));
  };
  const { dialects } = await import("../../enrollment/dialects");
  // Bicep and templates have no word for an action such as assigning a relay: they are not offered then.
  const written = dialectNames.flatMap((name): Written[] => {
    const { title, fileExtension, language, write } = dialects[name];
    const text = write(about.actions, cloud);
    return text === undefined ? [] : [{ title, fileName: `${about.name}.${fileExtension}`, language, text }];
  });
  if (about.preview === "first") await showJson();
  for (;;) {
    const picked = await vscode.window.showQuickPick(linesOf(services, about, written, showJson), {
      title: about.title,
      placeHolder: vscode.l10n.t("Nothing has been sent yet. Press Escape to cancel."),
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

/** The actions in one dialect. */
interface Written {
  readonly title: string;
  readonly fileName: string;
  readonly language: string;
  readonly text: string;
}

function linesOf(
  { texts }: Services,
  { go }: Review,
  written: readonly Written[],
  showJson: () => Promise<void>,
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
    ...written.map(({ title, fileName, language, text }) => ({
      label: vscode.l10n.t("Show as {0}", title),
      iconPath: new vscode.ThemeIcon("code"),
      show: () => texts.show(fileName, text, { language }),
    })),
  ];
}
