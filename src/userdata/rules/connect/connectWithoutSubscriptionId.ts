import { missingFlag } from "./missingFlag";

export const connectWithoutSubscriptionId = missingFlag({
  flag: "--subscription-id",
  names: "the subscription of the machine resource",
  why: "The agent finds the machine resource by subscription, resource group and name.",
  sample: "$SUBSCRIPTION_ID",
});
