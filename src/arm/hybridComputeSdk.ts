import type { HybridComputeManagementClient } from "@azure/arm-hybridcompute";
import type { OperationOptions } from "@azure/core-client";
import type { HttpClient, PipelineRequest } from "@azure/core-rest-pipeline";
import type { ArmClient, ArmRequest } from "./client";
import { readArray, readObject } from "./decode";
import { apiVersions } from "./versions";

/**
 * `@azure/arm-hybridcompute` 3 behind our door. The SDK builds requests and follows pages; sign-in, retry, errors and
 * logs are the door's. Its model is of API 2021-05-20, so we give it our API version and read the answers ourselves:
 * its own decoder drops every field that is newer (of a 2025-02-19-preview machine's 40 properties, 22), among them
 * `osType` and `parentClusterResourceId`. Loaded on first use.
 */
export async function hybridComputeSdk(
  client: ArmClient,
  subscriptionId: string,
): Promise<HybridComputeManagementClient> {
  const [sdk, core, pipeline] = await Promise.all([
    import("@azure/arm-hybridcompute"),
    import("@azure/core-client"),
    import("@azure/core-rest-pipeline"),
  ]);
  const bare = pipeline.createEmptyPipeline();
  bare.addPolicy(core.serializationPolicy(), { phase: "Serialize" });
  bare.addPolicy(core.deserializationPolicy(), { phase: "Deserialize" });
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const response = await client.send(toArmRequest(client, request));
      return {
        request,
        status: response.status,
        headers: pipeline.createHttpHeaders(response.headers),
        bodyAsText: response.body === undefined ? "" : JSON.stringify(response.body),
      };
    },
  };
  return new sdk.HybridComputeManagementClient(noCredential, subscriptionId, {
    endpoint: client.cloud.resourceManager,
    $host: client.cloud.resourceManager,
    apiVersion: apiVersions.hybridCompute,
    pipeline: bare,
    httpClient,
  });
}

/** The door signs in; the SDK asks for no token, because its pipeline has no policy that would. */
const noCredential = { getToken: () => Promise.resolve(null) };

const methods: ReadonlySet<string> = new Set<ArmRequest["method"]>([
  "GET",
  "PUT",
  "PATCH",
  "POST",
  "DELETE",
  "HEAD",
]);

function isMethod(method: string): method is ArmRequest["method"] {
  return methods.has(method);
}

function toArmRequest(client: ArmClient, request: PipelineRequest): ArmRequest {
  const { method, url, body, abortSignal } = request;
  if (!isMethod(method)) throw new TypeError(`The SDK sent ${method}, which Resource Manager does not know.`);
  const root = client.cloud.resourceManager;
  return {
    method,
    path: url.startsWith(`${root}/`) ? url.slice(root.length) : url,
    ...(typeof body === "string" && { body: JSON.parse(body) as unknown }),
    ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
  };
}

/** Calls the SDK once and resolves to the answer's JSON, with every field that it had. */
export async function rawBody(
  call: (options: OperationOptions) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<unknown> {
  let text: string | null | undefined;
  await call({
    ...(signal !== undefined && { abortSignal: signal }),
    onResponse: (response) => {
      text = response.bodyAsText;
    },
  });
  return text === undefined || text === null || text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** Lets the SDK list to the end and resolves to the items of each page, read by us. */
export async function rawItems<Item>(
  list: (options: OperationOptions) => AsyncIterable<unknown>,
  decode: (value: unknown) => Item,
  signal?: AbortSignal,
): Promise<Item[]> {
  const items: Item[] = [];
  const iterator = list({
    ...(signal !== undefined && { abortSignal: signal }),
    onResponse: ({ bodyAsText }) => {
      const page: unknown = JSON.parse(bodyAsText ?? "{}");
      items.push(...readArray(readObject(page)["value"]).map(decode));
    },
  })[Symbol.asyncIterator]();
  let step = await iterator.next();
  while (step.done !== true) step = await iterator.next();
  return items;
}
