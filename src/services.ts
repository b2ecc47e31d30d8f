import * as vscode from "vscode";
import type { Log } from "./log";
import { Session } from "./session/session";
import { ModeStore } from "./session/modeStore";
import { Remedies } from "./session/remedies";
import { SnapshotFiles } from "./session/snapshotFile";
import { settingIds } from "./ids";
import { onSettingsChange, treeGrouping } from "./settings";
import { ResourceDocuments } from "./views/json/resourceDocuments";
import { MachineTree } from "./views/tree/machineTree";

/** What the features work with. Made once, at activation; everything that belongs to Azure is loaded on first use. */
export interface Services {
  readonly log: Log;
  readonly session: Session;
  readonly remedies: Remedies;
  readonly tree: MachineTree;
  readonly documents: ResourceDocuments;
  /** VS Code's own encrypted storage: the one home of a private key. */
  readonly secrets: vscode.SecretStorage;
  readonly dispose: () => void;
}

/** The composition root: who gets what. */
export function createServices(context: vscode.ExtensionContext, log: Log): Services {
  const session = new Session({
    store: new ModeStore(context.globalState),
    snapshots: new SnapshotFiles(vscode.Uri.joinPath(context.globalStorageUri, "snapshots").fsPath),
    log,
    knowledge: () => [],
  });
  const tree = new MachineTree(treeGrouping());
  const following = session.onDidChange(() => {
    tree.list.setSource(session.directory);
  });
  const documents = new ResourceDocuments(session);
  const grouping = onSettingsChange([settingIds.treeGrouping], () => {
    tree.list.setGrouping(treeGrouping());
  });
  const parts = [following, grouping, documents, tree, session];
  return {
    log,
    session,
    remedies: new Remedies(session),
    tree,
    documents,
    secrets: context.secrets,
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}
