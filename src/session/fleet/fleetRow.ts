import type { ArmError } from "../../arm/errors";
import type { Fleet } from "../../fleet/fleet";
import type { FleetStatus, VmStatus } from "../../fleet/status/status";
import type { VmState } from "../../fleet/status/vmState";
import type { TaggedVm } from "../../fleet/status/tagged";

/** One fleet of the "Fleets" view: a file of the workspace, or a tag that VMs in Azure carry and no file here explains. */
export interface FleetRow {
  /** The file's address, or `tag:` and the fleet's name. */
  readonly key: string;
  /** The fleet's name; the file's while it cannot be read. */
  readonly name: string;
  /** Address of the file; undefined for a fleet that only Azure knows. */
  readonly file: string | undefined;
  /** Undefined where the file has mistakes. */
  readonly fleet: Fleet | undefined;
  /** The first mistake of the file. */
  readonly mistake: string | undefined;
  /** VMs with the fleet's tag, where there is no file. */
  readonly tagged: readonly TaggedVm[];
  readonly looking: boolean;
  /** How far its deployment is, while this window deploys it. */
  readonly deploying: string | undefined;
  /** What Azure showed last. */
  readonly status: FleetStatus | undefined;
  /** Why Azure could not be asked the last time. */
  readonly failure: ArmError | undefined;
}

/** States in which a VM does not continue by itself and can be deployed again. */
const retryable: ReadonlySet<VmState> = new Set<VmState>(["missing", "failed", "stuck"]);

export function canRetry({ state, isUnmanaged }: VmStatus): boolean {
  return retryable.has(state) && !isUnmanaged;
}

/** Whether another look will show something else: it is being deployed, or VMs continue by themselves. */
export function isOnItsWay({ fleet, deploying, status }: FleetRow): boolean {
  if (fleet === undefined) return false;
  const { creating = 0, booting = 0, connecting = 0 } = status?.counts ?? {};
  return deploying !== undefined || creating + booting + connecting > 0;
}

/** The key of a fleet that only the tags of VMs tell of. */
export function tagKey(name: string): string {
  return `tag:${name}`;
}

export function isTagKey(key: string): boolean {
  return key.startsWith("tag:");
}

/** A file's row that was read again, with what Azure showed of it before. */
export function withSeen(row: FleetRow, before: FleetRow | undefined): FleetRow {
  if (before === undefined) return row;
  const { status, failure, looking } = before;
  return { ...row, status, failure, looking };
}

export function vmOf(row: FleetRow | undefined, vmId: string): VmStatus | undefined {
  return row?.status?.vms.find(({ vm }) => vm.id === vmId);
}

/** The VMs of a state, of a cause (by its key), or those that differ from the file. */
export function vmsIn(row: FleetRow, group: FleetGroup): readonly VmStatus[] {
  const vms = row.status?.vms ?? [];
  switch (group.by) {
    case "state":
      return vms.filter(({ state }) => state === group.name);
    case "cause":
      return vms.filter(({ cause }) => cause?.key === group.name);
    case "different":
      return vms.filter(({ differences }) => differences.length > 0);
  }
}

export type FleetGroup =
  | { readonly by: "state"; readonly name: string }
  | { readonly by: "cause"; readonly name: string }
  | { readonly by: "different"; readonly name: "" };

/** A row of which nothing is known yet but its name. */
export function emptyRow(key: string, name: string, file: string | undefined): FleetRow {
  return {
    key,
    name,
    file,
    fleet: undefined,
    mistake: undefined,
    tagged: [],
    looking: false,
    deploying: undefined,
    status: undefined,
    failure: undefined,
  };
}
