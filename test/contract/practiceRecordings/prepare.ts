import type { PracticeCloud } from "../../../src/practice/cloud";
import { findKind } from "../../../src/practice/engine/kinds";
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  without,
  type Json,
  type JsonObject,
} from "../../../src/practice/state/json";
import type { Resource } from "../../../src/practice/state/resource";
import { parseTarget } from "../../../src/practice/engine/target";
import { addGroup } from "../../../src/practice/seed/baseline";
import { idsIn, type Scenario } from "./recording";

/** The subscriptions that a scenario speaks of. */
export function subscriptionsIn(scenario: Scenario): readonly string[] {
  const ids = scenario.exchanges.flatMap((exchange) => [
    exchange.url.pathname,
    ...idsIn(exchange.requestBody),
    ...idsIn(exchange.responseBody),
  ]);
  return unique(ids.map((id) => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase()));
}

/**
 * Brings a cloud to the state in which the scenario started, as far as the recording tells:
 * what it reads and never made was there before; what its requests refer to was there before;
 * an extended location has a cluster behind it; a child has its parent.
 */
export function prepare(cloud: PracticeCloud, scenario: Scenario): void {
  const { store } = cloud.world;
  const made = new Set(
    scenario.exchanges.filter(({ method }) => method === "PUT").map(({ url }) => url.pathname.toLowerCase()),
  );
  const bodies = scenario.exchanges.flatMap((exchange) =>
    exchange.method === "GET" ? bodiesIn(exchange.responseBody) : [],
  );
  const seen = bodies.filter((body) => !made.has((textAt(body, "id") ?? "").toLowerCase()));
  for (const body of seen) if (store.get(textAt(body, "id") ?? "") === undefined) store.put(fromBody(body));
  for (const group of groupsIn(scenario)) if (store.get(group) === undefined) addGroupAt(cloud, group);
  for (const exchange of scenario.exchanges) {
    const referred =
      exchange.method === "GET"
        ? []
        : [
            ...idsIn(exchange.requestBody),
            ...parentsOf(exchange.url.pathname),
            ...(exchange.method === "PUT" ? [] : [itemOf(exchange.url.pathname)]),
          ];
    for (const id of referred)
      if (!made.has(id.toLowerCase()) && store.get(id) === undefined) addStub(cloud, id);
  }
  for (const exchange of scenario.exchanges) {
    const place = textAt(exchange.requestBody, "extendedLocation", "name");
    if (place !== undefined) addCluster(cloud, scenario, place);
  }
}

/** Resources in an answer: the body itself, or the entries of a list. */
function bodiesIn(body: Json): readonly JsonObject[] {
  const items = Array.isArray(objectAt({ body }, "body")["value"]) ? listAt(body, "value") : [body];
  return items
    .filter(isObject)
    .filter((item) => typeof item["id"] === "string" && typeof item["type"] === "string");
}

function fromBody(body: JsonObject): Resource {
  const id = textAt(body, "id") ?? "";
  const type = textAt(body, "type") ?? "";
  const location = textAt(body, "location");
  const top = [
    "id",
    "name",
    "type",
    "location",
    "extendedLocation",
    "tags",
    "identity",
    "systemData",
    "properties",
    "etag",
  ];
  return {
    id,
    name: textAt(body, "name") ?? "",
    type: /resourceGroups$/i.test(type) ? "Microsoft.Resources/resourceGroups" : type,
    ...(location !== undefined && { location }),
    ...(isObject(body["extendedLocation"]) && { extendedLocation: body["extendedLocation"] }),
    ...(isObject(body["tags"]) && { tags: body["tags"] }),
    ...(isObject(body["identity"]) && { identity: body["identity"] }),
    ...(isObject(body["systemData"]) && { systemData: body["systemData"] }),
    properties: objectAt(body, "properties"),
    etag: "00000000-0000-0000-0000-000000000000",
    extra: without(body, ...top),
  };
}

function groupsIn(scenario: Scenario): readonly string[] {
  const ids = scenario.exchanges.flatMap((exchange) => [
    exchange.url.pathname,
    ...idsIn(exchange.requestBody),
  ]);
  return unique(ids.map((id) => /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0]));
}

function addGroupAt(cloud: PracticeCloud, id: string): void {
  const [, , subscription, , name] = id.split("/");
  addGroup(cloud.world, subscription ?? "", name ?? "");
}

/** The resources above a child resource. */
function parentsOf(pathname: string): readonly string[] {
  const target = parseTarget(pathname);
  if (target === undefined || target.names.length < 2 || target.scope === "") return [];
  return [pathname.split("/").slice(0, -2).join("/")];
}

/** The resource that a request acts on: without the action of a POST. */
function itemOf(pathname: string): string {
  const target = parseTarget(pathname);
  return target !== undefined && target.types.length > target.names.length
    ? pathname.split("/").slice(0, -1).join("/")
    : pathname;
}

/** A resource of which nothing is known but that it is there. */
function addStub(cloud: PracticeCloud, id: string): void {
  const target = parseTarget(id);
  const kind = target === undefined ? undefined : findKind(target.namespace, target.types);
  if (target === undefined || kind === undefined || target.names.length !== target.types.length) return;
  const full = `${kind.namespace}/${kind.types.join("/")}`;
  cloud.world.store.put({
    id,
    name: target.names.at(-1) ?? "",
    type: kind.namespace === "Microsoft.NetworkCloud" ? full.toLowerCase() : full,
    location: "uksouth",
    tags: {},
    properties: {
      provisioningState: "Succeeded",
      principalId: cloud.world.random.guid(),
      clientId: cloud.world.random.guid(),
      ipv4ConnectedPrefix: "10.0.0.0/24",
      ipv6ConnectedPrefix: "fda0::/64",
      interfaceName: "eth0",
    },
    etag: "00000000-0000-0000-0000-000000000000",
  });
}

/** The cluster behind a custom location, under the id that the recorded answers give it. */
function addCluster(cloud: PracticeCloud, scenario: Scenario, place: string): void {
  const { store } = cloud.world;
  const answers = scenario.exchanges.flatMap(({ responseBody }) => bodiesIn(responseBody));
  const id = answers
    .filter((body) => textAt(body, "extendedLocation", "name") === place)
    .map((body) => textAt(body, "properties", "clusterId"))
    .find((clusterId) => clusterId !== undefined);
  const cluster =
    id ?? `${place.split("/").slice(0, 5).join("/")}/providers/Microsoft.NetworkCloud/clusters/recorded`;
  if (store.get(cluster) === undefined) addStub(cloud, cluster);
  const stub = store.get(cluster);
  if (stub !== undefined)
    store.put({
      ...stub,
      properties: { ...stub.properties, clusterExtendedLocation: { name: place, type: "CustomLocation" } },
    });
}

function unique(values: readonly (string | undefined)[]): readonly string[] {
  const found = new Map<string, string>();
  for (const value of values)
    if (value !== undefined && !found.has(value.toLowerCase())) found.set(value.toLowerCase(), value);
  return [...found.values()];
}
