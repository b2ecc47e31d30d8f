import type { Identity } from "./token";

/** Someone whom roles can be given to: a user, or the service principal behind a managed identity. */
export interface Principal extends Identity {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Application (client) id of a managed identity. */
  readonly clientId?: string;
  /** The resource that the managed identity belongs to. */
  readonly resourceId?: string;
}

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  /** A tenant that gives no token, as one bound to a sign-in rule that the user has not met. */
  readonly locked?: boolean;
}

/** Microsoft Entra ID, as far as Resource Manager sees it. */
export class Directory {
  readonly tenants: Tenant[] = [];
  readonly #principals = new Map<string, Principal>();

  add(principal: Principal): void {
    this.#principals.set(principal.objectId.toLowerCase(), principal);
  }

  remove(objectId: string): void {
    this.#principals.delete(objectId.toLowerCase());
  }

  get(objectId: string): Principal | undefined {
    return this.#principals.get(objectId.toLowerCase());
  }

  clear(): void {
    this.tenants.length = 0;
    this.#principals.clear();
  }

  all(): readonly Principal[] {
    return [...this.#principals.values()];
  }
}
