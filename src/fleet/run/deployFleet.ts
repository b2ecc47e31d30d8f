import { mapWithConcurrency } from "../../arm/async/mapWithConcurrency";
import type { ArmClient } from "../../arm/client";
import type { Clock } from "../../arm/clock";
import {
  cancelDeployment,
  findDeployment,
  listDeployments,
  putDeployment,
  validateDeployment,
  whatIfDeployment,
  type Deployment,
  type DeploymentScope,
  type NewDeployment,
  type ResourceChange,
} from "../../arm/resources/deployments";
import { toArmError, type ArmError } from "../../arm/errors";
import { parametersOf, phases, type FleetDeployment } from "../template/deployment";
import { retryTransient } from "./retryTransient";
import { fleetTags, groupOf, type Fleet } from "../fleet";

/** What the engine works with. */
export interface FleetPorts {
  readonly client: ArmClient;
  readonly clock: Clock;
  /** Stops sending and watching; what Azure has started continues there. */
  readonly signal?: AbortSignal;
  readonly tell?: (event: FleetEvent) => void;
  /** The password of a registry, by the environment variable that the file names. It is sent, and kept nowhere. */
  readonly password?: (variable: string) => string | undefined;
}

/** A registry's password is not at hand. Nothing was sent. */
export class MissingPasswordError extends Error {
  override readonly name = "MissingPasswordError";
  readonly variable: string;

  constructor(variable: string) {
    super(`The environment variable ${variable} with the registry's password is not set.`);
    this.variable = variable;
  }
}

export type FleetEvent =
  | { readonly kind: "begun"; readonly name: string; readonly vms: number }
  /** One that another run, or another window, has started. */
  | { readonly kind: "resumed"; readonly name: string }
  | { readonly kind: "ended"; readonly name: string; readonly state: string }
  | { readonly kind: "deleted"; readonly name: string }
  | { readonly kind: "waiting"; readonly running: number };

/** How a deployment ended; `refused`: Azure did not take it. */
export type DeploymentOutcome =
  | { readonly kind: "ended"; readonly name: string; readonly deployment: Deployment }
  | { readonly kind: "refused"; readonly name: string; readonly error: ArmError };

/** Requests to Resource Manager at the same time. */
const atOnce = 4;
/** Waits between two looks at running deployments: identities and roles take seconds, VMs minutes. */
const pollMs = [3000, 6000, 15_000] as const;

/** The names of the variables whose passwords these deployments send. */
export function passwordVariables(deployments: readonly FleetDeployment[]): readonly string[] {
  return [...new Set(deployments.flatMap(({ registry }) => registry?.passwordVariable ?? []))];
}

/** Stands for a password where Azure is only asked what it would do: what-if shows no secret. */
const noPassword = "what-if";

function newDeployment(
  fleet: Fleet,
  deployment: FleetDeployment,
  password: FleetPorts["password"],
): NewDeployment {
  const { name, subscriptionId, resourceGroup, template, registry } = deployment;
  const variable = registry?.passwordVariable;
  const secret = variable === undefined || password === undefined ? noPassword : password(variable);
  if (secret === undefined || secret === "") throw new MissingPasswordError(variable ?? "");
  const tags = { [fleetTags.fleet]: fleet.name, [fleetTags.hash]: fleet.hash };
  return {
    name,
    subscriptionId,
    resourceGroup,
    template,
    tags,
    parameters: parametersOf(deployment, secret),
  };
}

function groupsOf(fleet: Fleet): readonly DeploymentScope[] {
  const places = fleet.vms.map((vm): [string, DeploymentScope] => [groupOf(vm).toLowerCase(), vm.target]);
  return [...new Map(places).values()];
}

/** The fleet's deployments in its groups, of any state or of one. Throws `ArmError`. */
export async function fleetDeployments(
  ports: FleetPorts,
  fleet: Fleet,
  state?: string,
): Promise<readonly Deployment[]> {
  const lists = await mapWithConcurrency(groupsOf(fleet), atOnce, (place) =>
    listDeployments(ports.client, place, state, ports.signal),
  );
  return lists.flat().filter(({ tags }) => tags[fleetTags.fleet] === fleet.name);
}

/**
 * Follows deployments of this fleet that are already running, from a window that was closed or a host that was killed, to
 * their end. After it, what Azure shows is what was done. Throws `ArmError`.
 */
export async function resumeFleet(ports: FleetPorts, fleet: Fleet): Promise<readonly DeploymentOutcome[]> {
  const running = [
    ...(await fleetDeployments(ports, fleet, "Running")),
    ...(await fleetDeployments(ports, fleet, "Accepted")),
  ];
  for (const { name } of running) ports.tell?.({ kind: "resumed", name });
  return follow(
    ports,
    running.map((deployment) => ({ name: deployment.name, place: placeOf(deployment) })),
  );
}

/**
 * Asks Azure to stop every running deployment of the fleet, and gives their names. What a provider has started continues there;
 * the next `deployFleet` continues with the rest. Throws `ArmError`.
 */
export async function cancelFleet(ports: FleetPorts, fleet: Fleet): Promise<readonly string[]> {
  const running = await fleetDeployments(ports, fleet, "Running");
  await mapWithConcurrency(running, atOnce, (deployment) =>
    cancelDeployment(ports.client, placeOf(deployment), deployment.name, ports.signal),
  );
  return running.map(({ name }) => name);
}

function placeOf({ id }: Deployment): DeploymentScope {
  const [, subscriptionId = "", resourceGroup = ""] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  return { subscriptionId, resourceGroup };
}

/** Azure's own what-if for every deployment. Throws `ArmError`. */
export async function whatIfFleet(
  ports: FleetPorts,
  fleet: Fleet,
  deployments: readonly FleetDeployment[],
): Promise<readonly ResourceChange[]> {
  const { client, clock, signal } = ports;
  const options = signal === undefined ? { clock } : { clock, signal };
  const changes = await mapWithConcurrency(deployments, atOnce, (deployment) =>
    whatIfDeployment(client, newDeployment(fleet, deployment, undefined), options),
  );
  return changes.flat();
}

/**
 * Deploys phase by phase; each deployment is validated, started, and followed to its end. A phase with a deployment that did not
 * succeed is the last one. Aborting stops watching. Throws `ArmError` when Azure cannot be asked.
 */
export async function runDeployments(
  ports: FleetPorts,
  fleet: Fleet,
  deployments: readonly FleetDeployment[],
): Promise<readonly DeploymentOutcome[]> {
  const outcomes: DeploymentOutcome[] = [];
  for (const phase of phases) {
    const now = deployments.filter((deployment) => deployment.phase === phase);
    const begun = await mapWithConcurrency(now, atOnce, (deployment) => begin(ports, fleet, deployment));
    const refused = begun.flatMap((result) => ("kind" in result ? [result] : []));
    const running = begun.flatMap((result) => ("kind" in result ? [] : [result]));
    outcomes.push(...refused, ...(await follow(ports, running)));
    if (!outcomes.every(hasSucceeded)) break;
  }
  return outcomes;
}

export function hasSucceeded(outcome: DeploymentOutcome): boolean {
  return outcome.kind === "ended" && outcome.deployment.state === "Succeeded";
}

/** Without a source of passwords there is none: a real deployment never sends the one of what-if. */
function passwordOf({ password }: FleetPorts): NonNullable<FleetPorts["password"]> {
  return password ?? (() => undefined);
}

/** Throws `MissingPasswordError` before anything is deleted or sent. */
export function requirePasswords(ports: FleetPorts, deployments: readonly FleetDeployment[]): void {
  const missing = passwordVariables(deployments).find(
    (variable) => (passwordOf(ports)(variable) ?? "") === "",
  );
  if (missing !== undefined) throw new MissingPasswordError(missing);
}

interface Followed {
  readonly name: string;
  readonly place: DeploymentScope;
}

async function begin(
  ports: FleetPorts,
  fleet: Fleet,
  deployment: FleetDeployment,
): Promise<Followed | Extract<DeploymentOutcome, { kind: "refused" }>> {
  const request = newDeployment(fleet, deployment, passwordOf(ports));
  try {
    await retryTransient(ports, () => validateDeployment(ports.client, request, ports.signal));
    await retryTransient(ports, () => putDeployment(ports.client, request, ports.signal));
  } catch (error) {
    const reason = toArmError(error);
    if (reason.kind === "aborted") throw reason;
    return { kind: "refused", name: deployment.name, error: reason };
  }
  ports.tell?.({ kind: "begun", name: deployment.name, vms: deployment.vms.length });
  return { name: deployment.name, place: deployment };
}

/** Looks at all running deployments, then waits, until none is running. */
async function follow(ports: FleetPorts, all: readonly Followed[]): Promise<DeploymentOutcome[]> {
  const outcomes: DeploymentOutcome[] = [];
  let left = all;
  for (let round = 0; left.length > 0; round++) {
    await ports.clock.sleep(pollMs[Math.min(round, pollMs.length - 1)] ?? 0, ports.signal);
    const looks = await mapWithConcurrency(left, atOnce, async (one) => ({
      one,
      deployment: await retryTransient(ports, () =>
        findDeployment(ports.client, one.place, one.name, ports.signal),
      ),
    }));
    for (const { one, deployment } of looks) {
      if (deployment === undefined || !hasEnded(deployment)) continue;
      outcomes.push({ kind: "ended", name: one.name, deployment });
      ports.tell?.({ kind: "ended", name: one.name, state: deployment.state ?? "" });
    }
    left = looks.flatMap(({ one, deployment }) =>
      deployment === undefined || hasEnded(deployment) ? [] : [one],
    );
    if (left.length > 0) ports.tell?.({ kind: "waiting", running: left.length });
  }
  return outcomes;
}

function hasEnded({ state }: Deployment): boolean {
  return state === "Succeeded" || state === "Failed" || state === "Canceled";
}
