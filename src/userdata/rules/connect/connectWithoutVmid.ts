import { missingFlag } from "./missingFlag";

export const connectWithoutVmid = missingFlag({
  flag: "--vmid",
  names: "the vmId that the machine resource was created with",
  why: "Azure takes the connection only from the vmId that stands in the machine resource.",
  sample: "$ARC_MACHINE_VMID",
});
