import { practiceEndpoint, type PracticeCloud } from "../cloud";
import type { PracticeRequest, PracticeResponse } from "../http/wire";
import type { PracticeApplication } from "./application";
import { answerAuthority } from "./authority";
import { audiencesOf, cloudMetadata, type CloudAddresses } from "./cloudMetadata";
import { armError, json } from "./answers";
import { answerGraph } from "./microsoftGraph";
import { TokenGrants } from "./tokenGrants";

/** SDKs that do not derive the resource of their tokens from the endpoint ask for Azure's: @azure/arm-compute 24, arm-resourcegraph 4. */
const publicAudiences = ["https://management.azure.com", "https://management.core.windows.net"];

/**
 * Everything that real tools ask beside Resource Manager: the cloud's endpoints and its authority. `origin` is where the cloud is
 * served: scheme, host and port. The function gives undefined for a request that is for Resource Manager.
 */
export function openFront(
  cloud: PracticeCloud,
  application: PracticeApplication,
  origin: string,
): (request: PracticeRequest) => PracticeResponse | undefined {
  const addresses: CloudAddresses = {
    resourceManager: origin,
    audience: practiceEndpoint,
    graph: `${origin}/graph`,
  };
  const resources = new Map([
    ...[...audiencesOf(origin, practiceEndpoint), ...publicAudiences].map(
      (resource) => [resource.replace(/\/+$/, ""), practiceEndpoint] as const,
    ),
    [addresses.graph, addresses.graph] as const,
  ]);
  const grants = new TokenGrants(cloud, application, resources);
  return (request) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/graph/"))
      return answerGraph(request, { cloud, root: addresses.graph, audience: addresses.graph });
    if (url.pathname.toLowerCase() === "/metadata/endpoints") return metadata(url, addresses);
    return answerAuthority(request, { grants, now: cloud.world.clock.now() });
  };
}

function metadata(url: URL, addresses: CloudAddresses): PracticeResponse {
  const version = url.searchParams.get("api-version") ?? "";
  const body = cloudMetadata(version, addresses);
  if (body !== undefined) return json(200, body);
  return version === ""
    ? armError(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.",
      )
    : armError(400, "InvalidApiVersionParameter", `The api-version '${version}' is invalid.`);
}
