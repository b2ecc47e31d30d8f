import { mapWithConcurrency } from "../async/mapWithConcurrency";
import { type ArmClient, type ArmRequest, inTenant } from "../client";
import { toArmError, type ArmError } from "../errors";
import { machineRequests } from "../resources/arc/hybridCompute";
import type { ReadContext } from "./inventoryRows";
import { virtualMachineRequests } from "../resources/networkCloud/networkCloud";
import { listPages } from "../http/pages";
import type { Subscription } from "./subscriptions";

const listsAtOnce = 8;

/** Reads the rows of these subscriptions with one list for each provider and subscription. A failing one is named. */
export async function listRows(
  client: ArmClient,
  subscriptions: readonly Subscription[],
  context: ReadContext,
): Promise<void> {
  const lists = subscriptions.flatMap((subscription) => [
    { subscription, request: virtualMachineRequests.list({ subscriptionId: subscription.id }) },
    { subscription, request: machineRequests.list({ subscriptionId: subscription.id }) },
  ]);
  const failed = new Set<string>();
  await mapWithConcurrency(lists, listsAtOnce, async ({ subscription, request }) => {
    const error = await listInto(inTenant(client, subscription.signInTenantId), request, context);
    if (error === undefined || failed.has(subscription.id)) return;
    failed.add(subscription.id);
    context.sink.fail({ scope: "subscription", subscription, error });
  });
}

async function listInto(
  client: ArmClient,
  request: ArmRequest,
  { signal, sink }: ReadContext,
): Promise<ArmError | undefined> {
  try {
    for await (const page of listPages(client, { ...request, signal })) {
      sink.rows.add(page, "lists");
      sink.changed();
    }
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const reason = toArmError(error);
    // Where a provider is not registered, it has no resources: that is an empty list, not a failure.
    return reason.kind === "providerNotRegistered" ? undefined : reason;
  }
}
