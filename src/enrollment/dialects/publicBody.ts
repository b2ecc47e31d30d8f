import type { AzureAction } from "../azureAction";
import { requestOf } from "../azureAction";

/** What stands in a shown body in place of a secret. Chosen so that no name or id can look like it. */
export const secretMarks = {
  userDataContent: "\u{f0000}user-data\u{f0001}",
  password: "\u{f0000}password\u{f0001}",
} as const;

/** The body of an action's request with marks in place of secrets. */
export function publicBody(action: AzureAction): unknown {
  if (action.kind !== "createVm") return requestOf(action).body;
  const { userDataContent, vmImageCredentials, ...open } = action.vm;
  const vm = {
    ...open,
    ...(userDataContent !== undefined && { userDataContent: secretMarks.userDataContent }),
    ...(vmImageCredentials !== undefined && {
      vmImageCredentials: { ...vmImageCredentials, password: secretMarks.password },
    }),
  };
  return requestOf({ ...action, vm }).body;
}
