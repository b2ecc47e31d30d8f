import { privateKeyLiteral } from "./secret/privateKeyLiteral";
import { secretLiteral } from "./secret/secretLiteral";
import { aptProxyLate } from "./cloudInit/aptProxyLate";
import { encodedAlready } from "./cloudInit/encodedAlready";
import { fileEncoding } from "./cloudInit/fileEncoding";
import { fileInTmp } from "./cloudInit/fileInTmp";
import { filePath } from "./cloudInit/filePath";
import { filePermissions } from "./cloudInit/filePermissions";
import { homeBeforeUser } from "./cloudInit/homeBeforeUser";
import { hostnameRefused } from "./cloudInit/hostnameRefused";
import { keysWithoutDefault } from "./cloudInit/keysWithoutDefault";
import { mimeScriptHeader } from "./cloudInit/mimeScriptHeader";
import { mimeVersionMissing } from "./cloudInit/mimeVersionMissing";
import { ownerBeforeUser } from "./cloudInit/ownerBeforeUser";
import { passwordLocked } from "./cloudInit/passwordLocked";
import { powerStateTimeout } from "./cloudInit/powerStateTimeout";
import { scriptNotExecutable } from "./cloudInit/scriptNotExecutable";
import { size } from "./cloudInit/size";
import { userRefused } from "./cloudInit/userRefused";
import { earlyReboot } from "./cloudInit/earlyReboot";
import { jinjaUnknownName } from "./cloudInit/jinjaUnknownName";
import { lettersChanged } from "./cloudInit/lettersChanged";
import { partDropped } from "./cloudInit/partDropped";
import { partNotRead } from "./cloudInit/partNotRead";
import { partReplaced } from "./cloudInit/partReplaced";
import { scriptOverwritten } from "./cloudInit/scriptOverwritten";
import { templateNotFilled } from "./cloudInit/templateNotFilled";
import type { RuleGroup } from "./group";

/** Rules that may have something to report about a document that runs no command. */
export const groupsForAll: readonly RuleGroup[] = [
  {
    title: "Secrets",
    rules: [privateKeyLiteral, secretLiteral],
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
      jinjaUnknownName,
      lettersChanged,
      partDropped,
      partNotRead,
      partReplaced,
      scriptOverwritten,
      templateNotFilled,
    ],
  },
];
