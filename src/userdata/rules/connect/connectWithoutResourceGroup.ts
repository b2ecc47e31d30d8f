import { missingFlag } from "./missingFlag";

export const connectWithoutResourceGroup = missingFlag({
  flag: "--resource-group",
  names: "the resource group of the machine resource",
  why: "The agent finds the machine resource by subscription, resource group and name.",
  sample: "$RESOURCE_GROUP",
});
