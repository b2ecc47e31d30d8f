import { nameOfId } from "../arm/resource";
import type { AzureAction } from "./azureAction";

/** One action as a line for the user: `Create the VM lab01`. */
export function actionText(action: AzureAction): string {
  switch (action.kind) {
    case "createIdentity":
      return `Create the managed identity ${nameOfId(action.id)}`;
    case "createRole":
      return `Create the role “${action.role.name}”`;
    case "assignRole":
      return `Assign the role “${action.roleName}”`;
    case "createVm":
      return `Create the VM ${nameOfId(action.id)}`;
    case "createMachine":
      return `Create the Arc machine ${nameOfId(action.id)}`;
    case "assignRelay":
      return `Assign the relay of ${nameOfId(action.vmId)}`;
  }
}
