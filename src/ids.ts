/** Every name that `package.json` and the code must agree on. `test/unit/manifest.test.ts` ties them together both ways. */
export const extensionId = "nexus-arc.nexus-arc";

export const viewIds = {
  resources: "nexusArc.resources",
  enrollments: "nexusArc.enrollments",
  identities: "nexusArc.identities",
  fleets: "nexusArc.fleets",
} as const;

export const walkthroughId = "enroll";

/** Kinds of webview panels. */
export const panelTypes = { wizard: "nexusArc.wizard", fleet: "nexusArc.fleet" } as const;

export const commandIds = {
  openWizard: "nexusArc.openWizard",
  newEnrollment: "nexusArc.newEnrollment",
  showLog: "nexusArc.showLog",
  openWalkthrough: "nexusArc.openWalkthrough",
  copyValue: "nexusArc.copyValue",
  copyEnrollmentLink: "nexusArc.copyEnrollmentLink",
  signIn: "nexusArc.signIn",
  signOut: "nexusArc.signOut",
  chooseAccounts: "nexusArc.chooseAccounts",
  openPractice: "nexusArc.openPractice",
  leavePractice: "nexusArc.leavePractice",
  resetPractice: "nexusArc.resetPractice",
  refresh: "nexusArc.refresh",
  refreshRow: "nexusArc.refreshRow",
  filter: "nexusArc.filter",
  clearFilter: "nexusArc.clearFilter",
  changeGrouping: "nexusArc.changeGrouping",
  loadMore: "nexusArc.loadMore",
  retry: "nexusArc.retry",
  signInForProblem: "nexusArc.signInForProblem",
  registerProvider: "nexusArc.registerProvider",
  copyCorrelationId: "nexusArc.copyCorrelationId",
  copyResourceId: "nexusArc.copyResourceId",
  openInPortal: "nexusArc.openInPortal",
  viewAsJson: "nexusArc.viewAsJson",
  deleteVm: "nexusArc.deleteVm",
  startVm: "nexusArc.startVm",
  powerOffVm: "nexusArc.powerOffVm",
  restartVm: "nexusArc.restartVm",
  watchOperation: "nexusArc.watchOperation",
  stopWatchingOperation: "nexusArc.stopWatchingOperation",
  clearOperations: "nexusArc.clearOperations",
  generateKeyPair: "nexusArc.generateKeyPair",
  inspectKey: "nexusArc.inspectKey",
  createIdentity: "nexusArc.createIdentity",
  assignRoles: "nexusArc.assignRoles",
  deleteIdentity: "nexusArc.deleteIdentity",
  showServicePrincipal: "nexusArc.showServicePrincipal",
  addRoleAssignment: "nexusArc.addRoleAssignment",
  removeRoleAssignment: "nexusArc.removeRoleAssignment",
  copyIdentityIds: "nexusArc.copyIdentityIds",
  refreshIdentities: "nexusArc.refreshIdentities",
  changeComputeIdentity: "nexusArc.changeComputeIdentity",
  buildTokenRequest: "nexusArc.buildTokenRequest",
  inspectToken: "nexusArc.inspectToken",
  explainTokenErrors: "nexusArc.explainTokenErrors",
  createVm: "nexusArc.createVm",
  createMachine: "nexusArc.createMachine",
  deleteMachine: "nexusArc.deleteMachine",
  showConnectionStatus: "nexusArc.showConnectionStatus",
  assignRelay: "nexusArc.assignRelay",
  inspectEndpoint: "nexusArc.inspectEndpoint",
  readRelayCredentials: "nexusArc.readRelayCredentials",
  checkFleet: "nexusArc.checkFleet",
  planFleet: "nexusArc.planFleet",
  deployFleet: "nexusArc.deployFleet",
  openFleet: "nexusArc.openFleet",
  showFleetStatus: "nexusArc.showFleetStatus",
  newFleet: "nexusArc.newFleet",
  refreshFleets: "nexusArc.refreshFleets",
  openFleetFile: "nexusArc.openFleetFile",
  openFleetVm: "nexusArc.openFleetVm",
  explainFleet: "nexusArc.explainFleet",
  retryFleetVms: "nexusArc.retryFleetVms",
  exportFleetStatus: "nexusArc.exportFleetStatus",
  checkPrerequisites: "nexusArc.checkPrerequisites",
  applyPrerequisite: "nexusArc.applyPrerequisite",
  exportPrerequisites: "nexusArc.exportPrerequisites",
  newUserData: "nexusArc.newUserData",
  copyUserData: "nexusArc.copyUserData",
  previewUserData: "nexusArc.previewUserData",
  showVmRuns: "nexusArc.showVmRuns",
  lintWithCloudInit: "nexusArc.lintWithCloudInit",
  explainRule: "nexusArc.explainRule",
  enroll: "nexusArc.enroll",
  checkEnrollment: "nexusArc.checkEnrollment",
  checkEnrollments: "nexusArc.checkEnrollments",
  runStep: "nexusArc.runStep",
  runNextStep: "nexusArc.runNextStep",
  runRemaining: "nexusArc.runRemaining",
  watchEnrollment: "nexusArc.watchEnrollment",
  stopEnrollment: "nexusArc.stopEnrollment",
  generateUserData: "nexusArc.generateUserData",
  copyStepAs: "nexusArc.copyStepAs",
  openStepAsFile: "nexusArc.openStepAsFile",
  runInTerminal: "nexusArc.runInTerminal",
  copyVmKey: "nexusArc.copyVmKey",
  readVmReport: "nexusArc.readVmReport",
  sayStepDone: "nexusArc.sayStepDone",
  takeWordBack: "nexusArc.takeWordBack",
  exportEnrollment: "nexusArc.exportEnrollment",
  importEnrollment: "nexusArc.importEnrollment",
  removeEnrollment: "nexusArc.removeEnrollment",
  playPracticeVm: "nexusArc.playPracticeVm",
  diagnoseLogs: "nexusArc.diagnoseLogs",
  showStep: "nexusArc.showStep",
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const settingIds = {
  signIn: "nexusArc.signIn",
  cloud: "nexusArc.cloud",
  customCloud: "nexusArc.customCloud",
  practiceOpenAtStart: "nexusArc.practice.openAtStart",
  practiceSeed: "nexusArc.practice.seed",
  practiceSubscriptions: "nexusArc.practice.subscriptions",
  practiceVirtualMachines: "nexusArc.practice.virtualMachines",
  practiceLatencyMs: "nexusArc.practice.latencyMs",
  practiceFaults: "nexusArc.practice.faults",
  treeGrouping: "nexusArc.tree.grouping",
  userDataRules: "nexusArc.userData.rules",
  userDataMaxBytes: "nexusArc.userData.maxBytes",
} as const;
export type SettingId = (typeof settingIds)[keyof typeof settingIds];

/** Earlier names of settings. What somebody has set by such a name holds until the new name is set. */
export const earlierSettingIds: Readonly<Partial<Record<SettingId, string>>> = {
  [settingIds.practiceLatencyMs]: "nexusArc.practice.latency",
  [settingIds.userDataMaxBytes]: "nexusArc.userData.limit",
};

/** How the tree groups its rows. */
export const groupings = ["subscription", "flat", "status"] as const;
export type Grouping = (typeof groupings)[number];

/** Context keys that the `when` clauses of `package.json` read. */
export const contextKeys = {
  /** `signedOut`, `practice` or `azure`. */
  mode: "nexusArc.mode",
  /** Whether there is a cloud to work with: Azure or the practice cloud. */
  connected: "nexusArc.connected",
  /** Whether a filter is set. */
  filtered: "nexusArc.filtered",
  /** What the machine list shows: `loading`, `rows`, `empty` or `noMatch`. */
  listState: "nexusArc.listState",
  /** How far the furthest enrollment has come: `none`, `vm`, `relay` or `connected`. */
  furthest: "nexusArc.furthest",
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];
