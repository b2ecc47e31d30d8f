import { commandIds, type CommandId } from "../../ids";
import type { Command } from "./command";
import { deleteVm } from "../vm/deleteVm";
import { startVm } from "../power/startVm";
import { powerOffVm } from "../power/powerOffVm";
import { restartVm } from "../power/restartVm";
import { watchOperation, stopWatchingOperation, clearOperations } from "../operations/operationCommands";
import { changeGrouping, clearFilter, filter, loadMore, refresh } from "../tree/listCommands";
import { chooseAccounts } from "../account/chooseAccounts";
import {
  copyCorrelationId,
  copyResourceId,
  copyValue,
  openInPortal,
  refreshRow,
  viewAsJson,
} from "../tree/machineCommands";
import { enroll } from "../enrollment/enroll/enroll";
import { checkEnrollment, checkEnrollments } from "../enrollment/record/checkEnrollment";
import { runStep, runRemaining } from "../enrollment/step/runStep";
import { runNextStep } from "../enrollment/step/runNextStep";
import { watchEnrollment, stopEnrollment } from "../enrollment/record/followEnrollment";
import { generateUserData } from "../enrollment/vm/generateUserData";
import { copyStepAs, openStepAsFile, runInTerminal, showStep } from "../enrollment/step/stepCommands";
import { copyVmKey } from "../enrollment/vm/privateKey";
import { readVmReport } from "../enrollment/vm/readVmReport";
import { sayStepDone, takeWordBack } from "../enrollment/step/stepDone";
import { exportEnrollment } from "../enrollment/record/exportEnrollment";
import { importEnrollment } from "../enrollment/record/importEnrollment";
import { removeEnrollment } from "../enrollment/record/removeEnrollment";
import { playPracticeVm } from "../enrollment/vm/playPracticeVm";
import { diagnoseLogs } from "../enrollment/vm/diagnoseLogs";
import { generateKeyPair } from "../keys/generateKeyPair";
import { inspectKey } from "../keys/inspectKey";
import { leavePractice, openPractice, resetPractice } from "../account/practiceCommands";
import { onFirstUse } from "./onFirstUse";
import { openWalkthrough } from "../wizard/openWalkthrough";
import { newEnrollment, openWizard } from "../wizard/openWizard";
import { resolveProblem, retry } from "../account/problemCommands";
import { signIn, signOut } from "../account/signIn";
import { copyUserData } from "../userData/copyUserData";
import { explainRule } from "../userData/explainRule";
import { lintWithCloudInit } from "../userData/lintWithCloudInit";
import { newUserData } from "../userData/newUserData";
import { previewUserData } from "../userData/previewUserData";
import { showVmRuns } from "../userData/userDataDocument";

/** Every command by its id: one that is missing here does not compile. */
export const commandTable: Readonly<Record<CommandId, Command>> = {
  [commandIds.openWizard]: openWizard,
  [commandIds.newEnrollment]: newEnrollment,
  [commandIds.showLog]: {
    intent: "show the log",
    run({ services }) {
      services.log.show();
    },
  },
  [commandIds.openWalkthrough]: openWalkthrough,
  [commandIds.copyValue]: copyValue,
  [commandIds.copyEnrollmentLink]: onFirstUse(
    async () => (await import("../wizard/enrollmentLink")).copyEnrollmentLink,
  ),
  [commandIds.signIn]: signIn,
  [commandIds.signOut]: signOut,
  [commandIds.chooseAccounts]: chooseAccounts,
  [commandIds.openPractice]: openPractice,
  [commandIds.leavePractice]: leavePractice,
  [commandIds.resetPractice]: resetPractice,
  [commandIds.refresh]: refresh,
  [commandIds.refreshRow]: refreshRow,
  [commandIds.filter]: filter,
  [commandIds.clearFilter]: clearFilter,
  [commandIds.changeGrouping]: changeGrouping,
  [commandIds.loadMore]: loadMore,
  [commandIds.retry]: retry,
  [commandIds.signInForProblem]: resolveProblem,
  [commandIds.registerProvider]: resolveProblem,
  [commandIds.copyCorrelationId]: copyCorrelationId,
  [commandIds.copyResourceId]: copyResourceId,
  [commandIds.openInPortal]: openInPortal,
  [commandIds.viewAsJson]: viewAsJson,
  [commandIds.deleteVm]: deleteVm,
  [commandIds.startVm]: startVm,
  [commandIds.powerOffVm]: powerOffVm,
  [commandIds.restartVm]: restartVm,
  [commandIds.watchOperation]: watchOperation,
  [commandIds.stopWatchingOperation]: stopWatchingOperation,
  [commandIds.clearOperations]: clearOperations,
  [commandIds.generateKeyPair]: generateKeyPair,
  [commandIds.inspectKey]: inspectKey,
  [commandIds.createIdentity]: onFirstUse(
    async () => (await import("../identity/createIdentity")).createIdentity,
  ),
  [commandIds.assignRoles]: onFirstUse(async () => (await import("../identity/assignRoles")).assignRoles),
  [commandIds.deleteIdentity]: onFirstUse(
    async () => (await import("../identity/deleteIdentity")).deleteIdentity,
  ),
  [commandIds.showServicePrincipal]: onFirstUse(
    async () => (await import("../identity/showServicePrincipal")).showServicePrincipal,
  ),
  [commandIds.addRoleAssignment]: onFirstUse(
    async () => (await import("../identity/addRoleAssignment")).addRoleAssignment,
  ),
  [commandIds.removeRoleAssignment]: onFirstUse(
    async () => (await import("../identity/removeRoleAssignment")).removeRoleAssignment,
  ),
  [commandIds.copyIdentityIds]: onFirstUse(
    async () => (await import("../identity/copyIdentityIds")).copyIdentityIds,
  ),
  [commandIds.refreshIdentities]: {
    intent: "refresh the identities",
    run({ services }) {
      services.identityTree.refresh();
    },
  },
  [commandIds.changeComputeIdentity]: onFirstUse(
    async () => (await import("../identity/changeComputeIdentity")).changeComputeIdentity,
  ),
  [commandIds.buildTokenRequest]: onFirstUse(
    async () => (await import("../token/buildTokenRequest")).buildTokenRequest,
  ),
  [commandIds.inspectToken]: onFirstUse(async () => (await import("../token/inspectToken")).inspectToken),
  [commandIds.explainTokenErrors]: onFirstUse(
    async () => (await import("../token/explainTokenErrors")).explainTokenErrors,
  ),
  [commandIds.createVm]: onFirstUse(async () => (await import("../vm/createVm")).createVm),
  [commandIds.createMachine]: onFirstUse(
    async () => (await import("../machine/createMachine")).createMachine,
  ),
  [commandIds.deleteMachine]: onFirstUse(
    async () => (await import("../machine/deleteMachine")).deleteMachine,
  ),
  [commandIds.showConnectionStatus]: onFirstUse(
    async () => (await import("../machine/showConnectionStatus")).showConnectionStatus,
  ),
  [commandIds.assignRelay]: onFirstUse(async () => (await import("../relay/assignRelay")).assignRelay),
  [commandIds.inspectEndpoint]: onFirstUse(
    async () => (await import("../relay/inspectEndpoint")).inspectEndpoint,
  ),
  [commandIds.readRelayCredentials]: onFirstUse(
    async () => (await import("../relay/readRelayCredentials")).readRelayCredentials,
  ),
  [commandIds.checkFleet]: onFirstUse(async () => (await import("../fleet/checkFleet")).checkFleet),
  [commandIds.planFleet]: onFirstUse(async () => (await import("../fleet/planFleet")).planFleetCommand),
  [commandIds.deployFleet]: onFirstUse(async () => (await import("../fleet/deployFleet")).deployFleetCommand),
  [commandIds.openFleet]: onFirstUse(async () => (await import("../fleet/openFleet")).openFleet),
  [commandIds.showFleetStatus]: onFirstUse(
    async () => (await import("../fleet/showFleetStatus")).showFleetStatus,
  ),
  [commandIds.newFleet]: onFirstUse(async () => (await import("../fleet/newFleet")).newFleet),
  [commandIds.refreshFleets]: onFirstUse(async () => (await import("../fleet/fleetRows")).refreshFleets),
  [commandIds.openFleetFile]: onFirstUse(async () => (await import("../fleet/fleetRows")).openFleetFile),
  [commandIds.openFleetVm]: onFirstUse(async () => (await import("../fleet/openFleetVm")).openFleetVm),
  [commandIds.explainFleet]: onFirstUse(async () => (await import("../fleet/fleetRows")).explainFleet),
  [commandIds.retryFleetVms]: onFirstUse(async () => (await import("../fleet/retryFleetVms")).retryFleetVms),
  [commandIds.exportFleetStatus]: onFirstUse(
    async () => (await import("../fleet/exportFleetStatus")).exportFleetStatus,
  ),
  [commandIds.checkPrerequisites]: onFirstUse(
    async () => (await import("../prerequisites/checkPrerequisites")).checkPrerequisites,
  ),
  [commandIds.applyPrerequisite]: onFirstUse(
    async () => (await import("../prerequisites/applyPrerequisite")).applyPrerequisite,
  ),
  [commandIds.exportPrerequisites]: onFirstUse(
    async () => (await import("../prerequisites/exportPrerequisites")).exportPrerequisites,
  ),
  [commandIds.newUserData]: newUserData,
  [commandIds.copyUserData]: copyUserData,
  [commandIds.previewUserData]: previewUserData,
  [commandIds.showVmRuns]: showVmRuns,
  [commandIds.lintWithCloudInit]: lintWithCloudInit,
  [commandIds.explainRule]: explainRule,
  [commandIds.enroll]: enroll,
  [commandIds.checkEnrollment]: checkEnrollment,
  [commandIds.checkEnrollments]: checkEnrollments,
  [commandIds.runStep]: runStep,
  [commandIds.runNextStep]: runNextStep,
  [commandIds.runRemaining]: runRemaining,
  [commandIds.watchEnrollment]: watchEnrollment,
  [commandIds.stopEnrollment]: stopEnrollment,
  [commandIds.generateUserData]: generateUserData,
  [commandIds.copyStepAs]: copyStepAs,
  [commandIds.openStepAsFile]: openStepAsFile,
  [commandIds.runInTerminal]: runInTerminal,
  [commandIds.copyVmKey]: copyVmKey,
  [commandIds.readVmReport]: readVmReport,
  [commandIds.sayStepDone]: sayStepDone,
  [commandIds.takeWordBack]: takeWordBack,
  [commandIds.exportEnrollment]: exportEnrollment,
  [commandIds.importEnrollment]: importEnrollment,
  [commandIds.removeEnrollment]: removeEnrollment,
  [commandIds.playPracticeVm]: playPracticeVm,
  [commandIds.diagnoseLogs]: diagnoseLogs,
  [commandIds.showStep]: showStep,
};
