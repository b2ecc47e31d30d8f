import { say } from "../../l10n/sentence";
import { readErrorBody, type ArmErrorBody } from "../errors/armErrorBody";
import type { ArmClient, ArmRequest, ArmResponse } from "../client";
import { systemClock, type Clock } from "../clock";
import { readObject, readObjects, readString, type Json, type OpenEnum } from "../decode";
import { ArmError, armError } from "../errors";
import { listAll, withSignal } from "../http/pages";
import { decodeResource, type ArmResource } from "./resource";
import { resourceGroupId, urlPath } from "./resourceId";
import { retryAfterMs } from "../http/retryAfter";
import { undefinedIfNotFound } from "../errors/armError";
import { apiVersions } from "../versions";

/** A deployment of a template to a resource group (Microsoft.Resources/deployments). */
export interface NewDeployment {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly template: Json;
  /** `{name: {value}}`. Can be secret: never logged, never saved. */
  readonly parameters: Json;
}

export type DeploymentScope = Pick<NewDeployment, "subscriptionId" | "resourceGroup">;

export interface Deployment extends ArmResource {
  readonly state: OpenEnum<"Accepted" | "Running" | "Succeeded" | "Failed" | "Canceled"> | undefined;
  /** ISO 8601, of the last change of the state. */
  readonly timestamp: string | undefined;
  readonly correlationId: string | undefined;
  /** Why it failed; its details name the resources in `target`. */
  readonly error: ArmErrorBody | undefined;
}

/** What one resource would become. */
export interface ResourceChange {
  readonly resourceId: string;
  readonly changeType: OpenEnum<
    "Create" | "Modify" | "NoChange" | "Deploy" | "Ignore" | "Delete" | "Unsupported"
  >;
  readonly changes: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly path: string;
  readonly changeType: OpenEnum<"Create" | "Modify" | "Delete" | "Array" | "NoEffect">;
  readonly before: unknown;
  readonly after: unknown;
}

const apiVersion = apiVersions.deployments;

function pathOf({ subscriptionId, resourceGroup }: DeploymentScope, rest: string): string {
  return `${urlPath(resourceGroupId(subscriptionId, resourceGroup))}/providers/Microsoft.Resources/deployments${rest}`;
}

/** The deployment's body. It goes in one step: nothing in the group that the template does not name is touched. */
function bodyOf({ tags, template, parameters }: NewDeployment): Json {
  return { tags, properties: { mode: "Incremental", template, parameters } };
}

/** Requests about deployments. Throw `ResourceIdError`. */
const deploymentRequests = {
  put: (deployment: NewDeployment): ArmRequest => ({
    method: "PUT",
    path: pathOf(deployment, `/${deployment.name}`),
    apiVersion,
    body: bodyOf(deployment),
  }),
  get: (scope: DeploymentScope, name: string): ArmRequest => ({
    method: "GET",
    path: pathOf(scope, `/${name}`),
    apiVersion,
  }),
  /** All of a group; `state` narrows it to those of one state. */
  list: (scope: DeploymentScope, state?: string): ArmRequest => ({
    method: "GET",
    path: pathOf(scope, "/"),
    apiVersion,
    ...(state !== undefined && { query: { $filter: `provisioningState eq '${state}'` } }),
  }),
  validate: (deployment: NewDeployment): ArmRequest => ({
    method: "POST",
    path: pathOf(deployment, `/${deployment.name}/validate`),
    apiVersion,
    readOnly: true,
    body: bodyOf(deployment),
  }),
  whatIf: (deployment: NewDeployment): ArmRequest => ({
    method: "POST",
    path: pathOf(deployment, `/${deployment.name}/whatIf`),
    apiVersion,
    readOnly: true,
    allowEmpty: true,
    body: bodyOf(deployment),
  }),
  cancel: (scope: DeploymentScope, name: string): ArmRequest => ({
    method: "POST",
    path: pathOf(scope, `/${name}/cancel`),
    apiVersion,
  }),
};

function decodeDeployment(value: unknown): Deployment {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    state: readString(properties["provisioningState"]),
    timestamp: readString(properties["timestamp"]),
    correlationId: readString(properties["correlationId"]),
    error: readErrorBody({ error: properties["error"] }),
  };
}

/** One deployment; undefined where there is none of that name. Throws `ArmError`. */
export async function findDeployment(
  client: ArmClient,
  scope: DeploymentScope,
  name: string,
  signal?: AbortSignal,
): Promise<Deployment | undefined> {
  const found = await undefinedIfNotFound(
    client.send(withSignal(deploymentRequests.get(scope, name), signal)),
  );
  return found && decodeDeployment(found.body);
}

/** All deployments of a group, or those in one state. Throws `ArmError`. */
export function listDeployments(
  client: ArmClient,
  scope: DeploymentScope,
  state?: string,
  signal?: AbortSignal,
): Promise<Deployment[]> {
  return listAll(client, withSignal(deploymentRequests.list(scope, state), signal), decodeDeployment);
}

/**
 * Starts a deployment. One of the same name that is still running is the one that was started before, by us or by another
 * window: it is returned. Throws `ArmError`.
 */
export async function putDeployment(
  client: ArmClient,
  deployment: NewDeployment,
  signal?: AbortSignal,
): Promise<Deployment> {
  try {
    return decodeDeployment((await client.send(withSignal(deploymentRequests.put(deployment), signal))).body);
  } catch (error) {
    if (!(error instanceof ArmError) || error.code !== "DeploymentActive") throw error;
    const running = await findDeployment(client, deployment, deployment.name, signal);
    if (running === undefined) throw error;
    return running;
  }
}

/** Lets Resource Manager look at a deployment without starting it. Throws `ArmError` with what is wrong. */
export async function validateDeployment(
  client: ArmClient,
  deployment: NewDeployment,
  signal?: AbortSignal,
): Promise<void> {
  const { body } = await client.send(withSignal(deploymentRequests.validate(deployment), signal));
  const wrong = readErrorBody({ error: readObject(body)["error"] });
  if (wrong !== undefined) {
    throw armError("invalid", wrong.code, {}, { causeText: wrong.message, details: wrong.details });
  }
}

/** Asks Resource Manager to stop. What a provider has started continues there. Throws `ArmError`. */
export async function cancelDeployment(
  client: ArmClient,
  scope: DeploymentScope,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await client.send(withSignal(deploymentRequests.cancel(scope, name), signal));
}

/** What-if gives up after this long; Resource Manager itself does after five minutes (learn.microsoft.com, "what-if limits"). */
const whatIfMs = 6 * 60_000;

/** What a deployment would change, by Resource Manager's own what-if. Throws `ArmError`. */
export async function whatIfDeployment(
  client: ArmClient,
  deployment: NewDeployment,
  options: { readonly clock?: Clock; readonly signal?: AbortSignal } = {},
): Promise<readonly ResourceChange[]> {
  const { clock = systemClock, signal } = options;
  const until = clock.now() + whatIfMs;
  let response = await client.send(withSignal(deploymentRequests.whatIf(deployment), signal));
  const location = response.headers["location"];
  while (response.status === 202 && location !== undefined && clock.now() < until) {
    await clock.sleep(retryAfterMs(response.headers, clock.now()) ?? 5000, signal);
    response = await client.send(withSignal({ method: "GET", path: location, allowEmpty: true }, signal));
  }
  return decodeChanges(response);
}

function decodeChanges(response: ArmResponse): readonly ResourceChange[] {
  const body = readObject(response.body);
  const wrong = readErrorBody({ error: body["error"] });
  if (response.status === 202 || wrong !== undefined) {
    throw armError(
      "operationFailed",
      wrong?.code ?? "WhatIfTimeout",
      {},
      { causeText: wrong?.message ?? say`What-if did not end in time.` },
    );
  }
  return readObjects(readObject(body["properties"])["changes"]).map((change) => ({
    resourceId: readString(change["resourceId"]) ?? "",
    changeType: readString(change["changeType"]) ?? "",
    changes: readObjects(change["delta"]).flatMap((delta) => flatten(delta, "")),
  }));
}

/** A change with children stands for them. */
function flatten(delta: Json, parent: string): readonly PropertyChange[] {
  const own = readString(delta["path"]) ?? "";
  const path = parent === "" ? own : `${parent}.${own}`;
  const children = readObjects(delta["children"]);
  if (children.length > 0) return children.flatMap((child) => flatten(child, path));
  return [
    {
      path,
      changeType: readString(delta["propertyChangeType"]) ?? "",
      before: delta["before"],
      after: delta["after"],
    },
  ];
}
