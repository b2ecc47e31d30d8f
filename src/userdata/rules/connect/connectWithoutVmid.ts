import { missingFlag } from "./missingFlag";

export const connectWithoutVmid = missingFlag({
  flag: "--vmid",
  names: "the vmId that the machine resource was created with",
  why: "Azure accepts the connection only from the vmId in the machine resource.",
  sample: "$ARC_MACHINE_VMID",
});
