import { requirePermission } from "../authorization/access";
import type { Answer, Call, Verb } from "./call";
import { fullType, type Handler, type Kind } from "./kind";
import { findKind, knowsNamespace } from "./kinds";
import { parseExtendedJson } from "./extendedJson";
import { parseJson, type Json } from "../state/json";
import { badRequest, Refusal } from "./refusal";
import { requireRegistration } from "../subscriptions/providers";
import { groupAt, subscriptionAt } from "../subscriptions/subscriptions";
import { groupOf, subscriptionOf } from "../state/resource";
import { idOf, parseTarget, type Target } from "./target";
import type { Presented } from "../authorization/token";
import { tenantOf } from "./tracked";
import type { World } from "../state/world";

/** One request as it came in, its token already checked. */
export interface Admitted {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly presented: Presented;
}

interface Route {
  readonly kind: Kind;
  readonly handler: Handler;
  /** The part of the permission after the type: `read`, `assignRelay/action`. */
  readonly action: string;
  readonly target: Target;
}

/** Answers a request as Resource Manager does: route, version, subscription, role, group, provider, then the provider's own rules. */
export function answer(world: World, request: Admitted): Answer {
  try {
    return serve(world, request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(error);
  }
}

export function refusalAnswer(refusal: Refusal): Answer {
  return { status: refusal.status, headers: refusal.headers, body: { error: refusal.body } };
}

function serve(world: World, request: Admitted): Answer {
  const verb = verbOf(request.method);
  const target = parseTarget(request.url.pathname);
  if (target === undefined)
    throw new Refusal(
      404,
      "NotFound",
      `The request path '${request.url.pathname}' is not one of Resource Manager.`,
    );
  const route = routeOf(verb, target);
  const call = callOf(request, verb, route);
  checkVersion(call, route.kind);
  checkSubscription(call, world);
  if (route.kind.open !== true) {
    const action = `${fullType(route.kind)}/${route.action}`;
    requirePermission(world, call.caller, action, call.id === "" ? "/" : call.id);
  }
  if (call.group !== "" && !isGroup(call)) groupAt(world, call);
  if (
    call.subscription !== "" &&
    verb !== "GET" &&
    verb !== "HEAD" &&
    verb !== "DELETE" &&
    route.kind.open !== true
  )
    requireRegistration(world, call.subscription, route.kind.namespace);
  const reply = route.handler(call, world);
  // Whether a resource is there (Resources - Check Existence By Id): 204 without a body.
  return verb === "HEAD" && reply.status === 200 ? { ...reply, status: 204 } : reply;
}

function verbOf(method: string): Verb {
  const verb = method.toUpperCase();
  if (
    verb === "GET" ||
    verb === "HEAD" ||
    verb === "PUT" ||
    verb === "PATCH" ||
    verb === "POST" ||
    verb === "DELETE"
  )
    return verb;
  throw new Refusal(405, "HttpMethodNotAllowed", `The http method '${verb}' is not supported.`);
}

function routeOf(verb: Verb, target: Target): Route {
  const isItem = target.types.length === target.names.length;
  const types = verb === "POST" && !isItem ? target.types.slice(0, -1) : target.types;
  const kind = findKind(target.namespace, verb === "POST" && types.length === 0 ? target.types : types);
  if (kind === undefined) throw unknownType(target);
  if (verb === "POST" && !isItem) return actionRoute(kind, target, target.types.at(-1) ?? "");
  const handler = isItem ? itemHandler(verb, kind) : verb === "GET" ? kind.list : undefined;
  if (handler === undefined) throw notAllowed(verb, kind);
  const action = verb === "GET" || verb === "HEAD" ? "read" : verb === "DELETE" ? "delete" : "write";
  return { kind, handler, action, target };
}

function itemHandler(verb: Verb, kind: Kind): Handler | undefined {
  if (verb === "PUT") return kind.put;
  if (verb === "PATCH") return kind.patch;
  if (verb === "DELETE") return kind.delete;
  return verb === "POST" ? undefined : kind.get;
}

function actionRoute(kind: Kind, target: Target, asked: string): Route {
  for (const [name, handler] of Object.entries(kind.actions ?? {})) {
    if (name.toLowerCase() !== asked.toLowerCase()) continue;
    const rest = target.names.length === 0 ? target.types : target.types.slice(0, -1);
    return { kind, handler, action: `${name}/action`, target: { ...target, types: rest } };
  }
  throw notAllowed("POST", kind);
}

function callOf(request: Admitted, verb: Verb, route: Route): Call {
  const { kind, target } = route;
  const spelt: Target = { ...target, namespace: kind.namespace, scope: spellScope(target.scope) };
  const isItem = target.types.length === target.names.length;
  const id = isItem || target.names.length > 0 ? idOf(spelt, kind.types) : spelt.scope;
  return {
    verb,
    url: request.url,
    target: spelt,
    id,
    name: isItem ? (target.names.at(-1) ?? "") : "",
    subscription: subscriptionOf(id),
    group: groupOf(id),
    apiVersion: (request.url.searchParams.get("api-version") ?? "").toLowerCase(),
    headers: request.headers,
    body: readBody(request.body, kind),
    caller: request.presented.identity,
  };
}

function spellScope(scope: string): string {
  return scope
    .replace(/\/resourceGroups\//i, "/resourceGroups/")
    .replace(/^\/subscriptions\//i, "/subscriptions/");
}

function readBody(text: string | undefined, { bodies }: Kind): Json | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  try {
    return bodies === "extendedJson" ? parseExtendedJson(text) : parseJson(text);
  } catch {
    throw badRequest(
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized: 'Unexpected character encountered while parsing value.'.",
    );
  }
}

function checkVersion(call: Call, kind: Kind): void {
  if (call.apiVersion === "")
    throw badRequest(
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  if (kind.apiVersions.includes(call.apiVersion)) return;
  throw badRequest(
    "InvalidResourceType",
    `The resource type '${kind.types.join("/")}' could not be found in the namespace '${kind.namespace}' for api version '${call.apiVersion}'. The supported api-versions are '${kind.apiVersions.join(",")}'.`,
  );
}

/** The subscription exists, and the token is of its tenant. */
function checkSubscription(call: Call, world: World): void {
  if (call.subscription === "") return;
  subscriptionAt(world, call.subscription);
  const tenant = tenantOf(world, call.id);
  if (tenant === call.caller.tenantId) return;
  throw new Refusal(
    401,
    "InvalidAuthenticationTokenTenant",
    `The access token is from the wrong issuer 'https://sts.practice.invalid/${call.caller.tenantId}/'. It must match the tenant 'https://sts.practice.invalid/${tenant}/' associated with this subscription. Please use the authority (URL) 'https://login.practice.invalid/${tenant}' to get the token.`,
    {
      headers: {
        "www-authenticate": `Bearer authorization_uri="https://login.practice.invalid/${tenant}", error="invalid_token", error_description="The access token is from the wrong issuer. It must match the tenant associated with this subscription."`,
      },
    },
  );
}

function isGroup(call: Call): boolean {
  return call.target.scope === "" && call.target.types.length === 2;
}

function unknownType(target: Target): Refusal {
  return knowsNamespace(target.namespace)
    ? new Refusal(
        404,
        "InvalidResourceType",
        `The resource type '${target.types.join("/")}' could not be found in the namespace '${target.namespace}'.`,
      )
    : new Refusal(
        404,
        "InvalidResourceNamespace",
        `The resource namespace '${target.namespace}' is invalid.`,
      );
}

function notAllowed(verb: Verb, kind: Kind): Refusal {
  return new Refusal(
    405,
    "HttpMethodNotAllowed",
    `The http method '${verb}' is not supported for the resource type '${fullType(kind)}'.`,
  );
}

/** What a request would need a role for, as far as its path tells: for the words of a refusal. */
export function actionOf(method: string, url: URL): { readonly action: string; readonly scope: string } {
  const target = parseTarget(url.pathname);
  if (target === undefined) return { action: "unknown", scope: url.pathname };
  try {
    const route = routeOf(verbOf(method), target);
    return { action: `${fullType(route.kind)}/${route.action}`, scope: idOf(route.target) };
  } catch {
    return { action: `${target.namespace}/${target.types.join("/")}/read`, scope: url.pathname };
  }
}
