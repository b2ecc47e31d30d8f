import type { HttpClient } from "@azure/core-rest-pipeline";
import type { ArmError } from "../errors/armError";
import { toArmError } from "../errors/errorFromUnknown";

/**
 * Remembers what broke on the network below a library that does not pass it on: MSAL reports an untrusted certificate, a
 * refusing proxy and a missing host alike as "endpoints_resolution_error".
 */
export class NetworkFaults {
  #last: ArmError | undefined;

  /** `client`, watched. */
  watch(client: HttpClient): HttpClient {
    return {
      sendRequest: async (request) => {
        try {
          const response = await client.sendRequest(request);
          this.#last = undefined;
          return response;
        } catch (error) {
          this.#last = toArmError(error, { path: request.url });
          throw error;
        }
      },
    };
  }

  #underneath(): ArmError | undefined {
    return this.#last;
  }

  /** Runs `call`; when it fails and its last request had broken, throws what broke it. */
  async explain<T>(call: () => Promise<T>): Promise<T> {
    this.#last = undefined;
    try {
      return await call();
    } catch (error) {
      throw this.#underneath() ?? error;
    }
  }
}
