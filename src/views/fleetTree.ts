import * as vscode from "vscode";
import { viewIds } from "../ids";
import { t } from "../l10n";
import { treeItemOf } from "./treeItem";
import type { FleetService } from "../session/fleet/fleetService";
import type { FleetFollower } from "../session/fleet/fleetFollower";
import type { FleetNode } from "../rows/fleets/nodes";
import { fleetNode, rowsUnder } from "../rows/fleets/rows";

/** The "Fleets" view: fleets, their VMs by state and by cause, each VM's ten steps. Azure is asked when it is first shown. */
export class FleetTree implements vscode.TreeDataProvider<FleetNode>, vscode.Disposable {
  readonly #service: FleetService;
  readonly #view: vscode.TreeView<FleetNode>;
  readonly #changed = new vscode.EventEmitter<FleetNode | undefined>();
  readonly #nodes = new Map<string, FleetNode>();
  readonly #parts: readonly { dispose(): unknown }[];
  #looked = false;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(service: FleetService, follower: FleetFollower) {
    this.#service = service;
    this.#view = vscode.window.createTreeView(viewIds.fleets, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#parts = [
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(() => {
        this.#first();
        follower.soon();
      }),
      service.onDidChange((key) => {
        if (key === undefined && service.rows.length === 0) this.#looked = false;
        this.#changed.fire(key === undefined ? undefined : this.#node(fleetNode(key)));
      }),
    ];
    follower.watch(() => this.#view.visible);
  }

  async getTreeItem(node: FleetNode): Promise<vscode.TreeItem> {
    const { fleetTooltip, presentFleetNode } = await import("../rows/fleets/presentation");
    const row = this.#service.get(node.key);
    if (row === undefined) return new vscode.TreeItem("");
    const item = treeItemOf(node.id, presentFleetNode(node, row, t));
    const tooltip = fleetTooltip(node, row, t);
    if (tooltip !== undefined && tooltip !== "") item.tooltip = tooltip;
    return item;
  }

  async getChildren(node?: FleetNode): Promise<FleetNode[]> {
    if (node === undefined) {
      await this.#service.ready();
      this.#first();
      return this.#service.rows.map(({ key }) => this.#node(fleetNode(key)));
    }
    const row = this.#service.get(node.key);
    return row === undefined ? [] : rowsUnder(node, row).map((child) => this.#node(child));
  }

  /** Reads files and Azure again, with the moving line under the view's title. */
  async refresh(): Promise<void> {
    this.#looked = true;
    await vscode.window.withProgress({ location: { viewId: viewIds.fleets } }, () => this.#service.refresh());
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }

  /** What is shown for the first time is looked at. */
  #first(): void {
    if (!this.#view.visible || this.#looked || this.#service.rows.length === 0) return;
    this.#looked = true;
    const looks = Promise.all(this.#service.rows.map(({ key }) => this.#service.look(key)));
    void vscode.window.withProgress({ location: { viewId: viewIds.fleets } }, () => looks);
  }

  /** Nodes stay the same objects, so that VS Code repaints one fleet alone. */
  #node(node: FleetNode): FleetNode {
    if (node.kind === "stranger" || node.kind === "note") return node;
    const kept = this.#nodes.get(node.id) ?? node;
    this.#nodes.set(node.id, kept);
    return kept;
  }
}
