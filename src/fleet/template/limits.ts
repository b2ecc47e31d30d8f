/**
 * What Resource Manager takes in one deployment (learn.microsoft.com, "ARM template best practices", template limits, and
 * "Azure subscription limits", resource group limits). Bytes stand for the template after its loops are spelled out.
 */
export const deploymentLimits = {
  resources: 800,
  /** 4 MB, with a tenth kept free: the request around the template counts too. */
  bytes: 3_600_000,
  resourceBytes: 1_000_000,
  /** Deployments in the history of one resource group; Azure deletes the oldest when it comes near. */
  historyPerGroup: 800,
  nameLength: 64,
} as const;
