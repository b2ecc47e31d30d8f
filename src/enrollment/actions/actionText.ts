import { nameOfId } from "../../arm/resources/resource";
import { say } from "../../l10n/sentence";
import type { AzureAction } from "./azureAction";

/** One action as a line for the user: `Create the VM lab01`. */
export function actionText(action: AzureAction): string {
  switch (action.kind) {
    case "createIdentity":
      return say`Create the managed identity ${nameOfId(action.id)}`;
    case "createRole":
      return say`Create the role “${action.role.name}”`;
    case "assignRole":
      return say`Assign the role “${action.roleName}”`;
    case "createVm":
      return say`Create the VM ${nameOfId(action.id)}`;
    case "createMachine":
      return say`Create the Arc machine ${nameOfId(action.id)}`;
    case "assignRelay":
      return say`Assign the relay of ${nameOfId(action.vmId)}`;
  }
}
