import { agentBeforeLogin } from "./order/agentBeforeLogin";
import { connectBeforeMachine } from "./order/connectBeforeMachine";
import { connectBeforeRelay } from "./order/connectBeforeRelay";
import { loginMissing } from "./order/loginMissing";
import { machineMissing } from "./order/machineMissing";
import { relayBeforeMachine } from "./order/relayBeforeMachine";
import { relayMissing } from "./order/relayMissing";
import { verifyInsideVm } from "./order/verifyInsideVm";
import { extensionMissing } from "./login/extensionMissing";
import { loginAllowNoSubscriptions } from "./login/loginAllowNoSubscriptions";
import { loginMsiResourceId } from "./login/loginMsiResourceId";
import { loginUsername } from "./login/loginUsername";
import { roleAssignmentInVm } from "./login/roleAssignmentInVm";
import { noProxyTokenService } from "./proxy/noProxyTokenService";
import { proxyAddress } from "./proxy/proxyAddress";
import { proxyIncomplete } from "./proxy/proxyIncomplete";
import { proxyLate } from "./proxy/proxyLate";
import { proxyMissing } from "./proxy/proxyMissing";
import { serviceProxy } from "./proxy/serviceProxy";
import { sudoPreserveEnv } from "./proxy/sudoPreserveEnv";
import { arcName } from "./resource/arcName";
import { machineBodyIncomplete } from "./resource/machineBodyIncomplete";
import { machineIdentity } from "./resource/machineIdentity";
import { machineMethod } from "./resource/machineMethod";
import { machineMismatch } from "./resource/machineMismatch";
import { relayIncomplete } from "./resource/relayIncomplete";
import { userDataDeprecated } from "./resource/userDataDeprecated";
import { vmName } from "./resource/vmName";
import { keyBase64Wrapped } from "./key/keyBase64Wrapped";
import { keyHalves } from "./key/keyHalves";
import { keyPem } from "./key/keyPem";
import { keyPkcs8 } from "./key/keyPkcs8";
import { keySize } from "./key/keySize";
import { privateKeyLeft } from "./key/privateKeyLeft";
import { publicKeySpki } from "./key/publicKeySpki";
import { agentNotRoot } from "./connect/agentNotRoot";
import { agentProxyMissing } from "./connect/agentProxyMissing";
import { unknownOption } from "./connect/unknownOption";
import { connectNotExisting } from "./connect/connectNotExisting";
import { connectWithout } from "./connect/connectWithout";
import { locationName } from "./connect/locationName";
import { malformedId } from "./connect/malformedId";
import { secretInLog } from "./secret/secretInLog";
import { aptWithoutYes } from "./shell/aptWithoutYes";
import { bashism } from "./shell/syntax/bashism";
import { errexitMissing } from "./shell/failure/errexitMissing";
import { grepQuietPipe } from "./shell/failure/grepQuietPipe";
import { hereDocumentOpen } from "./shell/syntax/hereDocumentOpen";
import { interactivePrompt } from "./login/interactivePrompt";
import { listOperators } from "./shell/failure/listOperators";
import { mixedLineEndings } from "./shell/syntax/mixedLineEndings";
import { needlessSudo } from "./shell/needlessSudo";
import { notFollowed } from "./shell/notFollowed";
import { pipeToShell } from "./shell/pipeToShell";
import { exportOrder } from "./shell/exportOrder";
import { runTwice } from "./shell/runTwice";
import { runsOnce } from "./shell/runsOnce";
import { shellSyntax } from "./shell/syntax/shellSyntax";
import { stepIgnored } from "./shell/failure/stepIgnored";
import { homeInRoot } from "./shell/homeInRoot";
import { unsetHome } from "./shell/unsetHome";
import { analyse, type Action } from "../script/analyse";
import type { Slices } from "../slices";
import { enrollmentSteps } from "./facts/azure/enrollment";
import type { RuleGroup } from "./group";
import type { Subject } from "./subject";

/**
 * What only documents with commands need, more than half of the linter: an editor loads it with the first of them. `follow` follows
 * the commands; `groups` are the rules about them.
 */
export interface CommandCode {
  readonly groups: readonly RuleGroup[];
  follow(actions: readonly Action[]): Slices<Pick<Subject, "shell" | "steps">>;
}

const groups: readonly RuleGroup[] = [
  {
    title: "The order of the steps",
    needs: "azure",
    rules: [
      agentBeforeLogin,
      connectBeforeMachine,
      connectBeforeRelay,
      loginMissing,
      machineMissing,
      relayBeforeMachine,
      relayMissing,
      verifyInsideVm,
    ],
  },
  {
    title: "Signing in",
    needs: "azure",
    rules: [
      extensionMissing,
      loginAllowNoSubscriptions,
      loginMsiResourceId,
      loginUsername,
      roleAssignmentInVm,
    ],
  },
  {
    title: "Proxy",
    needs: "azure",
    rules: [
      noProxyTokenService,
      proxyAddress,
      proxyIncomplete,
      proxyLate,
      proxyMissing,
      serviceProxy,
      sudoPreserveEnv,
    ],
  },
  {
    title: "Machine, relay and names",
    needs: "azure",
    rules: [
      arcName,
      machineBodyIncomplete,
      machineIdentity,
      machineMethod,
      machineMismatch,
      relayIncomplete,
      userDataDeprecated,
      vmName,
    ],
  },
  {
    title: "The key pair",
    needs: "azure",
    rules: [keyBase64Wrapped, keyHalves, keyPem, keyPkcs8, keySize, privateKeyLeft, publicKeySpki],
  },
  {
    title: "Connecting",
    needs: "azure",
    rules: [
      agentNotRoot,
      agentProxyMissing,
      unknownOption,
      connectNotExisting,
      ...connectWithout,
      locationName,
      malformedId,
    ],
  },
  {
    title: "Secrets",
    rules: [secretInLog],
  },
  {
    title: "Shell scripts",
    rules: [
      aptWithoutYes,
      bashism,
      errexitMissing,
      grepQuietPipe,
      hereDocumentOpen,
      interactivePrompt,
      listOperators,
      mixedLineEndings,
      needlessSudo,
      notFollowed,
      pipeToShell,
      exportOrder,
      runTwice,
      runsOnce,
      shellSyntax,
      stepIgnored,
      homeInRoot,
      unsetHome,
    ],
  },
];

function* follow(actions: readonly Action[]): Slices<Pick<Subject, "shell" | "steps">> {
  const shell = yield* analyse(actions);
  return { shell, steps: enrollmentSteps(shell.commands) };
}

export const commandCode: CommandCode = { groups, follow };
