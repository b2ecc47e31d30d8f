import * as vscode from "vscode";
import { viewIds } from "../ids";
import { t } from "../l10n";
import { mapWithConcurrency } from "../arm/async/mapWithConcurrency";
import { stepNumbers, type StepNumber } from "../enrollment/steps/stepNumber";
import type { EnrollmentService } from "../session/enrollment/enrollmentService";
import type { Presentation } from "../rows/machines/presentation/presentation";
import { tooltipOf, treeItemOf } from "./treeItem";
import type { EnrollmentNode } from "../rows/enrollments/nodes";

/** So many enrollments are looked at side by side. */
const checksAtOnce = 4;

/** The "Enrollments" view: one row an enrollment, its ten steps under it. What is shown for the first time is checked. */
export class EnrollmentTree implements vscode.TreeDataProvider<EnrollmentNode>, vscode.Disposable {
  readonly #service: EnrollmentService;
  readonly #view: vscode.TreeView<EnrollmentNode>;
  readonly #changed = new vscode.EventEmitter<EnrollmentNode | undefined>();
  readonly #listening: { dispose(): void };
  readonly #nodes = new Map<string, EnrollmentNode>();
  readonly #log: (line: string, cause: unknown) => void;
  readonly onDidChangeTreeData = this.#changed.event;
  #badgeDue = false;

  constructor(service: EnrollmentService, log: (line: string, cause: unknown) => void) {
    this.#service = service;
    this.#log = log;
    this.#view = vscode.window.createTreeView(viewIds.enrollments, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#view.onDidChangeVisibility(() => {
      this.#checkNew();
    });
    this.#listening = service.onDidChange((id) => {
      this.#changed.fire(id === undefined ? undefined : this.#enrollment(id));
      if (id === undefined) this.#checkNew();
      this.#badgeSoon();
    });
  }

  async getTreeItem(node: EnrollmentNode): Promise<vscode.TreeItem> {
    return treeItemOf(keyOf(node), await this.#present(node));
  }

  getChildren(node?: EnrollmentNode): EnrollmentNode[] {
    if (node === undefined) {
      const broken = this.#service.unreadable.map((record) => ({ kind: "unreadable", ...record }) as const);
      return [...this.#service.list().map(({ enrollment }) => this.#enrollment(enrollment.id)), ...broken];
    }
    return node.kind === "enrollment" ? stepNumbers.map((step) => this.#step(node.enrollmentId, step)) : [];
  }

  getParent(node: EnrollmentNode): EnrollmentNode | undefined {
    return node.kind === "enrollmentStep" ? this.#enrollment(node.enrollmentId) : undefined;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: EnrollmentNode): Promise<vscode.TreeItem> {
    if (node.kind === "unreadable") {
      item.tooltip = `${node.file}\n${t(node.problem)}`;
      return item;
    }
    const state = this.#service.get(node.enrollmentId);
    if (state === undefined) return item;
    const { enrollmentTooltip, stepTooltip } = await import("../rows/enrollments/tooltip");
    item.tooltip = tooltipOf(
      node.kind === "enrollment" ? enrollmentTooltip(state, t) : stepTooltip(state, node.step, t),
    );
    return item;
  }

  /** Brings an enrollment, or one of its steps, into sight. */
  async reveal(enrollmentId: string, step?: StepNumber): Promise<void> {
    const node = step === undefined ? this.#enrollment(enrollmentId) : this.#step(enrollmentId, step);
    await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  /** Looks at Azure for all enrollments. */
  async checkAll(): Promise<void> {
    await this.#check(this.#service.list().map(({ enrollment }) => enrollment.id));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  /** Once for all changes of a moment: the rule that counts is loaded with the first of them. */
  #badgeSoon(): void {
    if (this.#badgeDue) return;
    this.#badgeDue = true;
    import("../rows/enrollments/presentation")
      .then(({ waitsForUser }) => {
        const waiting = this.#service.list().filter(waitsForUser).length;
        const tooltip =
          waiting === 1
            ? vscode.l10n.t("1 enrollment needs you")
            : vscode.l10n.t("{0} enrollments need you", waiting);
        this.#view.badge = waiting === 0 ? undefined : { value: waiting, tooltip };
      })
      .catch((error: unknown) => {
        this.#log("The enrollments that need their user could not be counted.", error);
      })
      .finally(() => {
        this.#badgeDue = false;
      });
  }

  #checkNew(): void {
    if (!this.#view.visible) return;
    const fresh = this.#service
      .list()
      .filter(({ checkedAt, activity, failure }) => (checkedAt ?? activity ?? failure) === undefined);
    this.#check(fresh.map(({ enrollment }) => enrollment.id)).catch((error: unknown) => {
      this.#log("The enrollments could not be checked.", error);
    });
  }

  async #check(ids: readonly string[]): Promise<void> {
    await mapWithConcurrency(ids, checksAtOnce, (id) => this.#service.check(id));
  }

  /** The ten steps, of which the rows tell, are loaded with the first row. */
  async #present(node: EnrollmentNode): Promise<Presentation> {
    if (node.kind === "unreadable") {
      const label = vscode.l10n.t("Invalid record");
      return {
        label,
        description: t(node.problem),
        look: { icon: "error", color: "problemsErrorIcon.foreground" },
        spoken: `${label}: ${t(node.problem)}`,
        context: "unreadable",
        opens: "no",
      };
    }
    const state = this.#service.get(node.enrollmentId);
    if (state === undefined) return { label: "", spoken: "", context: "", opens: "no" };
    const { presentEnrollment, presentStep } = await import("../rows/enrollments/presentation");
    return node.kind === "enrollment" ? presentEnrollment(state, t) : presentStep(state, node.step, t);
  }

  /** Nodes stay the same objects, so that VS Code repaints one enrollment alone. */
  #enrollment(enrollmentId: string): EnrollmentNode {
    return this.#keep({ kind: "enrollment", enrollmentId });
  }

  #step(enrollmentId: string, step: StepNumber): EnrollmentNode {
    return this.#keep({ kind: "enrollmentStep", enrollmentId, step });
  }

  #keep(node: EnrollmentNode): EnrollmentNode {
    const key = keyOf(node);
    const kept = this.#nodes.get(key) ?? node;
    this.#nodes.set(key, kept);
    return kept;
  }
}

function keyOf(node: EnrollmentNode): string {
  switch (node.kind) {
    case "enrollment":
      return node.enrollmentId;
    case "enrollmentStep":
      return `${node.enrollmentId} ${node.step}`;
    case "unreadable":
      return node.file;
  }
}
