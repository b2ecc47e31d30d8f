import { missingFlag } from "./missingFlag";

export const connectWithoutResourceName = missingFlag({
  flag: "--resource-name",
  names: "the name of the machine resource",
  why: "Without it, the agent uses the VM's host name, and no machine with that name exists.",
  sample: "$ARC_MACHINE_NAME",
});
