import { resourceKey } from "../../arm/resources/resourceId";
import { stepNumbers, type StepNumber } from "../../enrollment/steps/stepNumber";
import type { Fleet, FleetVm } from "../fleet";
import { roleWork, type RoleGuids } from "../plan/roleWork";
import type { FleetView } from "./view";

/** How a step of one VM stands, from what Resource Graph shows. `inferred`: a later step that Azure shows needs it. */
export type FleetStep = "done" | "inferred" | "notDone" | "unknown";

/**
 * The ten steps of a VM. Resource Graph shows the identity (1), the roles (2), the VM (3), the machine (7) and whether it is
 * connected (10); what happens inside the VM, and the relay, follow from the order of the first-boot script.
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
  // Whose script did not run, as of a VM without user data or of another maker, may have assigned no relay.
  const byScript = vm.userData === "enroll" && row?.fleet === fleet.name;
  const entries = stepNumbers.map((step): [StepNumber, FleetStep] => {
    const seen = shown[step];
    if (seen !== undefined) return [step, seen ? "done" : "notDone"];
    const follows = step < before && (step !== 8 || byScript);
    return [step, follows ? "inferred" : "unknown"];
  });
  return Object.fromEntries(entries) as Record<StepNumber, FleetStep>;
}
