import type { ArmClient, ArmRequest } from "../client";
import { readArray, readObject, readString } from "../decode";

/**
 * The pages of a listing, following `nextLink` as ARM wrote it. A link that was followed before ends the listing,
 * so that a service that repeats itself cannot keep a caller forever.
 */
export async function* listPages(
  client: ArmClient,
  request: ArmRequest,
): AsyncGenerator<readonly unknown[], void, undefined> {
  const followed = new Set<string>();
  let next: ArmRequest | undefined = request;
  while (next !== undefined) {
    const body = readObject((await client.send(next)).body);
    yield readArray(body["value"]);
    const link = readString(body["nextLink"]);
    next = link === undefined || link === "" || followed.has(link) ? undefined : nextPage(request, link);
    if (link !== undefined) followed.add(link);
  }
}

function nextPage(request: ArmRequest, link: string): ArmRequest {
  return {
    method: "GET",
    path: link,
    ...(request.tenantId !== undefined && { tenantId: request.tenantId }),
    ...(request.headers !== undefined && { headers: request.headers }),
    ...(request.signal !== undefined && { signal: request.signal }),
  };
}

/** All items of a listing, decoded. */
export async function listAll<Item>(
  client: ArmClient,
  request: ArmRequest,
  decode: (value: unknown) => Item,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of listPages(client, request)) items.push(...page.map(decode));
  return items;
}

/** Adds the caller's signal to a request. */
export function withSignal(request: ArmRequest, signal: AbortSignal | undefined): ArmRequest {
  return signal === undefined ? request : { ...request, signal };
}
