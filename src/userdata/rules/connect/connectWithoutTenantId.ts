import { missingFlag } from "./missingFlag";

export const connectWithoutTenantId = missingFlag({
  flag: "--tenant-id",
  names: "the tenant of the subscription",
  why: "The agent requests its tokens from this tenant.",
  sample: "$TENANT_ID",
});
