/**
 * The API version of every request, in one table. A newer version goes here and nowhere else.
 * Overridden in one place only: an operation or next-page URL that ARM gave is sent as ARM wrote it.
 */
export const apiVersions = {
  /** The version of the assign-relay recordings and of `az networkcloud` 4.0.0; the first stable one with a VM `identity` and `assignRelay`. */
  networkCloud: "2025-09-01",
  /**
   * The version of the enrollment article for creating a machine with `clientPublicKey` and `vmId`; the first with
   * the status `AwaitingConnection`. Stable 2025-06-01 has the same machine fields, but is not proven with this PUT.
   */
  hybridCompute: "2025-02-19-preview",
  /** The version of the article's endpoint GET; 2024-12-01 shows no more about an endpoint. */
  hybridConnectivity: "2023-03-15",
  /** The newest with a published body schema. */
  managedIdentity: "2024-11-30",
  /** Role assignments, role definitions and effective permissions. */
  authorization: "2022-04-01",
  /** Azure's own VMs and scale sets, for their `identity`: a stable version with the shape that all since 2018-06-01 have. */
  compute: "2024-07-01",
  /** Subscriptions, tenants, resource groups and provider registration (Azure SDK `arm-resources-subscriptions` 2.x). */
  subscriptions: "2022-12-01",
  resources: "2021-04-01",
  /** Deployments with tags and what-if (learn.microsoft.com, Resource Management REST, Deployments). */
  deployments: "2021-04-01",
  /** Stable in all public and sovereign clouds (learn.microsoft.com, Resource Graph REST). */
  resourceGraph: "2022-10-01",
  /** The only version of the activity log (learn.microsoft.com, Monitor REST, Activity Logs - List). */
  activityLog: "2015-04-01",
} as const;
