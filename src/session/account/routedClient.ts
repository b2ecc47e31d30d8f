import type { ArmClient, ArmRequest, ArmResponse } from "../../arm/client";
import type { Cloud } from "../../arm/cloud";

/** Finds the client that sees a resource. */
export interface ClientFinder {
  /** Throws `ArmError`. */
  clientFor(resourceId: string): Promise<ArmClient>;
}

/** One client for everything that the signed-in accounts see: each request goes through the account that sees its subscription. */
export class RoutedClient implements ArmClient {
  readonly #cloud: () => Cloud;
  readonly #finder: ClientFinder;

  constructor(cloud: () => Cloud, finder: ClientFinder) {
    this.#cloud = cloud;
    this.#finder = finder;
  }

  /** Throws `ArmError` when the settings of a custom cloud cannot be used. */
  get cloud(): Cloud {
    return this.#cloud();
  }

  async send(request: ArmRequest): Promise<ArmResponse> {
    const client = await this.#finder.clientFor(pathOf(request.path));
    return client.send(request);
  }
}

/** Operation URLs are absolute; their path starts with the subscription, as every other. */
function pathOf(path: string): string {
  return path.startsWith("/") ? path : new URL(path).pathname;
}
