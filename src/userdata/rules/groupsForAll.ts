import { privateKeyLiteral } from "./secret/privateKeyLiteral";
import { secretLiteral } from "./secret/secretLiteral";
import { aptProxyLate } from "./cloudInit/aptProxyLate";
import { encodedAlready } from "./cloudInit/parts/encodedAlready";
import { fileEncoding } from "./cloudInit/files/fileEncoding";
import { fileInTmp } from "./cloudInit/files/fileInTmp";
import { filePath } from "./cloudInit/files/filePath";
import { filePermissions } from "./cloudInit/files/filePermissions";
import { homeBeforeUser } from "./cloudInit/files/homeBeforeUser";
import { hostnameRefused } from "./cloudInit/hostnameRefused";
import { keysWithoutDefault } from "./cloudInit/keysWithoutDefault";
import { mimeScriptHeader } from "./cloudInit/parts/mimeScriptHeader";
import { mimeVersionMissing } from "./cloudInit/parts/mimeVersionMissing";
import { ownerBeforeUser } from "./cloudInit/files/ownerBeforeUser";
import { passwordLocked } from "./cloudInit/passwordLocked";
import { powerStateTimeout } from "./cloudInit/powerStateTimeout";
import { scriptNotExecutable } from "./cloudInit/files/scriptNotExecutable";
import { size } from "./cloudInit/parts/size";
import { userRefused } from "./cloudInit/userRefused";
import { earlyReboot } from "./cloudInit/earlyReboot";
import { jinjaUnknownName } from "./cloudInit/parts/jinjaUnknownName";
import { lettersChanged } from "./cloudInit/lettersChanged";
import { partDropped } from "./cloudInit/parts/partDropped";
import { partNotRead } from "./cloudInit/parts/partNotRead";
import { partReplaced } from "./cloudInit/parts/partReplaced";
import { scriptOverwritten } from "./cloudInit/files/scriptOverwritten";
import { templateNotFilled } from "./cloudInit/parts/templateNotFilled";
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
