import { missingFlag } from "./missingFlag";

export const connectWithoutTenantId = missingFlag({
  flag: "--tenant-id",
  names: "the tenant of the subscription",
  why: "The agent asks this tenant for its tokens.",
  sample: "$TENANT_ID",
});
