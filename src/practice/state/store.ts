import { subscriptionOf, type Resource } from "./resource";

/** Every resource, found by id whatever its case, and listed by subscription and type without a look at the others. */
export class Store {
  readonly #byId = new Map<string, Resource>();
  #version = 0;
  readonly #byType = new Map<string, Map<string, Map<string, Resource>>>();

  get(id: string): Resource | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  put(resource: Resource): void {
    this.#version++;
    const key = resource.id.toLowerCase();
    this.#byId.set(key, resource);
    const bucket = this.#bucketOf(resource.type.toLowerCase(), subscriptionOf(key));
    bucket.set(key, resource);
  }

  #bucketOf(type: string, subscription: string): Map<string, Resource> {
    const subscriptions = this.#byType.get(type) ?? new Map<string, Map<string, Resource>>();
    this.#byType.set(type, subscriptions);
    const bucket = subscriptions.get(subscription) ?? new Map<string, Resource>();
    subscriptions.set(subscription, bucket);
    return bucket;
  }

  clear(): void {
    this.#version++;
    this.#byId.clear();
    this.#byType.clear();
  }

  delete(id: string): void {
    const key = id.toLowerCase();
    const resource = this.#byId.get(key);
    if (resource === undefined) return;
    this.#version++;
    this.#byId.delete(key);
    this.#byType.get(resource.type.toLowerCase())?.get(subscriptionOf(key))?.delete(key);
  }

  /** Every resource of `type`, of one subscription when given, in the order in which they were made. */
  *list(type: string, subscription?: string): Generator<Resource> {
    const subscriptions = this.#byType.get(type.toLowerCase());
    if (subscriptions === undefined) return;
    if (subscription !== undefined) {
      yield* subscriptions.get(subscription.toLowerCase())?.values() ?? [];
      return;
    }
    for (const bucket of subscriptions.values()) yield* bucket.values();
  }

  all(): IterableIterator<Resource> {
    return this.#byId.values();
  }

  /** What lies under `scope`, the resource at `scope` itself left out. */
  *under(scope: string): Generator<Resource> {
    const prefix = `${scope.toLowerCase()}/`;
    for (const [key, resource] of this.#byId) if (key.startsWith(prefix)) yield resource;
  }
}
