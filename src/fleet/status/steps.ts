import { resourceKey } from "../../arm/resources/resourceId";
import { stepNumbers, type StepNumber } from "../../enrollment/steps/stepNumber";
import type { Fleet, FleetVm } from "../fleet";
import { roleWork, type RoleGuids } from "../plan/roleWork";
import type { FleetView } from "./view";

/** How a step of one VM stands, from what Resource Graph shows. `inferred`: a later step that Azure shows needs it. */
export type FleetStep = "done" | "inferred" | "notDone" | "unknown";

/**
 * The ten steps of a VM. Resource Graph shows the identity (1), the roles (2), the VM (3), the machine (7) and whether it is
 * connected (10); what happens inside the VM follows from the order of the first-boot script. The relay (8) stays unknown, as in an enrollment.
 */
export function stepsOf(
  fleet: Fleet,
  vm: FleetVm,
  view: FleetView,
  roleGuids: RoleGuids,
): Readonly<Record<StepNumber, FleetStep>> {
  const row = view.vms.get(resourceKey(vm.id));
  const machine = view.machines.get(resourceKey(vm.machineId));
  const connected = machine?.status === "Connected";
  const made = row?.provisioningState === "Succeeded";
  const hasMachine = machine !== undefined;
  const identity =
    vm.target.identity === "system"
      ? made
      : view.standing.identities.has(resourceKey(vm.target.userAssignedIdentityId));
  const roles =
    !fleet.assignRoles || roleWork(fleet, [vm], roleGuids).every(({ name }) => view.standing.roles.has(name));
  const shown: Readonly<Partial<Record<StepNumber, boolean>>> = {
    1: identity,
    2: roles,
    3: made,
    7: hasMachine,
    10: connected,
  };
  const before = connected ? 10 : hasMachine ? 7 : 0;
  const entries = stepNumbers.map((step): [StepNumber, FleetStep] => {
    const seen = shown[step];
    if (seen !== undefined) return [step, seen ? "done" : "notDone"];
    // No API shows the relay: only the VM's report does, which "Enroll…" reads.
    return [step, step < before && step !== 8 ? "inferred" : "unknown"];
  });
  return Object.fromEntries(entries) as Record<StepNumber, FleetStep>;
}
