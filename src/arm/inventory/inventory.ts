import { mapWithConcurrency } from "../async/mapWithConcurrency";
import type { ArmClient } from "../client";
import { systemClock, type Clock } from "../clock";
import { toArmError } from "../errors";
import { graphRows } from "./inventoryGraph";
import { listRows } from "./inventoryLists";
import { createRowSet, type InventoryFailure, type InventorySink, type ReadContext } from "./inventoryRows";
import type { MachineSummary } from "../resources/arc/machine";
import { coalesceCalls } from "../async/coalesceCalls";
import { listSubscriptions, type Subscription } from "./subscriptions";
import type { VirtualMachineSummary } from "../resources/networkCloud/virtualMachine";

/** All Operator Nexus VMs and Arc machines that the account sees. */
export interface Inventory {
  readonly subscriptions: readonly Subscription[];
  readonly virtualMachines: readonly VirtualMachineSummary[];
  readonly machines: readonly MachineSummary[];
  readonly failures: readonly InventoryFailure[];
  /** How the rows were fetched; `mixed` when Resource Graph answered for some subscriptions only; `snapshot` for saved rows. */
  readonly source: "graph" | "lists" | "mixed" | "snapshot";
  /** ISO 8601. */
  readonly fetchedAt: string;
  /** False in progress reports: more rows are on their way. */
  readonly complete: boolean;
}

export interface InventoryOptions {
  readonly signal?: AbortSignal;
  /** Called with everything that is known so far: after the subscriptions, and after every page. */
  readonly onProgress?: (inventory: Inventory) => void;
  /** Tenants to ask, each with its own token. The credential's home tenant when absent. */
  readonly tenants?: readonly string[];
  /** Only these subscriptions (GUIDs). All visible ones when absent. */
  readonly subscriptions?: readonly string[];
  readonly clock?: Clock;
}

const tenantsAtOnce = 5;

/**
 * Reads the inventory: Resource Graph over all visible subscriptions, or the providers' lists where Resource Graph is
 * refused. A tenant or a subscription that fails is named in `failures` and hides nothing else; only an abort rejects.
 * Equal calls that run at the same time share their requests.
 */
export function loadInventory(client: ArmClient, options: InventoryOptions = {}): Promise<Inventory> {
  const key = JSON.stringify([options.tenants ?? null, options.subscriptions ?? null]);
  return shareInventory(client, key, options, (signal, onProgress) =>
    readInventory(client, { ...options, signal, onProgress }),
  );
}

const shareInventory = coalesceCalls<Inventory, Inventory>();

async function readInventory(
  client: ArmClient,
  options: InventoryOptions & {
    readonly signal: AbortSignal;
    readonly onProgress: (inventory: Inventory) => void;
  },
): Promise<Inventory> {
  const { signal, clock = systemClock } = options;
  const fetchedAt = new Date(clock.now()).toISOString();
  const subscriptions = new Map<string, Subscription>();
  const failures: InventoryFailure[] = [];
  const rows = createRowSet();
  const snapshot = (complete: boolean): Inventory => ({
    subscriptions: [...subscriptions.values()],
    ...rows.read(),
    failures: [...failures],
    fetchedAt,
    complete,
  });
  const sink: InventorySink = {
    rows,
    fail: (failure) => failures.push(failure),
    changed: () => {
      options.onProgress(snapshot(false));
    },
  };

  const tenants: readonly (string | undefined)[] = options.tenants ?? [undefined];
  await mapWithConcurrency(tenants, tenantsAtOnce, async (tenantId) => {
    const seen = await readSubscriptions(client, tenantId, options, sink);
    const fresh = seen.filter((subscription) => !subscriptions.has(subscription.id.toLowerCase()));
    for (const subscription of fresh) subscriptions.set(subscription.id.toLowerCase(), subscription);
    sink.changed();
    await readTenant(client, tenantId, fresh, { signal, clock, sink });
  });
  signal.throwIfAborted();
  return snapshot(true);
}

async function readSubscriptions(
  client: ArmClient,
  tenantId: string | undefined,
  options: { readonly signal: AbortSignal; readonly subscriptions?: readonly string[] },
  sink: InventorySink,
): Promise<readonly Subscription[]> {
  const wanted = options.subscriptions?.map((id) => id.toLowerCase());
  try {
    const all = await listSubscriptions(client, {
      signal: options.signal,
      ...(tenantId !== undefined && { tenantId }),
    });
    return all.filter(
      ({ id, state }) =>
        id !== "" && state !== "Deleted" && (wanted === undefined || wanted.includes(id.toLowerCase())),
    );
  } catch (error) {
    options.signal.throwIfAborted();
    sink.fail({ scope: "tenant", tenantId, error: toArmError(error) });
    return [];
  }
}

async function readTenant(
  client: ArmClient,
  tenantId: string | undefined,
  subscriptions: readonly Subscription[],
  context: ReadContext,
): Promise<void> {
  const refused = await graphRows(client, tenantId, subscriptions, context);
  await listRows(client, refused, context);
}
