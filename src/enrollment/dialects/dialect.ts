import type { Cloud } from "../../arm/cloud";
import type { AzureAction } from "../azureAction";

/** The languages in which a step on Azure can be shown. */
export const dialectNames = ["az", "powershell", "rest", "bicep", "arm"] as const;
export type DialectName = (typeof dialectNames)[number];

/** Writes actions on Azure as text that a person can read, run or deploy. Secrets stand in it as variables, never as values. */
export interface Dialect {
  readonly title: string;
  /** VS Code's language id, for "Open as file". */
  readonly language: string;
  readonly fileExtension: string;
  /** `undefined` where the dialect has no words for one of the actions. */
  readonly write: (actions: readonly AzureAction[], cloud: Cloud) => string | undefined;
}

/** The shell variables that stand for secrets in every dialect that is a script. */
export const secretVariables = {
  userDataContent: "ENCODED_USER_DATA",
  password: "ACR_PASSWORD",
  token: "ARM_ACCESS_TOKEN",
} as const;
