import {
  fleetDeployments,
  requirePasswords,
  resumeFleet,
  runDeployments,
  type DeploymentOutcome,
  type FleetPorts,
} from "./deployFleet";
import type { Fleet } from "../fleet";
import { planFleet, type FleetPlan, type PlanOptions } from "../plan/planFleet";
import { deleteVms } from "./recreate";
import type { RoleGuids } from "../plan/roleWork";
import { statusOf, type FleetStatus } from "../status/status";
import { findRoleGuids, viewFleet, type FleetView } from "../status/view";

/** A fleet and what Azure shows of it. */
export interface FleetState {
  readonly view: FleetView;
  readonly status: FleetStatus;
  readonly roleGuids: RoleGuids;
}

/**
 * Asks Azure how a fleet stands: three queries, and one list for each resource group where a VM is missing or failed. With
 * `known`, which one look gives to the next, the names of roles are not looked up again. Throws `ArmError`.
 */
export async function lookAtFleet(ports: FleetPorts, fleet: Fleet, known?: RoleGuids): Promise<FleetState> {
  const { client, clock, signal } = ports;
  const roleGuids = known ?? (await findRoleGuids(client, fleet, signal));
  const view = await viewFleet(
    client,
    fleet,
    roleGuids,
    signal === undefined ? { clock } : { clock, signal },
  );
  // Deployments only tell why something is not there, or failed.
  const silent = statusOf(fleet, view, [], roleGuids);
  const { missing = 0, failed = 0 } = silent.counts;
  if (missing + failed === 0) return { view, roleGuids, status: silent };
  const deployments = await fleetDeployments(ports, fleet);
  return { view, roleGuids, status: statusOf(fleet, view, deployments, roleGuids) };
}

export interface FleetRun {
  readonly plan: FleetPlan;
  readonly outcomes: readonly DeploymentOutcome[];
}

/**
 * Brings Azure to what the file says. What another run has started is followed first, so that nothing is done twice; then only
 * what is missing, or differs, or failed is deployed. May be called again at any time. Throws `ArmError`.
 */
export async function deployFleet(
  ports: FleetPorts,
  fleet: Fleet,
  options: PlanOptions = {},
): Promise<FleetRun> {
  await resumeFleet(ports, fleet);
  const { view, status, roleGuids } = await lookAtFleet(ports, fleet);
  const plan = planFleet(fleet, view, status, roleGuids, options);
  requirePasswords(ports, plan.deployments);
  const again = plan.work.filter(({ kind }) => kind === "recreate").map(({ vm }) => vm);
  if (again.length > 0) await deleteVms(ports, again);
  const outcomes = await runDeployments(ports, fleet, plan.deployments);
  return { plan, outcomes };
}
