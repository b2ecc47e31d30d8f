import * as vscode from "vscode";
import type { AzureQuestion } from "../fleet/editor/completeFleet";
import { commandIds } from "../ids";
import { t } from "../l10n";
import type { Services } from "../services";
import { isFleetFile } from "../session/fleet/fleetDocuments";
import { readChoices, type Offer } from "../session/listing/choices";
import { subscriptionOffers } from "../session/listing/subscriptionOffers";
import { belongs, repair } from "./codeActions";
import { toItem } from "./completion";
import { FleetDiagnostics } from "./fleetDiagnostics";
import { toRange } from "./ranges";

const allFiles: vscode.DocumentSelector = { pattern: "**/*.nexus-fleet.{yaml,yml,json}" };
/** VS Code itself completes JSON by the schema. */
const yamlFiles: vscode.DocumentSelector = { pattern: "**/*.nexus-fleet.{yaml,yml}" };

/** Everything that the editor knows about fleet files. */
export function registerFleetFeatures(services: Services): { dispose(): unknown }[] {
  const diagnostics = new FleetDiagnostics();
  return [
    diagnostics,
    vscode.languages.registerCompletionItemProvider(yamlFiles, new FleetCompletion(services), ":", " ", "-"),
    vscode.languages.registerHoverProvider(yamlFiles, fleetHover),
    vscode.languages.registerCodeActionsProvider(allFiles, new FleetFixes(diagnostics), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerCodeLensProvider(allFiles, fleetLens(services)),
  ];
}

/** Whether another extension completes and explains YAML by the schema that ours contributes: nothing is shown twice. */
function hasYamlExtension(): boolean {
  return vscode.extensions.getExtension("redhat.vscode-yaml") !== undefined;
}

/** Keys and values of the format, and resources of Azure. */
class FleetCompletion implements vscode.CompletionItemProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const { completeFleet } = await import("../fleet/editor/completeFleet");
    const { known, azure } = completeFleet(document.getText(), document.offsetAt(position));
    const items = hasYamlExtension() ? [] : known.map(toItem);
    return azure === undefined ? items : [...items, ...(await this.#offers(azure, token))];
  }

  /** Nothing while signed out, or where Azure does not answer: typing continues without a message. */
  async #offers(question: AzureQuestion, token: vscode.CancellationToken): Promise<vscode.CompletionItem[]> {
    const { values, range, ...target } = question;
    const { directory } = this.#services.session;
    if (directory === undefined || (values !== "subscriptions" && target.subscriptionId === undefined))
      return [];
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    const source = {
      clientFor: (id: string) => directory.clientFor(id),
      subscriptions: (signal: AbortSignal) => subscriptionOffers(directory, signal),
    };
    try {
      const offers = await readChoices(values, { target }, source, t, abort.signal);
      return offers.map((offer, index) => offered(offer, index, toRange(range)));
    } catch (error) {
      if (!abort.signal.aborted) this.#services.log.error("Azure gave no values for a fleet file.", error);
      return [];
    }
  }
}

function offered({ value, label, detail }: Offer, index: number, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label, ...(detail !== undefined && { description: detail }) },
    vscode.CompletionItemKind.Value,
  );
  item.insertText = value;
  item.filterText = `${label} ${value}`;
  item.range = range;
  item.sortText = String(index).padStart(5, "0");
  return item;
}

const fleetHover: vscode.HoverProvider = {
  async provideHover(document, position) {
    if (hasYamlExtension()) return undefined;
    const { fleetHover: hoverAt } = await import("../fleet/editor/fleetHover");
    const found = hoverAt(document.getText(), document.offsetAt(position));
    return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), toRange(found.range));
  },
};

/** A quick fix for each mistake that says what was most likely meant. */
class FleetFixes implements vscode.CodeActionProvider {
  readonly #diagnostics: FleetDiagnostics;

  constructor(diagnostics: FleetDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.#diagnostics
      .findingsOf(document)
      .filter((finding) => finding.file === undefined)
      .filter((finding) => toRange(finding.range).intersection(range) !== undefined)
      .flatMap((finding) => {
        const shown = context.diagnostics.filter((diagnostic) => belongs(diagnostic, finding));
        return (finding.fixes ?? []).map((fix) => repair(document, fix, shown));
      });
  }
}

/** Above the first line: what can be done with the whole file; a way to sign in where that comes first. */
function fleetLens({ session }: Services): vscode.CodeLensProvider {
  return {
    onDidChangeCodeLenses: session.onDidChange,
    provideCodeLenses(document) {
      if (!isFleetFile(document)) return [];
      const top = new vscode.Range(0, 0, 0, 0);
      const lens = (title: string, command: string): vscode.CodeLens =>
        new vscode.CodeLens(top, { title, command, arguments: [document.uri] });
      if (session.directory === undefined)
        return [lens(vscode.l10n.t("Sign in to check and deploy"), commandIds.signIn)];
      return [
        lens(vscode.l10n.t("Check"), commandIds.checkFleet),
        lens(vscode.l10n.t("Plan"), commandIds.planFleet),
        lens(vscode.l10n.t("Deploy…"), commandIds.deployFleet),
        lens(vscode.l10n.t("Open page"), commandIds.openFleet),
      ];
    },
  };
}
