import type { AzureAction } from "../actions/azureAction";
import { requestOf } from "../actions/azureAction";
import type { NewVirtualMachine } from "../../arm/resources/networkCloud/virtualMachineBody";

/** The values of a request that no text may hold. */
export type SecretName = "userDataContent" | "networkDataContent" | "password";

/** What stands in a shown body instead of a secret. Chosen so that no name or id can look like it. */
export const secretMarks: Readonly<Record<SecretName, string>> = {
  userDataContent: "\u{f0000}user-data\u{f0001}",
  networkDataContent: "\u{f0000}network-data\u{f0001}",
  password: "\u{f0000}password\u{f0001}",
};

/** The VM with marks instead of its secrets. */
export function publicVm(vm: NewVirtualMachine): NewVirtualMachine {
  return {
    ...vm,
    ...(vm.userDataContent !== undefined && { userDataContent: secretMarks.userDataContent }),
    ...(vm.networkDataContent !== undefined && { networkDataContent: secretMarks.networkDataContent }),
    ...(vm.vmImageCredentials !== undefined && {
      vmImageCredentials: { ...vm.vmImageCredentials, password: secretMarks.password },
    }),
  };
}

/** The body of an action's request with marks instead of secrets. */
export function publicBody(action: AzureAction): unknown {
  return requestOf(action.kind === "createVm" ? { ...action, vm: publicVm(action.vm) } : action).body;
}

/** The secrets that these actions send, each once. */
export function secretsOf(actions: readonly AzureAction[]): SecretName[] {
  const vms = actions.flatMap((action) => (action.kind === "createVm" ? [action.vm] : []));
  const names: SecretName[] = [];
  if (vms.some(({ userDataContent }) => userDataContent !== undefined)) names.push("userDataContent");
  if (vms.some(({ networkDataContent }) => networkDataContent !== undefined))
    names.push("networkDataContent");
  if (vms.some(({ vmImageCredentials }) => vmImageCredentials !== undefined)) names.push("password");
  return names;
}
