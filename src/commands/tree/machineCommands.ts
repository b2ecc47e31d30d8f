import { type Command, Notice } from "../run/command";
import { anyMachine, machineTarget } from "./machineTarget";
import * as vscode from "vscode";
import { isTreeNode } from "../../rows/machines/nodes";
import { portalLink } from "../../arm/cloud";
import { clickedOperation } from "../operations/operationCommands";
import { clickedProblem } from "../account/problemCommands";

export const refreshRow: Command = {
  intent: "refresh the machine",
  async run({ services }, clicked) {
    const { rowKey } = await machineTarget(services, clicked, anyMachine);
    await services.tree.list.refreshRow(rowKey);
  },
};

export const viewAsJson: Command = {
  intent: "show the machine as JSON",
  async run({ services, progress }, clicked) {
    const { id, name } = await machineTarget(services, clicked, anyMachine);
    await progress(vscode.l10n.t("Reading {0}…", name), ({ signal }) => services.documents.show(id, signal));
  },
};

export const openInPortal: Command = {
  intent: "open the machine in the Azure portal",
  async run({ services }, clicked) {
    const { id } = await machineTarget(services, clicked, anyMachine);
    const { directory } = services.session;
    if (directory === undefined) return;
    const { cloud } = directory.client;
    const link = cloud.name === "practice" ? undefined : portalLink(cloud, id, directory.tenantOf(id));
    if (link === undefined) throw new Notice(vscode.l10n.t("{0} has no portal.", cloud.displayName));
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  },
};

export const copyResourceId: Command = {
  intent: "copy the resource ID",
  async run({ services }, clicked) {
    const { id } = await machineTarget(services, clicked, anyMachine);
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Resource ID copied"), 3000);
  },
};

/** The value of one line under a machine, such as its IP address. */
export const copyValue: Command = {
  intent: "copy the value",
  async run({ services }, clicked) {
    const node = clicked ?? services.tree.selection[0];
    if (!isTreeNode(node) || node.kind !== "detail")
      throw new Notice(vscode.l10n.t("Select a line under a machine first."));
    await vscode.env.clipboard.writeText(node.value);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Copied"), 3000);
  },
};

export const copyCorrelationId: Command = {
  intent: "copy the correlation ID",
  async run({ services }, clicked) {
    const operation = clickedOperation(services, clicked);
    const id = clickedProblem(services, clicked)?.error.correlationId ?? operation?.correlationId;
    if (id === undefined) return;
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Correlation ID copied"), 3000);
  },
};
