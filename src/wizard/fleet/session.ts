import type { commandIds } from "../../ids";
import {
  readFromFleetPage,
  toFleetWire,
  type FleetAction,
  type FleetDoing,
  type FleetFromHost,
  type FleetModel,
  type FleetWire,
} from "../../protocol/fleet";
import { vmOf, type FleetGroup, type FleetRow } from "../../session/fleet/fleetRow";
import type { FleetNode } from "../../rows/fleets/nodes";
import { fleetNode, retryOf } from "../../rows/fleets/rows";
import type { Translate } from "../../l10n/translate";
import { causeName, fleetModelOf } from "./model";

/** What the page needs of the fleet service, which knows the fleets and outlives every page. */
export interface FleetPageService {
  readonly get: (key: string) => FleetRow | undefined;
  /** Resolves once the fleet is there, if it is: its file was read, or tags were asked for. */
  readonly found: () => Promise<void>;
  readonly look: (key: string) => Promise<void>;
  /** The listener hears of every change, with the row's key, or none when all may have changed. */
  readonly onDidChange: (listener: (key: string | undefined) => void) => { dispose(): void };
}

/** Everything that the page can have done is a command of the extension. */
export type FleetPageCommand = Extract<
  keyof typeof commandIds,
  | "refreshFleets"
  | "deployFleet"
  | "exportFleetStatus"
  | "openFleetFile"
  | "signIn"
  | "openPractice"
  | "explainFleet"
  | "retryFleetVms"
  | "openFleetVm"
>;

export interface FleetPagePorts {
  readonly fleets: FleetPageService;
  readonly isSignedIn: () => boolean;
  readonly t: Translate;
  /** Whether anybody sees the page: one that is hidden is told nothing, and asks when it is seen again. */
  readonly isVisible: () => boolean;
  readonly post: (message: FleetWire<FleetFromHost>) => void;
  readonly run: (command: FleetPageCommand, ...args: readonly unknown[]) => void;
}

/** One open page of a fleet: shows its row, and runs the commands that are pressed. Knows no VS Code. */
export class FleetPageSession {
  readonly fleet: string;
  readonly #ports: FleetPagePorts;
  readonly #following: { dispose(): void };
  #isRead = false;
  #isClosed = false;
  /** What was shown last, so that nothing is sent that shows nothing new. */
  #shown = "";

  constructor(fleet: string, ports: FleetPagePorts) {
    this.fleet = fleet;
    this.#ports = ports;
    this.#following = ports.fleets.onDidChange((key) => {
      if (key !== undefined && key !== fleet) return;
      this.#follow();
      this.show();
    });
    this.#follow();
  }

  get model(): FleetModel {
    const { fleets, isSignedIn, t } = this.#ports;
    return fleetModelOf({
      key: this.fleet,
      row: fleets.get(this.fleet),
      isRead: this.#isRead,
      isSignedIn: isSignedIn(),
      t,
    });
  }

  /** Takes a message of the page. What is no message of ours, or is not offered now, is ignored. Never throws. */
  take(message: unknown): void {
    const read = readFromFleetPage(message);
    if (read === undefined || this.#isClosed) return;
    if (read.kind === "do") {
      this.#do(read.doing);
      return;
    }
    this.#shown = "";
    this.show();
  }

  /** Shows the page what has changed. */
  show(): void {
    if (!this.#ports.isVisible()) return;
    const { model } = this;
    const text = JSON.stringify(model);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#ports.post(toFleetWire({ kind: "model", model }));
  }

  /** The page is gone. What it started continues: it belongs to the commands. */
  close(): void {
    this.#isClosed = true;
    this.#following.dispose();
  }

  /** A fleet that is shown has its file read and is looked at. */
  #follow(): void {
    const { fleets, isSignedIn } = this.#ports;
    const row = fleets.get(this.fleet);
    if (row === undefined) {
      void fleets.found().then(() => {
        this.#isRead = true;
        if (!this.#isClosed) this.show();
      });
      return;
    }
    const isKnown = row.status !== undefined || row.failure !== undefined || row.looking;
    if (row.fleet !== undefined && !isKnown && isSignedIn()) void fleets.look(this.fleet);
  }

  #do(doing: FleetDoing): void {
    const row = this.#ports.fleets.get(this.fleet);
    if ("act" in doing) {
      if (this.model.actions.some(({ name }) => name === doing.act)) this.#act(doing.act);
    } else if (row === undefined) return;
    else if ("openVm" in doing) this.#openVm(row, doing.openVm);
    else if ("explainVm" in doing) this.#explainVm(row, doing.explainVm);
    else if ("explain" in doing) this.#explain(row, doing.explain);
    else this.#retry(row, doing.retry);
  }

  #act(action: FleetAction): void {
    const { run } = this.#ports;
    const node = fleetNode(this.fleet);
    switch (action) {
      case "look":
        run("refreshFleets", node);
        return;
      case "deploy":
        run("deployFleet", node);
        return;
      case "exportCsv":
        run("exportFleetStatus", node, "csv");
        return;
      case "exportMarkdown":
        run("exportFleetStatus", node, "md");
        return;
      case "openFile":
        run("openFleetFile", node);
        return;
      case "signIn":
      case "openPractice":
        run(action);
    }
  }

  #explain(row: FleetRow, { name }: { readonly name: string }): void {
    const group = groupOf(row, "cause", name);
    if (group !== undefined) this.#ports.run("explainFleet", this.#groupNode(group));
  }

  #retry(row: FleetRow, { by, name }: { readonly by: "cause" | "state"; readonly name: string }): void {
    const group = groupOf(row, by, name);
    if (group === undefined || row.deploying !== undefined) return;
    const node = this.#groupNode(group);
    if (retryOf(node, row).length > 0) this.#ports.run("retryFleetVms", node);
  }

  #explainVm(row: FleetRow, vmId: string): void {
    if (vmOf(row, vmId) !== undefined) this.#ports.run("explainFleet", this.#vmNode(vmId));
  }

  #openVm(row: FleetRow, vmId: string): void {
    const entry = vmOf(row, vmId);
    if (entry !== undefined && entry.state !== "missing") {
      this.#ports.run("openFleetVm", this.#vmNode(vmId));
      return;
    }
    const stranger = (row.status?.unmanagedVms ?? row.tagged).find(({ id }) => id === vmId);
    if (stranger === undefined) return;
    const { name, provisioningState: state = "" } = stranger;
    const node: FleetNode = {
      kind: "stranger",
      id: `fleets/${this.fleet}/strangers/${vmId}`,
      key: this.fleet,
      vmId,
      name,
      state,
    };
    this.#ports.run("openFleetVm", node);
  }

  #groupNode(group: FleetGroup): FleetNode {
    const id = `fleets/${this.fleet}/${group.by}/${group.name}`;
    return { kind: "group", id, key: this.fleet, group };
  }

  #vmNode(vmId: string): FleetNode {
    return { kind: "vm", id: `fleets/${this.fleet}/${vmId}`, key: this.fleet, vmId };
  }
}

/** The group that the page means; undefined where it is gone. */
function groupOf({ status }: FleetRow, by: "cause" | "state", name: string): FleetGroup | undefined {
  if (by === "state")
    return status?.vms.some(({ state }) => state === name) === true ? { by, name } : undefined;
  const found = status?.causes.find(({ cause }) => causeName(cause) === name);
  return found === undefined ? undefined : { by, name: found.cause.key };
}
