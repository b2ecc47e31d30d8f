import { mapWithConcurrency } from "../async/mapWithConcurrency";
import { type ArmClient, inTenant } from "../client";
import { toArmError, type ArmError } from "../errors";
import type { ReadContext } from "./inventoryRows";
import {
  createQuotaGate,
  graphLimits,
  graphPages,
  inventoryQuery,
  TruncatedGraphError,
} from "./resourceGraph";
import type { Subscription } from "./subscriptions";

const batchesAtOnce = 3;

/**
 * Reads the rows of these subscriptions from Resource Graph. Resolves to the subscriptions for which Resource Graph
 * is refused or absent, so that they must be listed. Any other failure is named for the tenant.
 */
export async function graphRows(
  client: ArmClient,
  tenantId: string | undefined,
  subscriptions: readonly Subscription[],
  context: ReadContext,
): Promise<readonly Subscription[]> {
  const { signal, clock, sink } = context;
  const gate = createQuotaGate(clock);
  const tenantClient = inTenant(client, tenantId);
  const left = await mapWithConcurrency(batchesOf(subscriptions), batchesAtOnce, async (batch) => {
    const ids = batch.map((subscription) => subscription.id);
    try {
      for await (const page of graphPages(tenantClient, inventoryQuery, ids, gate, signal)) {
        sink.rows.add(page, "graph");
        sink.changed();
      }
      return [];
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TruncatedGraphError) return batch;
      const reason = toArmError(error);
      if (isRefused(reason)) return batch;
      sink.fail({ scope: "tenant", tenantId, error: reason });
      return [];
    }
  });
  return left.flat();
}

function batchesOf(subscriptions: readonly Subscription[]): readonly (readonly Subscription[])[] {
  const size = graphLimits.subscriptionsPerRequest;
  const count = Math.ceil(subscriptions.length / size);
  return Array.from({ length: count }, (_, index) => subscriptions.slice(index * size, (index + 1) * size));
}

/** A cloud without Resource Graph answers 404, 405 or 400 (no such provider or API version); a refused account 403. */
function isRefused(error: ArmError): boolean {
  return [400, 403, 404, 405].includes(error.httpStatus ?? 0);
}
