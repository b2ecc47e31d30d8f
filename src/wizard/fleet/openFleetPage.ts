import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { steps } from "../../enrollment/steps";
import { commandIds } from "../../ids";
import { t } from "../../l10n";
import { fleetProtocolVersion, type FleetBoot } from "../../protocol/fleet";
import { shellHtml } from "../panels/html";
import { fleetInitialMarkup } from "./initialMarkup";
import { FleetPageSession, type FleetPageService } from "./session";
import { wordsOfFleetPage } from "./words";

export interface FleetPageParts {
  readonly panel: vscode.WebviewPanel;
  /** Key of its row. */
  readonly fleet: string;
  readonly fleets: FleetPageService;
  readonly isSignedIn: () => boolean;
  /** `dist/webview` */
  readonly folder: vscode.Uri;
}

/** Fills a panel with a fleet's page. Closing what comes back leaves the panel as it is. */
export function openFleetPage({
  panel,
  fleet,
  fleets,
  isSignedIn,
  folder,
}: FleetPageParts): FleetPageSession {
  let isGone = false;
  // A panel that has gone throws whatever it is asked.
  panel.onDidDispose(() => {
    isGone = true;
  });
  const session = new FleetPageSession(fleet, {
    fleets,
    isSignedIn,
    t,
    isVisible: () => !isGone && panel.visible,
    post: (message) => void panel.webview.postMessage(message),
    run: (command, ...args) => void vscode.commands.executeCommand(commandIds[command], ...args),
  });
  panel.webview.onDidReceiveMessage((message: unknown) => {
    session.take(message);
  });
  const { model } = session;
  const boot: FleetBoot = {
    nexusArc: fleetProtocolVersion,
    words: wordsOfFleetPage(vscode.l10n.t),
    steps: steps.map(({ title }) => vscode.l10n.t(title)),
    locale: vscode.env.language,
    model,
  };
  const url = (name: string): string =>
    panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  panel.webview.html = shellHtml({
    nonce: randomBytes(18).toString("base64url"),
    script: url("fleet.js"),
    style: url("fleet.css"),
    title: model.name,
    boot,
    initialMarkup: fleetInitialMarkup(model),
  });
  return session;
}
