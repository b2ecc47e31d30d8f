import { armTemplate } from "./armTemplate";
import { azureCli } from "./azureCli";
import { bicep } from "./bicep";
import type { Dialect, DialectName } from "./dialect";
import { powerShell } from "./powerShell";
import { rest } from "./rest";

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  az: azureCli,
  powershell: powerShell,
  rest,
  bicep,
  arm: armTemplate,
};
