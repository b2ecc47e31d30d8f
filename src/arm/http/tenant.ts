import type { ArmClient } from "../client";

/** The same door, with `tenantId` for every request that names no tenant itself. */
export function inTenant(client: ArmClient, tenantId: string | undefined): ArmClient {
  if (tenantId === undefined) return client;
  return {
    cloud: client.cloud,
    send: (request) => client.send({ tenantId, ...request }),
  };
}
