import type { NewRoleAssignment } from "../../arm/resources/authorization/authorization";
import { parseResourceId } from "../../arm/resources/resourceId";
import { apiVersions } from "../../arm/versions";
import { requestOf, type AzureAction } from "../actions/azureAction";
import { publicBody, secretMarks } from "./publicBody";

/** One resource of a deployment to a resource group, with the marks of `publicBody` instead of secrets. */
export interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The resources of the same deployment that must be there first. */
  readonly after: readonly TemplateResource[];
}

/** Parameters of a deployment that stand for secrets, by their mark. */
export const secretParameters: ReadonlyMap<string, string> = new Map([
  [secretMarks.userDataContent, "userDataContent"],
  [secretMarks.networkDataContent, "networkDataContent"],
  [secretMarks.password, "registryPassword"],
]);

/** The resources that actions create; `undefined` for an action that creates none, such as assigning a relay. */
export function templateResources(actions: readonly AzureAction[]): TemplateResource[] | undefined {
  const resources: TemplateResource[] = [];
  for (const action of actions) {
    const resource = toResource(action, resources);
    if (resource === undefined) return undefined;
    resources.push(resource);
  }
  return resources;
}

function toResource(action: AzureAction, before: readonly TemplateResource[]): TemplateResource | undefined {
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
    after: action.kind === "assignRole" ? before.filter((other) => isRole(other, action.assignment)) : [],
  };
}

/** Resource Manager makes the resources of a deployment side by side, so an assignment must name a role that is made with it. */
function isRole({ type, name }: TemplateResource, { roleDefinitionId }: NewRoleAssignment): boolean {
  return roleDefinitionId.toLowerCase().endsWith(`/${type}/${name}`.toLowerCase());
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
