import { say } from "../../l10n/sentence";
import { resourceKey } from "../../arm/resources/resourceId";
import type { Fleet, FleetVm } from "../fleet";
import { Findings, type FleetFinding } from "../file/sourceLocation";
import { missingEgress } from "./status";
import type { FleetView } from "./view";

/** What Azure shows to be wrong with a fleet before it is deployed: at the lines of the VMs that it concerns. */
export function onlineFindings(fleet: Fleet, view: FleetView): readonly FleetFinding[] {
  const findings = new Findings();
  const told = new Set<string>();
  const once = (key: string, tell: () => void): void => {
    if (told.has(key)) return;
    told.add(key);
    tell();
  };
  for (const vm of fleet.vms) {
    const row = view.vms.get(resourceKey(vm.id));
    if (row !== undefined && row.fleet !== fleet.name) {
      findings.error(
        "fleet/exists",
        vm.place,
        row.fleet === undefined
          ? say`A VM ${row.name} already exists and is not part of this fleet.`
          : say`A VM ${row.name} already exists and is not part of this fleet but of ${row.fleet}.`,
      );
    }
    for (const id of needsOf(vm, fleet)) {
      if (!view.present.has(resourceKey(id)))
        once(`${lineKey(vm)}|${id}`, () => {
          findings.error(
            "fleet/not-found",
            vm.place,
            say`Azure has no ${id}: it does not exist, or you do not have permission to read it.`,
          );
        });
    }
    const missing = missingEgress(vm, view);
    if (missing.length > 0 && vm.userData === "enroll")
      once(`${lineKey(vm)}|egress`, () => {
        findings.add(
          "fleet/missing-egress",
          "warning",
          vm.place,
          say`The cloud services network blocks ${missing.join(", ")}, which the enrollment or the agent uses.`,
        );
      });
  }
  return findings.all();
}

function lineKey({ place }: FleetVm): string {
  return `${place.file ?? ""}:${place.range.start.line}`;
}

function needsOf({ target, input }: FleetVm, fleet: Fleet): readonly string[] {
  const identity =
    target.identity === "user" && !fleet.createIdentities ? [target.userAssignedIdentityId] : [];
  const networks = (input.networks ?? []).map(({ networkId }) => networkId);
  return [input.customLocation, input.cloudServicesNetworkId, ...networks, ...identity].filter(
    (id) => id !== undefined,
  );
}
