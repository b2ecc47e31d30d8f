import { virtualMachineBody } from "../../arm/resources/networkCloud/virtualMachineBody";
import type { Json } from "../../arm/decode";
import { readVirtualMachine } from "../../enrollment/target/virtualMachineInput";
import { fleetTags, type Fleet, type FleetVm } from "../fleet";
import { gzipSync } from "node:zlib";
import { vmScript } from "../../enrollment/vmScript/vmScript";
import { encodeUserData } from "../../userdata/encode";

/** The body that makes a VM of the fleet, without its user data. Throws `RangeError` for a VM that `readFleet` did not let through. */
export function vmBodyOf(fleet: Pick<Fleet, "name">, vm: FleetVm): Json {
  const tags = { ...vm.input.tags, [fleetTags.fleet]: fleet.name };
  const reading = readVirtualMachine({ ...vm.input, tags }, vm.target);
  if (!reading.ok) throw new RangeError(`${vm.target.vmName} is incomplete.`);
  return virtualMachineBody(reading.vm);
}

/**
 * The user data of a VM as it is sent, in base64: the first-boot script of its enrollment. The same VM gives the same text.
 * cloud-init takes a script compressed by gzip ("User data formats"). Undefined where the file wants none.
 */
export function userDataOf(vm: FleetVm): string | undefined {
  if (vm.userData === "none") return undefined;
  const script = vmScript(vm.target, { format: "bash" });
  return encodeUserData(vm.compress ? gzipSync(script, { level: 9 }) : script).base64;
}
