import { vmId, machineId, type EnrollmentTarget } from "../enrollment/target/target";
import type { VirtualMachineInput } from "../enrollment/target/virtualMachineInput";
import type { RelayRole } from "../enrollment/roles/roles";
import type { FleetFinding, SourceLocation } from "./file/sourceLocation";

/** Where the image comes from when that wants a password. The password itself is in no file. */
export interface FleetRegistry {
  readonly url: string;
  readonly username: string;
  /** Name of the environment variable with the password. */
  readonly passwordVariable: string;
}

/** One VM that the fleet file asks for. Its values keep their rules. */
export interface FleetVm {
  /** Resource ID of the VM. */
  readonly id: string;
  /** Resource ID of its Arc machine. */
  readonly machineId: string;
  readonly target: EnrollmentTarget;
  readonly input: VirtualMachineInput;
  readonly userData: "enroll" | "none";
  /** Whether the user data is sent compressed. */
  readonly compress: boolean;
  readonly registry?: FleetRegistry;
  /** Where its entry stands in the file. */
  readonly place: SourceLocation;
}

/** A fleet as its file has it. Holds no secret. */
export interface Fleet {
  readonly name: string;
  readonly tenantId: string;
  readonly relayRole: RelayRole;
  readonly createIdentities: boolean;
  readonly assignRoles: boolean;
  readonly vms: readonly FleetVm[];
  /** SHA-256 of the file and of the tables that it imports, in hex. */
  readonly hash: string;
}

/** A fleet file, read. Without `fleet` at least one finding is an error, and nothing may be sent. */
export interface FleetReading {
  readonly fleet: Fleet | undefined;
  readonly findings: readonly FleetFinding[];
}

/** Tags that tell whose a VM or a deployment is. */
export const fleetTags = { fleet: "nexus-arc-fleet", hash: "nexus-arc-fleet-hash" } as const;

export function fleetVm(
  target: EnrollmentTarget,
  input: VirtualMachineInput,
  more: Pick<FleetVm, "userData" | "compress" | "registry" | "place">,
): FleetVm {
  return { id: vmId(target), machineId: machineId(target), target, input, ...more };
}

/** Resource ID of the group that a VM is in. */
export function groupOf(vm: FleetVm): string {
  return `/subscriptions/${vm.target.subscriptionId}/resourceGroups/${vm.target.resourceGroup}`;
}
