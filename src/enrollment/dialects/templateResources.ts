import { parseResourceId } from "../../arm/resourceId";
import { apiVersions } from "../../arm/versions";
import { requestOf, type AzureAction } from "../azureAction";
import { publicBody, secretMarks } from "./publicBody";

/** One resource of a deployment to a resource group, with the marks of `publicBody` in place of secrets. */
export interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Parameters of a deployment that stand for secrets, by their mark. */
export const secretParameters: ReadonlyMap<string, string> = new Map([
  [secretMarks.userDataContent, "userDataContent"],
  [secretMarks.password, "registryPassword"],
]);

/** The resources that actions create; `undefined` for an action that creates none, such as assigning a relay. */
export function templateResources(actions: readonly AzureAction[]): TemplateResource[] | undefined {
  const resources = actions.map(toResource);
  return resources.every((resource) => resource !== undefined) ? resources : undefined;
}

function toResource(action: AzureAction): TemplateResource | undefined {
  if (action.kind === "assignRelay") return undefined;
  const request = requestOf(action);
  const id = parseResourceId(decodeURIComponent(request.path));
  if (id.kind !== "resource") return undefined;
  const body = publicBody(action);
  return {
    type: id.type,
    apiVersion: request.apiVersion ?? apiVersions.resources,
    name: id.name,
    body: isObject(body) ? body : {},
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
