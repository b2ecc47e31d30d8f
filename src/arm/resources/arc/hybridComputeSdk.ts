import type { HybridComputeManagementClient } from "@azure/arm-hybridcompute";
import type { HttpClient, PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import type { ArmClient, ArmRequest } from "../../client";
import { apiVersions } from "../../versions";

/** The version that the SDK's model is made of, and that it puts into every URL: its `apiVersion` option has no effect. */
const modelVersion = "2021-05-20";

/**
 * `@azure/arm-hybridcompute` 3 behind our door. The SDK builds paths and follows pages; sign-in, retry, errors and logs
 * are the door's, the API version is ours, and answers pass as they came: the SDK's own decoder cuts times
 * to milliseconds, loses a time that it cannot read, and bends a value of another type than its model says (measured: the
 * text "x" for `errorDetails` becomes a list of one object). Loaded on first use.
 */
export async function hybridComputeSdk(
  client: ArmClient,
  subscriptionId: string,
): Promise<HybridComputeManagementClient> {
  const [sdk, { createEmptyPipeline, createHttpHeaders }] = await Promise.all([
    import("@azure/arm-hybridcompute"),
    import("@azure/core-rest-pipeline"),
  ]);
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(asItCame);
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const { status, headers, body } = await client.send(toArmRequest(client, request));
      const bodyAsText = body === undefined ? "" : JSON.stringify(body);
      return { request, status, headers: createHttpHeaders(headers), bodyAsText };
    },
  };
  const endpoint = client.cloud.resourceManager;
  return new sdk.HybridComputeManagementClient(noCredential, subscriptionId, {
    endpoint,
    $host: endpoint,
    pipeline,
    httpClient,
  });
}

/** The door signs in: the SDK's pipeline has no policy that would ask for a token. */
const noCredential = { getToken: () => Promise.resolve(null) };

/** Stands where the SDK's decoder would stand. */
const asItCame: PipelinePolicy = {
  name: "nexusArcAsItCamePolicy",
  async sendRequest(request, next) {
    const response = await next(request);
    const text = response.bodyAsText ?? "";
    return Object.assign(response, { parsedBody: text === "" ? undefined : (JSON.parse(text) as unknown) });
  },
};

function toArmRequest(client: ArmClient, { method, url, abortSignal }: PipelineRequest): ArmRequest {
  // Of the SDK's operations we use those that read and delete; none sends a body.
  if (method !== "GET" && method !== "DELETE")
    throw new TypeError(`The SDK tried to send ${method}, which this path does not support.`);
  const root = client.cloud.resourceManager;
  const path = url.startsWith(`${root}/`) ? url.slice(root.length) : url;
  return {
    method,
    path: withoutModelVersion(path),
    apiVersion: apiVersions.hybridCompute,
    ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
  };
}

/** A next-page link has the version that its first page was asked with, and stays as it is. */
function withoutModelVersion(path: string): string {
  const [base = "", query = ""] = path.split("?", 2);
  const kept = query.split("&").filter((pair) => pair !== "" && pair !== `api-version=${modelVersion}`);
  return kept.length === 0 ? base : `${base}?${kept.join("&")}`;
}
