import { armError } from "../arm/errors";
import { loadInventory, type Inventory } from "../arm/inventory/inventory";
import type { ToolContext } from "../assistant/tool";
import type { Services } from "../services";
import { trackedOperations } from "../session/operations/trackedOperations";
import type { Account } from "../session/account/account";
import type { AccountRouter } from "../session/account/accountRouter";

/** The window as the tools see it: its sign-in or its practice cloud, its operations and its enrollments. */
export function toolContextOf({ session, operations: tracker, enrollments }: Services): ToolContext {
  const directory = (): AccountRouter => session.directory ?? signedOut();
  return {
    client: () => Promise.resolve(directory().client),
    inventory: async (signal) =>
      Promise.all((await directory().connections()).map((connection) => inventoryOf(connection, signal))),
    operations: () => {
      const { current } = tracker;
      if (session.directory === undefined || current === undefined) return signedOut();
      return Promise.resolve(trackedOperations(tracker, current));
    },
    enrollments: () => enrollments.list().map(({ enrollment }) => enrollment),
  };
}

async function inventoryOf(connection: Account, signal: AbortSignal): Promise<Inventory> {
  const tenants = await connection.tenants?.(signal);
  return loadInventory(connection.client, {
    signal,
    ...(tenants !== undefined && { tenants: tenants.map(({ id }) => id) }),
  });
}

/** A model never opens a sign-in: that takes a user's gesture. */
function signedOut(): never {
  throw armError(
    "signIn",
    "SignedOut",
    {},
    {
      causeText: "This window is not signed in to Azure, and the practice cloud is not open.",
      nextMove: "Ask the user to run “Nexus Arc: Sign In to Azure”, or “Nexus Arc: Try the Practice Cloud”.",
    },
  );
}
