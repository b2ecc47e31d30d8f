import * as vscode from "vscode";
import { panelTypes } from "../../ids";
import type { Log } from "../../window/log";
import { fleetKeptShape, refused } from "../../protocol/fleet";
import type { AzureSession } from "../../session/account/azureSession";
import type { FleetService } from "../../session/fleet/fleetService";
import type { FleetFollower } from "../../session/fleet/fleetFollower";
import { restorePanels, type PanelPosition } from "../panels/restorePanels";
import { OpenPanels } from "../panels/openPanels";
import { waitingHtml } from "../panels/html";
import type { FleetPageSession } from "./session";

export interface FleetPanelsOptions {
  readonly extension: vscode.Uri;
  readonly fleets: FleetService;
  readonly follower: FleetFollower;
  readonly session: AzureSession;
  /** Of this window. */
  readonly state: vscode.Memento;
  readonly log: Log;
}

interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly fleet: string;
  page: FleetPageSession | undefined;
}

/** The pages of fleets: one for each fleet that was opened. VS Code brings them back after a reload. */
export class FleetPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: FleetPanelsOptions;
  readonly #open: OpenPanels;
  readonly #shown = new Map<string, Shown>();
  readonly #subscriptions: readonly { dispose(): unknown }[];

  constructor(options: FleetPanelsOptions) {
    this.#options = options;
    this.#open = new OpenPanels(options.state, vscode.env.sessionId, "fleet");
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(panelTypes.fleet, this),
      options.fleets.onDidChange((key) => {
        for (const shown of this.#shown.values())
          if (key === undefined || key === shown.fleet) this.#name(shown);
      }),
    ];
    options.follower.watch(() => [...this.#shown.values()].some(({ panel }) => panel.visible));
    restorePanels(panelTypes.fleet, this.#open.left(), (fleet, place) => {
      if (!this.#shown.has(fleet)) this.#create(fleet, place);
    }).catch((error: unknown) => {
      options.log.error("The pages of fleets could not be opened again.", error);
    });
  }

  /** The key of the fleet whose page is in front. */
  get active(): string | undefined {
    return [...this.#shown.values()].find(({ panel }) => panel.active)?.fleet;
  }

  /** Shows a fleet's page: the one that is open, or a new one. `fleet` is the key of its row. */
  open(fleet: string): void {
    const open = this.#shown.get(fleet);
    if (open === undefined) this.#create(fleet, { viewColumn: vscode.ViewColumn.Active });
    else open.panel.reveal();
  }

  /** VS Code restores a panel; the fleet's file may not be read yet. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = fleetKeptShape(state);
    if (kept === refused || this.#shown.has(kept.fleet)) panel.dispose();
    else this.#take(panel, kept.fleet);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { page } of this.#shown.values()) page?.close();
  }

  #create(fleet: string, place: PanelPosition): void {
    this.#take(vscode.window.createWebviewPanel(panelTypes.fleet, vscode.l10n.t("Fleet"), place), fleet);
  }

  #take(panel: vscode.WebviewPanel, fleet: string): void {
    const { extension, follower, log } = this.#options;
    const folder = vscode.Uri.joinPath(extension, "dist/webview");
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.iconPath = vscode.Uri.joinPath(extension, "media/nexus-arc.svg");
    panel.webview.html = waitingHtml(vscode.l10n.t("Reading the fleet files…"));
    const shown: Shown = { panel, fleet, page: undefined };
    this.#shown.set(fleet, shown);
    panel.onDidChangeViewState(() => {
      this.#note(shown);
      // What happened while it was hidden.
      shown.page?.show();
      follower.soon();
    });
    panel.onDidDispose(() => {
      this.#shown.delete(fleet);
      this.#open.closed(fleet);
      shown.page?.close();
    });
    this.#name(shown);
    this.#note(shown);
    this.#fill(shown, folder).catch((error: unknown) => {
      log.error("The page of a fleet could not be opened.", error);
    });
  }

  async #fill(shown: Shown, folder: vscode.Uri): Promise<void> {
    const { fleets, session, follower } = this.#options;
    const { openFleetPage } = await import("./openFleetPage");
    const { panel, fleet } = shown;
    if (this.#shown.get(fleet) !== shown) return;
    shown.page = openFleetPage({
      panel,
      fleet,
      folder,
      fleets: {
        get: (key) => fleets.get(key),
        found: () => fleets.found(fleet),
        look: (key) => fleets.look(key),
        onDidChange: fleets.onDidChange,
      },
      isSignedIn: () => session.directory !== undefined,
    });
    follower.soon();
  }

  #name(shown: Shown): void {
    const name = this.#options.fleets.get(shown.fleet)?.name;
    if (name === undefined) return;
    const title = vscode.l10n.t("Fleet: {0}", name);
    if (shown.panel.title === title) return;
    shown.panel.title = title;
    this.#note(shown);
  }

  #note({ panel, fleet }: Shown): void {
    this.#open.shown(fleet, { column: Math.max(1, panel.viewColumn ?? 1), title: panel.title });
  }
}
