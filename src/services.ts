import * as vscode from "vscode";
import { showOperationEnded } from "./commands/run/operationNotice";
import { tellLostKey } from "./commands/keys/lostKey";
import { commandIds, settingIds } from "./ids";
import type { Log } from "./window/log";
import type { Mode } from "./session/account/account";
import { trackedOperations, operationsOf } from "./session/operations/trackedOperations";
import { EnrollmentService } from "./session/enrollment/enrollmentService";
import { FleetClaims } from "./session/fleet/fleetClaims";
import { JsonFileStore } from "./session/storage/jsonFileStore";
import { ModeStore } from "./session/account/modeStore";
import { OperationTracker, type OperationEnded } from "./session/operations/operationTracker";
import { PracticeFiles } from "./session/practice/practiceFiles";
import { Remedies } from "./session/account/remedies";
import { SealedSecrets, type SecretStore } from "./session/storage/sealedSecrets";
import { AzureSession } from "./session/account/azureSession";
import { SnapshotFiles } from "./session/storage/snapshotFile";
import { workspaceFolder } from "./session/storage/workspaceFolder";
import { onSettingsChange, treeGrouping } from "./window/settings";
import { ResumedDeploy } from "./session/fleet/deployIntents";
import { FleetService } from "./session/fleet/fleetService";
import { FleetFollower } from "./session/fleet/fleetFollower";
import { FleetTree } from "./views/fleetTree";
import { DiagnosedLogs } from "./views/diagnosedLogs";
import { EnrollmentTree } from "./views/enrollmentTree";
import { IdentityTree } from "./views/identityTree";
import { ResourceDocuments } from "./views/resourceDocuments";
import { PrerequisiteReports } from "./views/prerequisiteReports";
import { rowKey } from "./session/listing/machine";
import { TextDocuments } from "./views/textDocuments";
import { showEnrolledMachines } from "./rows/machines/enrolledMachines";
import { MachineTree } from "./views/machineTree";
import { FleetPanels } from "./wizard/fleet/panels";
import { trackWalkthroughProgress } from "./session/enrollment/walkthroughProgress";
import { WizardPanels } from "./wizard/panels/panels";
import { showWindowProgress, type ShowProgress } from "./session/enrollment/windowProgress";

/** What the features work with. Made once, at activation; everything that belongs to Azure is loaded on first use. */
export interface Services {
  readonly log: Log;
  readonly session: AzureSession;
  readonly remedies: Remedies;
  readonly operations: OperationTracker;
  readonly enrollments: EnrollmentService;
  readonly tree: MachineTree;
  readonly identityTree: IdentityTree;
  readonly enrollmentTree: EnrollmentTree;
  readonly documents: ResourceDocuments;
  /** Read-only documents with text that was made here: previews and reports. */
  readonly texts: TextDocuments;
  readonly fleets: FleetService;
  readonly fleetTree: FleetTree;
  readonly fleetPanels: FleetPanels;
  readonly diagnosedLogs: DiagnosedLogs;
  readonly wizard: WizardPanels;
  readonly prerequisites: PrerequisiteReports;
  /** The one home of a private key. */
  readonly secrets: SecretStore;
  readonly dispose: () => void;
}

/** The composition root: who gets what. */
export function createServices(context: vscode.ExtensionContext, log: Log): Services {
  const storage = storageFolders(context);
  const logFailure = (line: string, cause?: unknown): void => {
    log.error(line, cause);
  };
  const secrets = new SealedSecrets({
    secrets: context.secrets,
    folder: storage.secrets,
    onLost: (name) => void tellLostKey(name, (id) => enrollments.get(id)?.enrollment.target.vmName),
  });
  const enrollments: EnrollmentService = new EnrollmentService({ secrets, log: logFailure });
  const session = new AzureSession({
    store: new ModeStore(context.globalState),
    snapshots: new SnapshotFiles(storage.snapshots),
    practice: new PracticeFiles(storage.practice),
    log,
    knowledge: () => enrollments.knowledge(),
  });
  const tree = new MachineTree(treeGrouping());
  const operations = new OperationTracker({
    changed: (rows) => {
      tree.list.setOperations(rows);
    },
    ended: (outcome, attended) => {
      operationEnded(tree, log, outcome, attended);
      enrollments.operationEnded(outcome.record);
    },
    log: logFailure,
  });
  const enrollmentTree = new EnrollmentTree(enrollments, logFailure);
  const documents = new ResourceDocuments(session);
  const texts = new TextDocuments();
  const identityTree = new IdentityTree(session, tree);
  const fleets = new FleetService({
    session,
    state: new JsonFileStore(storage.fleets),
    claims: new FleetClaims(`${storage.fleets}.claims`),
    listed: () => tree.list.ready(),
    log: logFailure,
  });
  const fleetFollower = new FleetFollower(fleets);
  const fleetTree = new FleetTree(fleets, fleetFollower);
  const fleetPanels = new FleetPanels({
    extension: context.extensionUri,
    fleets,
    follower: fleetFollower,
    session,
    state: context.workspaceState,
    log,
  });
  const diagnosedLogs = new DiagnosedLogs();
  const prerequisites = new PrerequisiteReports(texts);
  const following = session.onDidChange(() => {
    tree.list.setSource(session.directory);
    fleets.forget();
    resumeFleets(fleets);
    resume(session, operations, enrollments, storage).catch((error: unknown) => {
      log.error("The operations and enrollments of earlier windows could not be resumed.", error);
    });
  });
  const grouping = onSettingsChange([settingIds.treeGrouping], () => {
    tree.list.setGrouping(treeGrouping());
  });
  const wizard = new WizardPanels({
    extension: context.extensionUri,
    enrollments,
    session,
    stateFiles: new SnapshotFiles(storage.wizard),
    state: context.workspaceState,
    log,
  });
  const followers = [
    showWindowProgress(enrollments, vscode.l10n.t, showInWindow),
    trackWalkthroughProgress(enrollments),
    showEnrolledMachines({
      enrollments,
      source: () => session.directory,
      put: (row) => {
        tree.list.put(row);
      },
      identityChanged: () => {
        identityTree.refresh();
      },
      log: logFailure,
    }),
  ];
  const views = [
    ...followers,
    wizard,
    diagnosedLogs,
    documents,
    prerequisites,
    texts,
    identityTree,
    fleetPanels,
    fleetTree,
    fleetFollower,
    fleets,
    enrollmentTree,
    tree,
  ];
  const parts = [following, grouping, ...views, enrollments, operations, session];
  return {
    log,
    session,
    remedies: new Remedies(session),
    operations,
    enrollments,
    tree,
    identityTree,
    enrollmentTree,
    documents,
    texts,
    fleets,
    fleetTree,
    fleetPanels,
    diagnosedLogs,
    wizard,
    prerequisites,
    secrets,
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}

const showInWindow: ShowProgress = (title, work) =>
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, (progress) =>
    work((message) => {
      progress.report({ message });
    }),
  );

/** Continues with deployments of fleets that a window which is gone had started. What the user sees of it is the command's. */
function resumeFleets(fleets: FleetService): void {
  for (const intent of fleets.unfinished)
    void vscode.commands.executeCommand(commandIds.deployFleet, new ResumedDeploy(intent));
}

interface StorageFolders {
  readonly snapshots: string;
  readonly practice: string;
  readonly wizard: string;
  readonly secrets: string;
  readonly fleets: string;
  readonly operations: Readonly<Record<Exclude<Mode, "signedOut">, string>>;
  readonly enrollments: Readonly<Record<Exclude<Mode, "signedOut">, string>>;
}

/** What belongs to Azure is shared by all windows; each workspace has a practice cloud of its own. */
function storageFolders({ globalStorageUri, storageUri }: vscode.ExtensionContext): StorageFolders {
  const folder = (base: vscode.Uri, name: string): string => vscode.Uri.joinPath(base, name).fsPath;
  const own = vscode.Uri.file(workspaceFolder(globalStorageUri.fsPath, storageUri?.fsPath));
  return {
    snapshots: folder(globalStorageUri, "snapshots"),
    practice: folder(own, "practice"),
    wizard: folder(globalStorageUri, "wizard"),
    secrets: folder(globalStorageUri, "secrets"),
    fleets: folder(own, "fleets.json"),
    operations: {
      azure: folder(globalStorageUri, "operations"),
      practice: folder(own, "practice-operations"),
    },
    enrollments: {
      azure: folder(globalStorageUri, "enrollments"),
      practice: folder(own, "practice-enrollments"),
    },
  };
}

async function resume(
  session: AzureSession,
  tracker: OperationTracker,
  enrollments: EnrollmentService,
  folders: StorageFolders,
): Promise<void> {
  const { directory, mode } = session;
  if (directory === undefined || mode === "signedOut") {
    await Promise.all([tracker.use(undefined), enrollments.use(undefined)]);
    return;
  }
  const operations = await operationsOf(directory, folders.operations[mode]);
  if (session.directory !== directory) return;
  await tracker.use(operations);
  if (session.directory !== directory) return;
  await enrollments.use({
    client: directory.client,
    operations: trackedOperations(tracker, operations),
    folder: folders.enrollments[mode],
  });
}

/** The machine looks different now; who waits for the operation is told elsewhere. */
function operationEnded(tree: MachineTree, log: Log, outcome: OperationEnded, attended: boolean): void {
  if (!attended) showOperationEnded(outcome);
  const row = tree.list.rowOfResource(outcome.record.targetId);
  if (row === undefined) return;
  tree.list.refreshRow(rowKey(row)).catch((error: unknown) => {
    log.error("A machine could not be read after its operation.", error);
  });
}
