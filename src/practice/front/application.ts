import { randomBytes } from "node:crypto";
import type { PracticeCloud } from "../cloud";
import { grant } from "../seed/baseline";
import { subscriptionType } from "../subscriptions/subscriptions";
import type { Identity } from "../authorization/token";

/** An application of the practice tenant that tools sign in as. Its secret opens nothing outside this process. */
export interface PracticeApplication {
  readonly clientId: string;
  readonly secret: string;
  readonly identity: Identity;
}

/** Adds it to the directory, as Owner of every subscription of the practice user's tenant. */
export function addApplication(cloud: PracticeCloud): PracticeApplication {
  const { world, user } = cloud;
  const clientId = "44444444-aaaa-4bbb-8ccc-000000000001";
  const identity: Identity = {
    objectId: "44444444-aaaa-4bbb-8ccc-000000000002",
    tenantId: user.tenantId,
    name: "nexus-arc-practice",
    kind: "managedIdentity",
  };
  world.directory.add({ ...identity, clientId, createdAt: 0 });
  for (const subscription of [...world.store.list(subscriptionType)])
    grant(world, {
      principalId: identity.objectId,
      principalType: "ServicePrincipal",
      role: "Owner",
      scope: subscription.id,
    });
  return { clientId, secret: randomBytes(24).toString("base64url"), identity };
}
