import { keptShape, refused } from "../../protocol";
import * as vscode from "vscode";
import { panelTypes } from "../../ids";
import type { Log } from "../../window/log";
import type { AzureSession } from "../../session/account/azureSession";
import type { SnapshotStore } from "../../session/account/accountRouter";
import type { WizardService } from "../../session/enrollment/enrollmentState";
import { restorePanels, type PanelPosition } from "./restorePanels";
import { OpenPanels } from "./openPanels";
import { WizardStateFiles } from "../host/wizardStateFiles";
import { waitingHtml } from "./html";

/** Which enrollment a page was about, from what the page kept; `undefined` for a state of another version. */
function keptEnrollment(state: unknown): string | undefined {
  const kept = keptShape(state);
  return kept === refused ? undefined : kept.enrollment;
}

interface WizardOptions {
  readonly extension: vscode.Uri;
  readonly enrollments: WizardService & {
    readonly isRead: boolean;
    readonly wasRemoved: (id: string) => boolean;
  };
  readonly session: AzureSession;
  readonly stateFiles: SnapshotStore;
  /** Of this window. */
  readonly state: vscode.Memento;
  readonly log: Log;
}

/** A panel, and the page in it while its enrollment is there. */
interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly enrollment: string;
  page: "waiting" | "opening" | { close(): void };
}

/** The wizard's panels: one for each enrollment that was opened. VS Code brings them back after a reload. */
export class WizardPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: WizardOptions;
  readonly #stateFiles: WizardStateFiles;
  readonly #open: OpenPanels;
  readonly #shown = new Map<string, Shown>();
  readonly #subscriptions: { dispose(): void }[];

  constructor(options: WizardOptions) {
    this.#options = options;
    this.#stateFiles = new WizardStateFiles(options.stateFiles, (line, cause) => {
      options.log.error(line, cause);
    });
    this.#open = new OpenPanels(options.state, vscode.env.sessionId);
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(panelTypes.wizard, this),
      options.enrollments.onDidChange((id) => {
        for (const shown of this.#shown.values()) {
          if (id === undefined || id === shown.enrollment) this.#follow(shown);
        }
      }),
    ];
    restorePanels(panelTypes.wizard, this.#open.left(), (enrollment, where) => {
      if (!this.#shown.has(enrollment)) this.#create(enrollment, where);
    }).catch((error: unknown) => {
      options.log.error("The wizard's pages could not be opened again.", error);
    });
  }

  /** Shows an enrollment's page: the one that is open, or a new one. */
  open(enrollment: string): void {
    const open = this.#shown.get(enrollment);
    if (open !== undefined) {
      open.panel.reveal();
      return;
    }
    this.#create(enrollment, { viewColumn: vscode.ViewColumn.Active });
  }

  /** VS Code restores a panel; the enrollment may not be read yet. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const enrollment = keptEnrollment(state);
    if (enrollment === undefined || this.#shown.has(enrollment)) panel.dispose();
    else this.#take(panel, enrollment);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { page } of this.#shown.values()) if (typeof page === "object") page.close();
  }

  #create(enrollment: string, where: PanelPosition): void {
    const title = vscode.l10n.t("Enrollment");
    this.#take(vscode.window.createWebviewPanel(panelTypes.wizard, title, where), enrollment);
  }

  #take(panel: vscode.WebviewPanel, enrollment: string): void {
    const { extension } = this.#options;
    const folder = vscode.Uri.joinPath(extension, "dist/webview");
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.iconPath = vscode.Uri.joinPath(extension, "media/nexus-arc.svg");
    const shown: Shown = { panel, enrollment, page: "waiting" };
    this.#shown.set(enrollment, shown);
    panel.onDidChangeViewState(() => {
      this.#note(shown);
    });
    panel.onDidDispose(() => {
      this.#shown.delete(enrollment);
      this.#open.closed(enrollment);
      if (typeof shown.page === "object") shown.page.close();
    });
    this.#wait(shown);
    this.#note(shown);
    this.#follow(shown);
  }

  #note({ panel, enrollment }: Shown): void {
    this.#open.shown(enrollment, { column: Math.max(1, panel.viewColumn ?? 1), title: panel.title });
  }

  #wait({ panel, enrollment }: Shown): void {
    const html = waitingHtml(this.#whyWaiting());
    if (panel.webview.html === html) return;
    panel.webview.html = html;
    // So that even this page is restored with its enrollment.
    panel.title = vscode.l10n.t("Enrollment");
    this.#options.log.debug(`The wizard waits for ${enrollment}.`);
  }

  #whyWaiting(): string {
    const { session, enrollments } = this.#options;
    if (session.directory === undefined)
      return vscode.l10n.t("To see this enrollment, sign in or open the practice cloud.");
    return enrollments.isRead
      ? vscode.l10n.t("This enrollment was removed, or it belongs to another sign-in.")
      : vscode.l10n.t("Reading the enrollment…");
  }

  /** The page is there while its enrollment is. It is closed with an enrollment that is removed. */
  #follow(shown: Shown): void {
    const { enrollments } = this.#options;
    const isThere = enrollments.get(shown.enrollment) !== undefined;
    if (!isThere && enrollments.wasRemoved(shown.enrollment)) {
      shown.panel.dispose();
      return;
    }
    if (isThere && shown.page === "waiting") {
      shown.page = "opening";
      this.#fill(shown).catch((error: unknown) => {
        shown.page = "waiting";
        if (this.#shown.get(shown.enrollment) !== shown) return;
        this.#options.log.error("The wizard's page could not be opened.", error);
      });
    } else if (!isThere && typeof shown.page === "object") {
      shown.page.close();
      shown.page = "waiting";
      this.#wait(shown);
    } else if (!isThere) this.#wait(shown);
    else this.#name(shown);
  }

  async #fill(shown: Shown): Promise<void> {
    const { enrollments, session, log, extension } = this.#options;
    const { panel, enrollment } = shown;
    const { openPage } = await import("./openPage");
    const page = await openPage({
      panel,
      enrollment,
      enrollments,
      log,
      directory: () => session.directory,
      folder: vscode.Uri.joinPath(extension, "dist/webview"),
      stateFiles: this.#stateFiles,
    });
    if (this.#shown.get(enrollment) !== shown) {
      page.close();
      return;
    }
    shown.page = page;
    this.#name(shown);
    this.#follow(shown);
  }

  #name(shown: Shown): void {
    const { panel, enrollment } = shown;
    const target = this.#options.enrollments.get(enrollment)?.enrollment.target;
    const name = target?.arcMachineName ?? target?.vmName;
    const title = name === undefined ? vscode.l10n.t("New enrollment") : vscode.l10n.t("Enroll {0}", name);
    if (panel.title !== title) panel.title = title;
    this.#note(shown);
  }
}
