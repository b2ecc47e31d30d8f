import type { Cloud } from "../../arm/cloud";
import type { AzureAction } from "../actions/azureAction";
import type { SecretName } from "./publicBody";

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

/** The environment variables that hold the secrets of every dialect that is a script. */
export const secretVariables: Readonly<Record<SecretName, string>> = {
  userDataContent: "ENCODED_USER_DATA",
  networkDataContent: "ENCODED_NETWORK_DATA",
  password: "ACR_PASSWORD",
};

/** What a script says when one of them is not set. */
export const secretWords: Readonly<Record<SecretName, string>> = {
  userDataContent: "Set it to the user data in base64.",
  networkDataContent: "Set it to the network data in base64.",
  password: "Set it to the password of the image registry.",
};

/** What Azure answers while it does not yet know a new role or identity everywhere. */
export const notKnownYet = ["RoleDefinitionDoesNotExist", "PrincipalNotFound"] as const;
