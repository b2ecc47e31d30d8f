import type { PracticeCloud } from "../cloud";
import type { PracticeRequest, PracticeResponse } from "../http/wire";
import type { Principal } from "../authorization/directory";
import { isList, listAt, member, parseJson, textAt, type Json, type JsonObject } from "../state/json";
import type { Identity } from "../authorization/token";
import { armError, json } from "./answers";

/**
 * The part of Microsoft Graph v1.0 that az asks when roles are assigned and listed: users and service principals, read only. Whoever has a
 * token sees the directory of the token's tenant.
 */
export function answerGraph(
  request: PracticeRequest,
  {
    cloud,
    root,
    audience,
  }: { readonly cloud: PracticeCloud; readonly root: string; readonly audience: string },
): PracticeResponse {
  const verdict = cloud.verify(request.headers["authorization"], audience);
  if (!verdict.ok)
    return armError(
      401,
      "InvalidAuthenticationToken",
      "Access token is empty, not valid, or for another resource.",
    );
  const url = new URL(request.url);
  const segments = decodeURIComponent(url.pathname.slice(new URL(root).pathname.length))
    .split("/")
    .filter((one) => one !== "");
  const [version, collection = "", id, ...rest] = segments;
  if (version !== "v1.0" || rest.length > 0) return unknown(url.pathname);
  const caller = verdict.presented.identity;
  const objects = cloud.world.directory
    .all()
    .filter(({ tenantId }) => tenantId === caller.tenantId)
    .map(render);
  if (request.method === "POST" && collection === "directoryObjects" && id === "getByIds")
    return json(200, { value: byIds(objects, request.body ?? "") });
  if (request.method !== "GET")
    return armError(405, "Request_BadRequest", "The practice directory is read only.");
  if (collection === "me" && id === undefined) return me(objects, caller);
  const kind = kinds[collection];
  if (kind === undefined) return unknown(url.pathname);
  const found = objects.filter((object) => object["@odata.type"] === kind);
  return id === undefined ? list(found, url) : one(found, id);
}

const kinds: Readonly<Record<string, string | undefined>> = {
  users: "#microsoft.graph.user",
  servicePrincipals: "#microsoft.graph.servicePrincipal",
  groups: "#microsoft.graph.group",
};

function render(principal: Principal): JsonObject {
  const { objectId, name, clientId, resourceId } = principal;
  if (principal.kind === "user")
    return {
      "@odata.type": kinds["users"],
      id: objectId,
      displayName: name,
      userPrincipalName: name,
      mail: name,
    };
  return {
    "@odata.type": kinds["servicePrincipals"],
    id: objectId,
    appId: clientId ?? objectId,
    displayName: name,
    servicePrincipalType: resourceId === undefined ? "Application" : "ManagedIdentity",
    servicePrincipalNames: [clientId ?? objectId],
    ...(resourceId !== undefined && { alternativeNames: ["isExplicit=True", resourceId] }),
  };
}

function me(objects: readonly JsonObject[], caller: Identity): PracticeResponse {
  if (caller.kind !== "user")
    return armError(
      400,
      "Request_BadRequest",
      "/me request is only valid with delegated authentication flow.",
    );
  return one(objects, caller.objectId);
}

function one(objects: readonly JsonObject[], id: string): PracticeResponse {
  const found = objects.find((object) => same(object["id"], id) || same(object["userPrincipalName"], id));
  return found === undefined
    ? armError(
        404,
        "Request_ResourceNotFound",
        `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      )
    : json(200, found);
}

function byIds(objects: readonly JsonObject[], body: string): readonly JsonObject[] {
  const ids = listAt(readBody(body), "ids");
  return objects.filter((object) => ids.some((id) => same(object["id"], id)));
}

function readBody(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function list(objects: readonly JsonObject[], url: URL): PracticeResponse {
  const filter = url.searchParams.get("$filter");
  const matches = filter === null ? () => true : filterOf(filter);
  if (matches === undefined)
    return armError(
      400,
      "Request_UnsupportedQuery",
      `Unsupported or invalid query filter clause: '${filter ?? ""}'.`,
    );
  return json(200, { value: objects.filter(matches) });
}

/** The forms that az writes: `x eq 'v'`, `startswith(x,'v')`, `xs/any(c:c eq 'v')`. */
function filterOf(filter: string): ((object: JsonObject) => boolean) | undefined {
  const text = (quoted: string | undefined): string => (quoted ?? "").replaceAll("''", "'");
  const equal = /^(\w+) eq '((?:[^']|'')*)'$/.exec(filter);
  if (equal !== null) return (object) => same(object[equal[1] ?? ""], text(equal[2]));
  const start = /^startswith\((\w+), ?'((?:[^']|'')*)'\)$/i.exec(filter);
  if (start !== null)
    return (object) =>
      (textAt(object, start[1] ?? "") ?? "").toLowerCase().startsWith(text(start[2]).toLowerCase());
  const any = /^(\w+)\/any\((\w+): ?\2 eq '((?:[^']|'')*)'\)$/.exec(filter);
  if (any === null) return undefined;
  return (object) => {
    const values = member(object, any[1] ?? "");
    return isList(values) && values.some((value) => same(value, text(any[3])));
  };
}

function same(value: Json | undefined, other: Json): boolean {
  return (
    typeof value === "string" && typeof other === "string" && value.toLowerCase() === other.toLowerCase()
  );
}

function unknown(path: string): PracticeResponse {
  return armError(400, "Request_BadRequest", `The practice directory does not serve '${path}'.`);
}
