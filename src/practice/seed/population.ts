import type { Identity } from "../authorization/token";
import type { World } from "../state/world";
import { grant, addSubscription, addUser } from "./baseline";
import { plantFleet } from "./fleet";
import { addDefaultScenario } from "./defaultScenario";

/** What a practice cloud holds at the start. */
export type Population =
  /** A dozen VMs and machines, one in every state. */
  | { readonly kind: "friendly" }
  /** Many, spread evenly: at most 10,000 machines in 300 subscriptions are meant. */
  | { readonly kind: "fleet"; readonly subscriptions: number; readonly virtualMachines: number }
  /** One tenant, the user as Owner, and these subscriptions without anything in them. */
  | { readonly kind: "empty"; readonly subscriptions: readonly string[]; readonly tenantId?: string };

/** Fills a new world and gives its user. */
export function populate(world: World, population: Population): Identity {
  const user = addUser(world, population.kind === "empty" ? population.tenantId : undefined);
  switch (population.kind) {
    case "friendly":
      addDefaultScenario(world, user);
      break;
    case "fleet":
      plantFleet(world, user, population.subscriptions, population.virtualMachines);
      break;
    case "empty":
      for (const [index, id] of population.subscriptions.entries()) {
        addSubscription(world, { id, name: `Practice ${String(index + 1)}`, tenantId: user.tenantId });
        grant(world, {
          principalId: user.objectId,
          principalType: "User",
          role: "Owner",
          scope: `/subscriptions/${id}`,
        });
      }
      break;
  }
  return user;
}
