import { type ArmClient, inTenant } from "../../arm/client";
import type { Cloud } from "../../arm/cloud";
import { armError, toArmError } from "../../arm/errors";
import type { Inventory } from "../../arm/inventory/inventory";
import type { Machine } from "../../arm/resources/arc/machine";
import type { PairKnowledge } from "../../arm/inventory/pairing";
import { placeOf } from "../../arm/resources/resource";
import type { Subscription } from "../../arm/inventory/subscriptions";
import type { VirtualMachine } from "../../arm/resources/networkCloud/virtualMachine";
import { contentOf, type ListedContent, type ListProblem } from "../listing/content";
import type { Freshness, MachineSource } from "../listing/source";
import { say } from "../../l10n/sentence";
import type { Account, TenantName } from "./account";
import { RoutedClient } from "./routedClient";

/** Keeps inventories between windows. */
export interface SnapshotStore {
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
  clear(): Promise<void>;
}

export interface DirectoryOptions {
  /** The signed-in accounts. Throws `ArmError`. */
  readonly connect: () => Promise<readonly Account[]>;
  /** Absent where nothing is kept: the practice cloud is in memory anyway. */
  readonly snapshots?: SnapshotStore;
  readonly cloud: () => Cloud;
  /** What enrollments know of which machine belongs to which VM. */
  readonly knowledge: () => readonly PairKnowledge[];
  readonly log: (line: string) => void;
}

/** What one account has shown so far. */
interface ListedAccount {
  readonly connection: Account;
  inventory?: Inventory;
  problem?: ListProblem;
  tenantNames: ReadonlyMap<string, string>;
}

/** All that the signed-in accounts see, and through which account and tenant each subscription is reached. */
export class AccountRouter implements MachineSource {
  /** One door to everything: it finds the account that sees a request's subscription. */
  readonly client: ArmClient;
  readonly #options: DirectoryOptions;
  #connections: Promise<readonly Account[]> | undefined;
  /** By subscription id in lower case. */
  readonly #clients = new Map<string, ArmClient>();
  readonly #tenants = new Map<string, string | undefined>();
  readonly #signInTenants = new Map<string, string | undefined>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.client = new RoutedClient(options.cloud, this);
  }

  async connections(): Promise<readonly Account[]> {
    this.#connections ??= this.#options.connect();
    try {
      return await this.#connections;
    } catch (error) {
      this.#connections = undefined;
      throw error;
    }
  }

  /** The client, with the right account and tenant, for a resource or a subscription's id (`/subscriptions/…`). Throws `ArmError`. */
  async clientFor(resourceId: string): Promise<ArmClient> {
    const { subscriptionId } = placeOf(resourceId);
    const known = this.#clients.get(subscriptionId.toLowerCase());
    if (known !== undefined) return known;
    const connections = await this.connections();
    const [only, ...more] = connections;
    if (only !== undefined && more.length === 0) return only.client;
    const seeing = await firstThatSees(connections, subscriptionId);
    if (seeing !== undefined) return seeing;
    throw armError(
      "tenant",
      "SubscriptionNotSeen",
      { path: resourceId },
      {
        causeText: say`None of the signed-in accounts has access to this subscription.`,
      },
    );
  }

  /** The tenant whose token sees a resource, where it is not the account's home tenant. */
  signInTenantOf(resourceId: string): string | undefined {
    return this.#signInTenants.get(placeOf(resourceId).subscriptionId.toLowerCase());
  }

  /** The tenant that a resource's subscription belongs to, as far as it is known. */
  tenantOf(resourceId: string): string | undefined {
    return this.#tenants.get(placeOf(resourceId).subscriptionId.toLowerCase());
  }

  /** The subscriptions that the listings have shown so far. */
  get subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  async readVm(id: string, signal?: AbortSignal): Promise<VirtualMachine> {
    const [{ getVirtualMachine }, client] = await Promise.all([
      import("../../arm/resources/networkCloud/networkCloud"),
      this.clientFor(id),
    ]);
    return getVirtualMachine(client, id, signal);
  }

  async readArc(id: string, signal?: AbortSignal): Promise<Machine> {
    const [{ getMachine }, client] = await Promise.all([
      import("../../arm/resources/arc/hybridCompute"),
      this.clientFor(id),
    ]);
    return getMachine(client, id, signal);
  }

  async list(
    show: (content: ListedContent, freshness: Freshness) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const connections = await this.connections();
    const accounts = connections.map((connection): ListedAccount => ({ connection, tenantNames: new Map() }));
    await this.#showSaved(accounts, show);
    for (const account of accounts) delete account.inventory;
    await Promise.all(
      accounts.map((account) =>
        this.#listAccount(account, signal, () => {
          show(this.#merge(accounts), { kind: "partial" });
        }),
      ),
    );
    signal.throwIfAborted();
    show(this.#merge(accounts), { kind: "complete" });
    await this.#save(accounts);
  }

  async #showSaved(
    accounts: readonly ListedAccount[],
    show: (content: ListedContent, freshness: Freshness) => void,
  ): Promise<void> {
    const { snapshots } = this.#options;
    if (snapshots === undefined) return;
    const { fromSnapshot } = await import("../../arm/inventory/inventorySnapshot");
    for (const account of accounts) {
      const saved = fromSnapshot(await snapshots.read(snapshotName(account.connection)));
      if (saved !== undefined) this.#take(account, saved);
    }
    const [oldest] = accounts.flatMap(({ inventory }) => inventory?.fetchedAt ?? []).sort();
    if (oldest !== undefined) show(this.#merge(accounts), { kind: "snapshot", fetchedAt: oldest });
  }

  async #listAccount(account: ListedAccount, signal: AbortSignal, changed: () => void): Promise<void> {
    const { loadInventory } = await import("../../arm/inventory/inventory");
    const { connection } = account;
    try {
      const tenants = await connection.tenants?.(signal);
      account.tenantNames = namesOf(tenants ?? []);
      const inventory = await loadInventory(connection.client, {
        signal,
        ...(tenants !== undefined && { tenants: tenants.map(({ id }) => id) }),
        onProgress: (partial) => {
          this.#take(account, partial);
          changed();
        },
      });
      this.#take(account, inventory);
    } catch (error) {
      signal.throwIfAborted();
      account.problem = {
        id: `account:${connection.id}`,
        what: connection.label,
        error: toArmError(error),
      };
    }
  }

  #take(account: ListedAccount, inventory: Inventory): void {
    account.inventory = inventory;
    for (const subscription of inventory.subscriptions) {
      const { id, signInTenantId, tenantId } = subscription;
      this.#subscriptions.set(id.toLowerCase(), subscription);
      this.#tenants.set(id.toLowerCase(), tenantId);
      this.#signInTenants.set(id.toLowerCase(), signInTenantId);
      this.#clients.set(id.toLowerCase(), inTenant(account.connection.client, signInTenantId));
    }
  }

  #merge(accounts: readonly ListedAccount[]): ListedContent {
    const inventories = accounts.flatMap(({ inventory }) => inventory ?? []);
    const tenantNames = new Map(accounts.flatMap((account) => [...account.tenantNames]));
    const content = contentOf(inventories, this.#options.knowledge(), tenantNames);
    const problems = accounts.flatMap(({ problem }) => problem ?? []);
    return { ...content, problems: [...problems, ...content.problems] };
  }

  async #save(accounts: readonly ListedAccount[]): Promise<void> {
    const { snapshots, log } = this.#options;
    if (snapshots === undefined) return;
    const { toSnapshot } = await import("../../arm/inventory/inventorySnapshot");
    for (const { connection, inventory } of accounts) {
      if (inventory === undefined || lostMuch(inventory)) continue;
      await snapshots.write(snapshotName(connection), toSnapshot(inventory)).catch((error: unknown) => {
        log(`The list could not be saved for the next window: ${String(error)}`);
      });
    }
  }
}

/** A failed listing that found nothing must not replace what an earlier one found. */
function lostMuch({ failures, virtualMachines, machines }: Inventory): boolean {
  return failures.length > 0 && virtualMachines.length + machines.length === 0;
}

/** For a subscription that was not listed yet: an operation of an earlier window may be looked at before the list. */
async function firstThatSees(
  connections: readonly Account[],
  subscriptionId: string,
): Promise<ArmClient | undefined> {
  const { apiVersions } = await import("../../arm/versions");
  for (const { client } of connections) {
    const request = { method: "GET", path: `/subscriptions/${encodeURIComponent(subscriptionId)}` } as const;
    try {
      await client.send({ ...request, apiVersion: apiVersions.subscriptions });
      return client;
    } catch {
      // This account does not see it; another may.
    }
  }
  return undefined;
}

function snapshotName({ id, client }: Account): string {
  return `inventory ${client.cloud.resourceManager} ${id}`;
}

function namesOf(tenants: readonly TenantName[]): ReadonlyMap<string, string> {
  return new Map(tenants.map(({ id, name }) => [id.toLowerCase(), name]));
}
