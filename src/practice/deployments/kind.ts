import { apiVersions } from "../engine/apiVersions";
import { allows, authorizationFailed, grantsOf } from "../authorization/access";
import type { Answer, Call } from "../engine/call";
import type { Kind } from "../engine/kind";
import { objectAt, textAt, type JsonObject } from "../state/json";
import { operationUrl, retryAfter, startOperation } from "../engine/operations";
import { badRequest, Refusal } from "../engine/refusal";
import { render, type Resource } from "../state/resource";
import { bodyOf, page, tagsOf } from "../engine/tracked";
import { timestamp, type World } from "../state/world";
import type { Run } from "./deploymentStore";
import { TemplateError } from "./expression";
import { cancelRun, deploymentType, stateOf } from "./run";
import { planTemplate, type PlannedResource } from "./template";
import { standing, whatIf } from "./whatIf";

/** Microsoft.Resources/deployments of a resource group: Resource Manager's own engine, for templates as fleets write them. */

const namespace = "Microsoft.Resources";

export const deployments: Kind = {
  namespace,
  types: ["deployments"],
  apiVersions: apiVersions.resources,
  bodies: "extendedJson",
  get: (call, world) => ({ status: 200, body: render(deploymentAt(call, world)) }),
  list,
  put,
  delete: (call, world) => {
    if (stateOf(world, call.id) === "Running") throw active(call);
    world.store.delete(call.id);
    return { status: 204 };
  },
  actions: {
    validate: (call, world) => {
      const planned = planOf(call, world);
      requireWrites(call, world, planned);
      return {
        status: 200,
        body: {
          id: call.id,
          name: call.name,
          type: deploymentType,
          properties: {
            provisioningState: "Succeeded",
            mode: "Incremental",
            validatedResources: planned.map(({ id }) => ({ id })),
          },
        },
      };
    },
    whatIf: (call, world) => {
      const result = whatIf(world, planOf(call, world));
      const operation = startOperation(call, world, {
        location: "",
        course: { accepted: 0, total: 5 },
        effect: { kind: "nothing" },
        form: "manager",
      });
      world.deployments.answer(operation.name, result);
      return {
        status: 202,
        headers: { location: operationUrl(call, operation, "result"), "retry-after": retryAfter(world) },
      };
    },
    cancel: (call, world) => {
      const run = world.deployments.get(deploymentAt(call, world).id);
      if (run === undefined || stateOf(world, call.id) !== "Running")
        throw new Refusal(
          409,
          "DeploymentCannotBeCancelled",
          `The deployment '${call.name}' is not running.`,
        );
      cancelRun(world, run);
      return { status: 204 };
    },
  },
};

/** One entry for each resource of a deployment. */
export const deploymentOperations: Kind = {
  namespace,
  types: ["deployments", "operations"],
  apiVersions: apiVersions.resources,
  list: (call, world) => {
    const run = world.deployments.get(call.id);
    return {
      status: 200,
      body: page(
        call,
        (run?.items ?? []).map((item, index) => operationOf(call, item, index)),
      ),
    };
  },
};

/** Where `Azure-AsyncOperation` of a deployment points. */
export const deploymentStatuses: Kind = {
  namespace,
  types: ["deployments", "operationStatuses"],
  apiVersions: apiVersions.resources,
  get: (call, world) => {
    const deployment = world.store.get(call.id.replace(/\/operationStatuses\/[^/]+$/i, ""));
    if (deployment === undefined) throw notFound(call);
    const status = textAt(deployment.properties, "provisioningState") ?? "";
    const error = deployment.properties["error"];
    return {
      status: 200,
      headers: status === "Running" ? { "retry-after": retryAfter(world) } : {},
      body: { status, ...(error !== undefined && { error }) },
    };
  },
};

function operationOf(call: Call, item: Run["items"][number], index: number): JsonObject {
  const state = item.state === "waiting" || item.state === "running" ? "Running" : item.state;
  const operationId = index.toString(16).toUpperCase().padStart(16, "0");
  return {
    id: `${call.id}/operations/${operationId}`,
    operationId,
    properties: {
      provisioningOperation: "Create",
      provisioningState: item.state === "waiting" ? "NotStarted" : state,
      timestamp: timestamp(item.at),
      ...(item.statusCode !== undefined && { statusCode: String(item.statusCode) }),
      ...(item.error !== undefined && { statusMessage: { status: "Failed", error: item.error } }),
      targetResource: { id: item.plan.id, resourceType: item.plan.type, resourceName: item.plan.name },
    },
  };
}

function deploymentAt(call: Call, world: World): Resource {
  const deployment = world.store.get(call.id);
  if (deployment !== undefined) return deployment;
  throw notFound(call);
}

function notFound(call: Call): Refusal {
  return new Refusal(404, "DeploymentNotFound", `Deployment '${call.name}' could not be found.`);
}

function active(call: Call): Refusal {
  return new Refusal(
    409,
    "DeploymentActive",
    `Unable to edit or replace deployment '${call.name}': previous deployment is still active. Please see https://aka.ms/arm-deploy for usage details.`,
  );
}

function list(call: Call, world: World): Answer {
  const wanted = /^provisioningState eq '(\w+)'$/i.exec(call.url.searchParams.get("$filter") ?? "")?.[1];
  const found: JsonObject[] = [];
  const prefix = `${call.target.scope}/providers/${deploymentType}/`.toLowerCase();
  for (const deployment of world.store.list(deploymentType, call.subscription)) {
    if (!deployment.id.toLowerCase().startsWith(prefix)) continue;
    if (wanted !== undefined && textAt(deployment.properties, "provisioningState") !== wanted) continue;
    found.push(render(deployment));
  }
  return { status: 200, body: page(call, found) };
}

function planOf(call: Call, world: World): readonly PlannedResource[] {
  if (call.group === "")
    throw badRequest("InvalidDeployment", "The practice cloud deploys to resource groups only.");
  if (!/^[-\w.()]{1,64}$/.test(call.name))
    throw badRequest(
      "InvalidDeploymentName",
      `The deployment name '${call.name}' is not valid: at most 64 letters, digits, '-', '_', '.', '(' and ')'.`,
    );
  const properties = objectAt(bodyOf(call), "properties");
  if (textAt(properties, "mode") !== "Incremental")
    throw badRequest(
      "InvalidRequestContent",
      "The practice cloud takes the deployment mode 'Incremental' only.",
    );
  const groupId = `/subscriptions/${call.subscription}/resourceGroups/${call.group}`;
  try {
    return planTemplate(objectAt(properties, "template"), objectAt(properties, "parameters"), {
      groupId,
      resource: (id) => standing(world, id),
    });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const code = error.message.startsWith("The size") ? "DeploymentJobSizeExceeded" : "InvalidTemplate";
    throw badRequest(code, `Deployment template validation failed: '${error.message}'.`);
  }
}

/** Resource Manager looks ahead whether the caller may write what the template holds. */
function requireWrites(call: Call, world: World, planned: readonly PlannedResource[]): void {
  const grants = grantsOf(world, call.caller);
  for (const { type, id } of planned)
    if (!allows(grants, `${type}/write`, id)) throw authorizationFailed(call.caller, `${type}/write`, id);
}

function put(call: Call, world: World): Answer {
  if (stateOf(world, call.id) === "Running") throw active(call);
  const planned = planOf(call, world);
  requireWrites(call, world, planned);
  const tags = tagsOf(bodyOf(call)["tags"]);
  const isNew = world.store.get(call.id) === undefined;
  const now = world.now();
  const operationId = world.random.guid();
  const deployment: Resource = {
    id: call.id,
    name: call.name,
    type: deploymentType,
    ...(tags !== undefined && { tags }),
    properties: {
      mode: "Incremental",
      provisioningState: "Running",
      timestamp: timestamp(now),
      duration: "PT0S",
      correlationId: call.headers["x-ms-correlation-request-id"] ?? operationId,
      parameters: typesOf(objectAt(bodyOf(call), "properties", "template", "parameters")),
      outputResources: [],
    },
  };
  world.store.put(deployment);
  world.deployments.put({
    id: call.id,
    operationId,
    caller: call.caller,
    startedAt: now,
    items: planned.map((plan) => ({ plan, state: "waiting", at: now })),
  });
  world.schedule.add({ kind: "deployment", at: now, deployment: call.id });
  const url = `${call.url.origin}${call.id}/operationStatuses/${operationId}?api-version=${call.apiVersion}`;
  return {
    status: isNew ? 201 : 200,
    headers: { "azure-asyncoperation": url, "retry-after": retryAfter(world) },
    body: render(deployment),
  };
}

/** Values of secure parameters are never shown: only their types. */
function typesOf(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, declared]) => [name, { type: textAt(declared, "type") ?? "" }]),
  );
}
