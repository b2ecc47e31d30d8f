import type { Principal, Tenant } from "../authorization/directory";
import type { Guest } from "../guest/guests";
import { isObject, without, type JsonObject } from "./json";
import type { Operation } from "../engine/operationStore";
import { deploymentType } from "../deployments/run";
import { withProperties, type Resource } from "./resource";
import type { Event } from "./schedule";
import type { Identity } from "../authorization/token";
import type { World } from "./world";

/** A practice cloud as plain data: what it takes to continue later. Holds no token, no private key and no user data. */
export interface PracticeState {
  readonly version: 1;
  readonly random: number;
  readonly user: Identity;
  readonly tenants: readonly Tenant[];
  readonly principals: readonly Principal[];
  readonly resources: readonly Resource[];
  readonly operations: readonly Operation[];
  readonly events: readonly Event[];
  readonly guests: readonly Guest[];
}

/** What became of the deployments that were running when a cloud was saved: their process has gone, or it continues with them. */
export type RunningDeployments = "interrupted" | "goOnElsewhere";

export function saveWorld(world: World, user: Identity): PracticeState {
  return {
    version: 1,
    random: world.random.state,
    user,
    tenants: [...world.directory.tenants],
    principals: world.directory.all(),
    resources: [...world.store.all()].map(withoutUserData),
    operations: world.operations.all(),
    events: world.schedule.all(),
    guests: world.guests.all(),
  };
}

/** User data can hold secrets: a cloud that was saved no longer shows it. */
function withoutUserData(resource: Resource): Resource {
  if (resource.properties["userData"] === undefined && resource.properties["networkData"] === undefined)
    return resource;
  return { ...resource, properties: without(resource.properties, "userData", "networkData") };
}

/** Takes everything out of a world but what lives in memory only: the deployments that this process has started. */
export function clearWorld({ directory, store, operations, schedule, guests }: World): void {
  directory.clear();
  store.clear();
  operations.clear();
  schedule.cancel(() => true);
  guests.clear();
}

/** Fills an empty world. The state is one that `saveWorld` gave. */
export function restoreWorld(world: World, state: PracticeState, deployments: RunningDeployments): void {
  world.directory.tenants.push(...state.tenants);
  for (const principal of state.principals) world.directory.add(principal);
  for (const resource of state.resources)
    world.store.put(deployments === "goOnElsewhere" ? resource : interrupted(resource));
  for (const operation of state.operations) world.operations.put(operation);
  for (const event of state.events) world.schedule.add(event);
  for (const guest of state.guests) world.guests.put(guest);
}

/** A deployment lives in memory with its secret parameters: one that was running when the cloud was saved cannot continue. */
function interrupted(resource: Resource): Resource {
  const running = resource.type === deploymentType && resource.properties["provisioningState"] === "Running";
  if (!running) return resource;
  const error = {
    code: "DeploymentCanceled",
    message: "The practice cloud was closed while the deployment was running.",
  };
  return withProperties(resource, { provisioningState: "Canceled", error });
}

/** Whether a value that came back from storage is a state of this version; anything else is not worth repairing. */
export function isPracticeState(value: unknown): value is PracticeState {
  if (!isObject(value)) return false;
  const lists: (keyof JsonObject)[] = [
    "tenants",
    "principals",
    "resources",
    "operations",
    "events",
    "guests",
  ];
  return (
    value["version"] === 1 &&
    typeof value["random"] === "number" &&
    isObject(value["user"]) &&
    lists.every((name) => Array.isArray(value[name]))
  );
}
