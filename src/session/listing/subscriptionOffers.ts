import type { AccountRouter } from "../account/accountRouter";
import type { Offer } from "./choices";

/** The subscriptions of all signed-in accounts, each with its tenant. Throws `ArmError` when no account could be asked. */
export async function subscriptionOffers(directory: AccountRouter, signal: AbortSignal): Promise<Offer[]> {
  const { listSubscriptions } = await import("../../arm/inventory/subscriptions");
  const offers = new Map<string, Offer>();
  const failures: unknown[] = [];
  for (const connection of await directory.connections()) {
    const { client } = connection;
    const ids = (await connection.tenants?.(signal))?.map(({ id }) => id) ?? [undefined];
    for (const tenantId of ids) {
      try {
        const options = { signal, ...(tenantId !== undefined && { tenantId }) };
        for (const { id, name, tenantId: owner } of await listSubscriptions(client, options)) {
          const implies = owner === undefined ? {} : { implies: { target: { tenantId: owner } } };
          offers.set(id.toLowerCase(), { value: id, label: name, detail: id, ...implies });
        }
      } catch (error) {
        signal.throwIfAborted();
        // A locked tenant hides nothing else.
        failures.push(error);
      }
    }
  }
  if (offers.size === 0 && failures.length > 0) throw failures[0];
  return [...offers.values()].sort((a, b) => a.label.localeCompare(b.label));
}
