import { agentBeforeLogin } from "./order/agentBeforeLogin";
import { connectBeforeMachine } from "./order/connectBeforeMachine";
import { connectBeforeRelay } from "./order/connectBeforeRelay";
import { loginMissing } from "./order/loginMissing";
import { machineMissing } from "./order/machineMissing";
import { relayBeforeMachine } from "./order/relayBeforeMachine";
import { relayMissing } from "./order/relayMissing";
import { verifyInsideVm } from "./order/verifyInsideVm";
import { extensionMissing } from "./login/extensionMissing";
import { interactivePrompt } from "./login/interactivePrompt";
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
import { connectNotExisting } from "./connect/connectNotExisting";
import { connectWithout } from "./connect/connectWithout";
import { locationName } from "./connect/locationName";
import { unknownOption } from "./connect/unknownOption";
import { malformedId } from "./connect/malformedId";
import { privateKeyLiteral } from "./secret/privateKeyLiteral";
import { secretInLog } from "./secret/secretInLog";
import { secretLiteral } from "./secret/secretLiteral";
import { aptWithoutYes } from "./shell/aptWithoutYes";
import { bashism } from "./shell/bashism";
import { errexitMissing } from "./shell/errexitMissing";
import { listOperators } from "./shell/listOperators";
import { grepQuietPipe } from "./shell/grepQuietPipe";
import { hereDocumentOpen } from "./shell/hereDocumentOpen";
import { mixedLineEndings } from "./shell/mixedLineEndings";
import { needlessSudo } from "./shell/needlessSudo";
import { notFollowed } from "./shell/notFollowed";
import { pipeToShell } from "./shell/pipeToShell";
import { exportOrder } from "./shell/exportOrder";
import { runTwice } from "./shell/runTwice";
import { runsOnce } from "./shell/runsOnce";
import { shellSyntax } from "./shell/shellSyntax";
import { homeInRoot } from "./shell/homeInRoot";
import { unsetHome } from "./shell/unsetHome";
import { stepIgnored } from "./shell/stepIgnored";
import { aptProxyLate } from "./cloudInit/aptProxyLate";
import { encodedAlready } from "./cloudInit/encodedAlready";
import { fileEncoding } from "./cloudInit/fileEncoding";
import { fileInTmp } from "./cloudInit/fileInTmp";
import { filePath } from "./cloudInit/filePath";
import { filePermissions } from "./cloudInit/filePermissions";
import { homeBeforeUser } from "./cloudInit/homeBeforeUser";
import { hostnameRefused } from "./cloudInit/hostnameRefused";
import { jinjaUnknownName } from "./cloudInit/jinjaUnknownName";
import { keysWithoutDefault } from "./cloudInit/keysWithoutDefault";
import { earlyReboot } from "./cloudInit/earlyReboot";
import { lettersChanged } from "./cloudInit/lettersChanged";
import { partDropped } from "./cloudInit/partDropped";
import { partNotRead } from "./cloudInit/partNotRead";
import { partReplaced } from "./cloudInit/partReplaced";
import { templateNotFilled } from "./cloudInit/templateNotFilled";
import { scriptOverwritten } from "./cloudInit/scriptOverwritten";
import { mimeScriptHeader } from "./cloudInit/mimeScriptHeader";
import { mimeVersionMissing } from "./cloudInit/mimeVersionMissing";
import { ownerBeforeUser } from "./cloudInit/ownerBeforeUser";
import { passwordLocked } from "./cloudInit/passwordLocked";
import { powerStateTimeout } from "./cloudInit/powerStateTimeout";
import { scriptNotExecutable } from "./cloudInit/scriptNotExecutable";
import { size } from "./cloudInit/size";
import { userRefused } from "./cloudInit/userRefused";
import { needsMet, type Need } from "./needs";
import type { Rule } from "./rule";
import type { Subject } from "./subject";

/** Rules about one thing, as the documentation shows them. */
export interface RuleGroup {
  readonly title: string;
  /** What all of them need, besides their own needs. */
  readonly needs?: Need;
  readonly rules: readonly Rule[];
}

export const ruleGroups: readonly RuleGroup[] = [
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
  { title: "Secrets", rules: [privateKeyLiteral, secretInLog, secretLiteral] },
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
    ],
  },
  {
    title: "cloud-init",
    rules: [
      aptProxyLate,
      encodedAlready,
      fileEncoding,
      fileInTmp,
      filePath,
      filePermissions,
      homeBeforeUser,
      hostnameRefused,
      keysWithoutDefault,
      mimeScriptHeader,
      mimeVersionMissing,
      ownerBeforeUser,
      passwordLocked,
      powerStateTimeout,
      scriptNotExecutable,
      size,
      userRefused,
    ],
  },
  {
    title: "What the VM runs",
    rules: [
      earlyReboot,
      homeInRoot,
      jinjaUnknownName,
      lettersChanged,
      partDropped,
      partNotRead,
      partReplaced,
      scriptOverwritten,
      templateNotFilled,
      unsetHome,
    ],
  },
];

/** Every rule about user data. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);

/** The rules that may have something to say about a document. */
export function rulesFor(subject: Subject): readonly Rule[] {
  const ran = new Set(subject.shell.commands.map(({ program }) => program));
  return rulesMeeting(needsMet(subject)).filter(
    ({ programs }) => programs === undefined || [...programs].some((program) => ran.has(program)),
  );
}

const rulesByNeeds = new Map<string, readonly Rule[]>();

/** The rules whose needs are met. */
function rulesMeeting(met: readonly Need[]): readonly Rule[] {
  const key = met.join(" ");
  const known = rulesByNeeds.get(key);
  if (known !== undefined) return known;
  const isMet = ({ needs }: Pick<Rule, "needs">): boolean => needs === undefined || met.includes(needs);
  const found = ruleGroups.filter(isMet).flatMap((group) => group.rules.filter(isMet));
  rulesByNeeds.set(key, found);
  return found;
}
