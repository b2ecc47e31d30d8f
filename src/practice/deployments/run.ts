import { textAt, type JsonObject } from "../state/json";
import { hasEnded } from "../engine/operations";
import { withProperties } from "../state/resource";
import { timestamp, type World } from "../state/world";
import type { Item, Run } from "./deploymentStore";
import { TemplateError } from "./expression";

export const deploymentType = "Microsoft.Resources/deployments";

/** Azure's seconds between two looks of Resource Manager at a resource that does not end. */
const pollSeconds = 10;

/** Does what can be done now: sends what waits for nothing any more, looks at what runs, and ends when nothing is left. */
export function playDeployment(world: World, id: string): void {
  const run = world.deployments.get(id);
  if (run === undefined || stateOf(world, id) !== "Running") return;
  for (const item of run.items) if (item.state === "running") look(world, item);
  const wait = sendWaiting(world, run);
  if (run.items.every(({ state }) => state !== "waiting" && state !== "running")) {
    end(world, run);
    return;
  }
  world.schedule.add({ kind: "deployment", at: nextLook(world, run, wait), deployment: id });
}

export function stateOf(world: World, id: string): string | undefined {
  return textAt(world.store.get(id)?.properties, "provisioningState");
}

function look(world: World, item: Item): void {
  const operation = world.operations.get(item.operation ?? "");
  if (operation === undefined || !hasEnded(operation, world.now())) return;
  settle(item, operation.outcome, world.now(), operation.error);
}

function settle(item: Item, state: Item["state"], at: number, error: JsonObject | undefined): void {
  item.state = state;
  item.at = at;
  if (error !== undefined) item.error = error;
}

/** Sends until Azure says "too many". Gives the seconds to wait then; 0 when all went out. */
function sendWaiting(world: World, run: Run): number {
  const states = new Map(run.items.map((item) => [item.plan.id.toLowerCase(), item]));
  for (const item of run.items) {
    if (item.state !== "waiting") continue;
    const before = item.plan.after.map((id) => states.get(id));
    if (
      before.some((other) => other !== undefined && (other.state === "Failed" || other.state === "Canceled"))
    ) {
      settle(item, "Failed", world.now(), {
        code: "DependencyFailed",
        message: "A resource that this one depends on failed.",
      });
      continue;
    }
    if (!before.every((other) => other === undefined || other.state === "Succeeded")) continue;
    const wait = send(world, run, item);
    if (wait > 0) return wait;
  }
  return 0;
}

function send(world: World, run: Run, item: Item): number {
  const { plan } = item;
  const body = bodyOf(item, world.now());
  if (body === undefined) return 0;
  const path = `${plan.id}?api-version=${plan.apiVersion}`;
  const answer = world.ask({ identity: run.caller, method: "PUT", path, body });
  // Resource Manager retries by itself what passes by itself.
  if (answer === "reset") return 1;
  if (answer.status === 429 || answer.status >= 500) return Number(answer.headers?.["retry-after"] ?? 5);
  item.statusCode = answer.status;
  if (answer.status >= 300) {
    const error = textAt(answer.body, "error", "code") === undefined ? undefined : errorOf(answer.body);
    settle(item, "Failed", world.now(), error ?? { code: String(answer.status), message: "" });
    return 0;
  }
  const operation = operationOf(answer.headers?.["azure-asyncoperation"]);
  if (operation === undefined) {
    settle(item, "Succeeded", world.now(), undefined);
    return 0;
  }
  item.operation = operation;
  settle(item, "running", world.now(), undefined);
  return 0;
}

function bodyOf(item: Item, now: number): JsonObject | undefined {
  try {
    return item.plan.body();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    settle(item, "Failed", now, { code: "InvalidTemplate", message: error.message });
    return undefined;
  }
}

function errorOf(body: unknown): JsonObject {
  return { code: textAt(body, "error", "code") ?? "", message: textAt(body, "error", "message") ?? "" };
}

function operationOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
}

/** When something can have changed: the first operation's end, or the end of a wait. */
function nextLook(world: World, run: Run, wait: number): number {
  const now = world.now();
  const ends = run.items.flatMap((item) => {
    const operation = item.state === "running" ? world.operations.get(item.operation ?? "") : undefined;
    return operation?.endsAt === undefined ? [] : [operation.endsAt];
  });
  const poll = now + (pollSeconds * 1000) / world.speed;
  const soonest = ends.length === 0 ? poll : Math.min(...ends);
  // The limits count real seconds, however fast the rest goes.
  return Math.max(now + 1, wait > 0 ? Math.min(soonest, now + wait * 1000) : soonest);
}

function end(world: World, run: Run): void {
  const resource = world.store.get(run.id);
  if (resource === undefined) return;
  const failed = run.items.filter(({ state }) => state === "Failed" || state === "Canceled");
  const now = world.now();
  world.store.put(
    withProperties(resource, {
      provisioningState: failed.length === 0 ? "Succeeded" : "Failed",
      timestamp: timestamp(now),
      duration: `PT${((now - run.startedAt) / 1000).toFixed(3)}S`,
      ...(failed.length > 0 && { error: deploymentError(failed) }),
      outputResources: run.items
        .filter(({ state }) => state === "Succeeded")
        .map(({ plan }) => ({ id: plan.id })),
    }),
  );
}

function deploymentError(failed: readonly Item[]): JsonObject {
  return {
    code: "DeploymentFailed",
    message:
      "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.",
    details: failed.map(({ plan, error, state }) => ({
      code:
        textAt(error, "code") ??
        (state === "Canceled" ? "ResourceDeploymentCanceled" : "ResourceDeploymentFailure"),
      target: plan.id,
      message:
        textAt(error, "message") ?? `The resource operation completed with the terminal state '${state}'.`,
    })),
  };
}

/** Nothing more is sent. What a provider has started continues there. */
export function cancelRun(world: World, run: Run): void {
  for (const item of run.items)
    if (item.state === "waiting" || item.state === "running")
      settle(item, "Canceled", world.now(), undefined);
  const resource = world.store.get(run.id);
  if (resource === undefined) return;
  world.store.put(
    withProperties(resource, {
      provisioningState: "Canceled",
      timestamp: timestamp(world.now()),
      error: { code: "DeploymentCanceled", message: "The deployment was canceled." },
    }),
  );
}
