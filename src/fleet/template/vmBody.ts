import { virtualMachineBody } from "../../arm/resources/networkCloud/virtualMachineBody";
import type { Json } from "../../arm/decode";
import { readVirtualMachine } from "../../enrollment/target/virtualMachineInput";
import { fleetTags, type Fleet, type FleetVm } from "../fleet";

/** The body that makes a VM of the fleet, without its user data. Throws `RangeError` for a VM that `readFleet` did not let through. */
export function vmBodyOf(fleet: Pick<Fleet, "name">, vm: FleetVm): Json {
  const tags = { ...vm.input.tags, [fleetTags.fleet]: fleet.name };
  const reading = readVirtualMachine({ ...vm.input, tags }, vm.target);
  if (!reading.ok) throw new RangeError(`${vm.target.vmName} is incomplete.`);
  return virtualMachineBody(reading.vm);
}
