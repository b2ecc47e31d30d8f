import * as vscode from "vscode";
import { contextKeys, viewIds, type Grouping } from "../ids";
import { setContext } from "../window/context";
import { t } from "../l10n";
import { MachineList, type ListStatus } from "../rows/machines/machineList";
import type { Repaint } from "../rows/machines/model";
import type { TreeNode } from "../rows/machines/nodes";
import { machineTooltip, operationTooltip, problemTooltip } from "../rows/machines/presentation/tooltip";
import { tooltipOf, treeItem } from "./treeItem";
import { describeHeader } from "../rows/machines/presentation/header";

/** The "Machines" view: hands the list's rows to VS Code, and repaints what the list says and nothing else. */
export class MachineTree implements vscode.TreeDataProvider<TreeNode> {
  readonly list: MachineList;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #statusDue = false;
  #endLoading: (() => void) | undefined;

  constructor(grouping: Grouping) {
    this.list = new MachineList(grouping, {
      repaint: (repaint) => {
        this.#repaint(repaint);
      },
      statusChanged: () => {
        this.#statusSoon();
      },
    });
    this.#view = vscode.window.createTreeView(viewIds.resources, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#showStatus();
  }

  /** The rows that are selected, for commands that were started by a key. */
  get selection(): readonly TreeNode[] {
    return this.#view.selection;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node, this.list.present(node, t));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return [...(await this.list.children(node))];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.list.parent(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const markdown = this.#tooltip(node);
    if (markdown !== undefined) item.tooltip = tooltipOf(markdown);
    return item;
  }

  #tooltip(node: TreeNode): string | undefined {
    switch (node.kind) {
      case "machine":
      case "arc": {
        const row = this.list.row(node.key);
        if (row === undefined) return undefined;
        return machineTooltip(row, (id) => this.list.subscriptionName(id), t);
      }
      case "problem": {
        const problem = this.list.problem(node.problemId);
        return problem === undefined ? undefined : problemTooltip(problem, t);
      }
      case "operation": {
        const operation = this.list.operation(node.operationId);
        return operation === undefined ? undefined : operationTooltip(operation, t);
      }
      case "subscription":
      case "resourceGroup":
      case "state":
      case "detail":
      case "more":
      case "operations":
        return undefined;
    }
  }

  #repaint(repaint: Repaint): void {
    if (repaint.kind === "all") this.#changed.fire(undefined);
    else if (repaint.nodes.length > 0) this.#changed.fire([...repaint.nodes]);
  }

  /** A burst of changes is one change of the header. */
  #statusSoon(): void {
    if (this.#statusDue) return;
    this.#statusDue = true;
    queueMicrotask(() => {
      this.#statusDue = false;
      this.#showStatus();
    });
  }

  #showStatus(): void {
    const { status } = this.list;
    const { description, message } = describeHeader(status, Date.now(), t);
    this.#view.description = description;
    this.#view.message = message;
    setContext(contextKeys.filtered, status.filter !== "");
    setContext(contextKeys.listState, status.state);
    this.#showLoading(status);
  }

  /** The moving line under the view's title. */
  #showLoading({ loading }: ListStatus): void {
    if (!loading) {
      this.#endLoading?.();
      this.#endLoading = undefined;
      return;
    }
    if (this.#endLoading !== undefined) return;
    const ended = new Promise<void>((resolve) => {
      this.#endLoading = resolve;
    });
    void vscode.window.withProgress({ location: { viewId: viewIds.resources } }, () => ended);
  }

  /** Brings a row into sight. Rejects when the list does not show it. */
  async reveal(key: string): Promise<void> {
    await this.#view.reveal(this.list.nodeOf(key), { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.list.setSource(undefined);
    this.#endLoading?.();
    this.#view.dispose();
    this.#changed.dispose();
  }
}
