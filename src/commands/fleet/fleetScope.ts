import * as vscode from "vscode";
import { systemClock } from "../../arm/clock";
import type { FleetEvent, FleetPorts } from "../../fleet/run/deployFleet";
import type { Fleet } from "../../fleet/fleet";
import { isFleetFile, readFleetDocument } from "../../session/fleet/fleetDocuments";
import type { Services } from "../../services";
import { isTagKey } from "../../session/fleet/fleetRow";
import { isFleetNode } from "../../rows/fleets/nodes";
import { signedIn } from "../ask/askGroup";
import { Notice, type RunningWork } from "../run/command";
import { chooseFleet } from "./chooseFleet";

/** The fleet file that a command is about: the clicked one, else that of the editor or page in front, else a chosen one. Throws `Notice`. */
export async function fleetDocument(services: Services, clicked: unknown): Promise<vscode.TextDocument> {
  if (clicked instanceof vscode.Uri) return vscode.workspace.openTextDocument(clicked);
  if (isFleetNode(clicked)) return fileOf(clicked.key);
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isFleetFile(document)) return document;
  const none = vscode.l10n.t("This workspace has no fleet file (*.nexus-fleet.yaml).");
  const inFront = services.fleetPanels.active;
  return fileOf(inFront ?? (await chooseFleet(services, none, ({ file }) => file !== undefined)));
}

/** The file of a row. */
async function fileOf(key: string): Promise<vscode.TextDocument> {
  if (isTagKey(key)) throw new Notice(vscode.l10n.t("This workspace has no file for this fleet."));
  return vscode.workspace.openTextDocument(vscode.Uri.parse(key, true));
}

/** A fleet and the address of its file, which is the key of its row. */
export interface FileFleet {
  readonly fleet: Fleet;
  readonly key: string;
}

/** The fleet of a file without mistakes. Throws `Notice`: nothing is sent for a file with one. */
export async function goodFleet(services: Services, clicked: unknown): Promise<Fleet> {
  return (await goodFile(services, clicked)).fleet;
}

/** The same with its file. */
export async function goodFile(services: Services, clicked: unknown): Promise<FileFleet> {
  const document = await fleetDocument(services, clicked);
  const { fleet, findings } = await readFleetDocument(document);
  if (fleet !== undefined) return { fleet, key: document.uri.toString() };
  const first = findings.find(({ severity }) => severity === "error");
  throw new Notice(
    vscode.l10n.t(
      "The fleet file has an error in line {0}: {1}",
      (first?.range.start.line ?? 0) + 1,
      first?.message ?? "",
    ),
  );
}

/** What the fleet's engine works with, for the account that sees the fleet's first subscription. Throws `ArmError`. */
export async function fleetPorts(
  services: Services,
  fleet: Fleet,
  { signal, report }: RunningWork,
): Promise<FleetPorts> {
  const [first] = fleet.vms;
  const client = await signedIn(services).clientFor(first?.id ?? "");
  return {
    client,
    clock: systemClock,
    signal,
    tell: (event) => {
      report(eventText(event));
    },
  };
}

export function eventText(event: FleetEvent): string {
  switch (event.kind) {
    case "begun":
      return vscode.l10n.t("{0} started", event.name);
    case "resumed":
      return vscode.l10n.t("{0} is already running", event.name);
    case "ended":
      return vscode.l10n.t("{0}: {1}", event.name, event.state);
    case "deleted":
      return vscode.l10n.t("{0} is being deleted", event.name);
    case "waiting":
      return vscode.l10n.t("{0} deployments running", event.running);
  }
}
