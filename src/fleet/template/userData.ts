import { gzipSync } from "node:zlib";
import { vmScript } from "../../enrollment/vmScript/vmScript";
import { encodeUserData } from "../../userdata/encode";
import type { FleetVm } from "../fleet";

/**
 * The user data of a VM as it is sent, in base64: the first-boot script of its enrollment. The same VM gives the same text.
 * cloud-init takes a script compressed by gzip ("User data formats"). Undefined where the file wants none.
 */
export function userDataOf(vm: FleetVm): string | undefined {
  if (vm.userData === "none") return undefined;
  const script = vmScript(vm.target, { format: "bash" });
  return encodeUserData(vm.compress ? gzipSync(script, { level: 9 }) : script).base64;
}
