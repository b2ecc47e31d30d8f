import { createPublicKey, randomUUID, verify } from "node:crypto";
import type { PracticeRequest, PracticeResponse } from "../../src/practice/cloud";
import { noFaults, type Faults } from "./faults";

/** Stands in every token of the stand-in, so that a leaked token is found by searching for it. */
export const tokenCanary = "standin-signatureXYZ";

export interface StandinMachine {
  readonly location: string;
  readonly vmId: string;
  readonly clientPublicKey: string;
  status: "AwaitingConnection" | "Connected";
  relay: boolean;
}

/** Which identities the VM was created with. */
export interface StandinIdentities {
  readonly system: boolean;
  /** Resource ids. */
  readonly user: readonly string[];
}

/**
 * Azure as one VM of the stand-in sees it: metadata service, Resource Manager (machines, relay, subscriptions), the agent's service.
 * Small on purpose; the practice cloud is the ARM of the product's own tests.
 */
export class StandinAzure {
  readonly faults: Faults = noFaults();
  /** By resource id in lower case. */
  readonly machines = new Map<string, StandinMachine>();
  /** "METHOD path" of every request to Resource Manager, in order. */
  readonly requests: string[] = [];
  readonly #identities: StandinIdentities;
  readonly #tenantId: string;
  readonly #subscription: Readonly<Record<string, string>>;
  readonly #operations = new Map<string, { polls: number; machine: StandinMachine }>();
  readonly #downloads = new Map<string, number>();

  constructor(tenantId: string, subscriptionId: string, identities: StandinIdentities) {
    this.#tenantId = tenantId;
    this.#subscription = {
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      displayName: "Stand-in",
      state: "Enabled",
      tenantId,
    };
    this.#identities = identities;
  }

  /** `undefined` means that no answer comes. */
  imds(request: PracticeRequest): PracticeResponse | undefined {
    const url = new URL(request.url);
    if (this.faults.imdsDown) return undefined;
    if (url.pathname !== "/metadata/identity/oauth2/token") return reply(404, { error: "not_found" });
    if (request.headers["metadata"] !== "true" || request.headers["x-forwarded-for"] !== undefined) {
      return reply(400, {
        error: "bad_request_102",
        error_description: "Required metadata header not specified",
      });
    }
    const resource = url.searchParams.get("resource");
    if (url.searchParams.get("api-version") !== "2018-02-01" || resource === null) {
      return reply(400, { error: "invalid_request", error_description: "api-version or resource is wrong" });
    }
    if (this.faults.imds.times > 0) {
      this.faults.imds.times--;
      return reply(this.faults.imds.status, { error: "busy" });
    }
    const wanted = url.searchParams.get("msi_res_id");
    const attached =
      wanted === null
        ? this.#identities.system
        : this.#identities.user.some((id) => id.toLowerCase() === wanted.toLowerCase());
    if (!attached) return reply(400, { error: "invalid_request", error_description: "Identity not found" });
    const expires = Math.floor(Date.now() / 1000) + 86_400;
    return reply(200, {
      access_token: this.#token(resource, expires),
      client_id: randomUUID(),
      expires_in: "86400",
      expires_on: String(expires),
      not_before: String(expires - 86_400),
      resource,
      token_type: "Bearer",
    });
  }

  /** Any host behind the proxy. */
  web(request: PracticeRequest): PracticeResponse {
    const { hostname, pathname } = new URL(request.url);
    if (/^(management\.|arm\.)/.test(hostname)) return this.#resourceManager(request);
    if (pathname === "/standin/connect") return this.#connect(request);
    return this.#download(request);
  }

  #token(resource: string, expires: number): string {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      aud: resource,
      exp: expires,
      tid: this.#tenantId,
      oid: randomUUID(),
      appid: randomUUID(),
    };
    return `${part({ typ: "JWT", alg: "none" })}.${part(claims)}.${tokenCanary}`;
  }

  #resourceManager(request: PracticeRequest): PracticeResponse {
    const url = new URL(request.url);
    const path = decodeURIComponent(url.pathname);
    if (request.headers["authorization"]?.endsWith(tokenCanary) !== true) {
      return refusal(401, "AuthenticationFailed", "Authentication failed.");
    }
    if (url.searchParams.get("api-version") === null) {
      return refusal(400, "MissingApiVersionParameter", "The api-version query parameter is required.");
    }
    this.requests.push(`${request.method} ${path}`);
    if (/^\/tenants\/?$/i.test(path)) return reply(200, { value: [{ tenantId: this.#tenantId }] });
    if (/\/operationStatuses\//i.test(path)) return this.#operation(path);
    if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i.test(path)) {
      return reply(200, { id: path, name: path.replace(/^.*\//, ""), location: "eastus" });
    }
    if (this.faults.rolesLate > 0) {
      this.faults.rolesLate--;
      if (/^\/subscriptions\/?$/i.test(path)) return reply(200, { value: [] });
      return refusal(
        403,
        "AuthorizationFailed",
        `The client does not have authorization to perform action on '${path}'.`,
      );
    }
    if (/^\/subscriptions\/?$/i.test(path)) return reply(200, { value: [this.#subscription] });
    if (/\/providers\/microsoft\.hybridcompute\/machines\/[^/]+$/i.test(path))
      return this.#machine(request, path);
    if (request.method === "POST" && /\/virtualmachines\/[^/]+\/assignrelay$/i.test(path))
      return this.#relay(request, url);
    return refusal(404, "ResourceNotFound", `The Resource '${path}' was not found.`);
  }

  #machine(request: PracticeRequest, path: string): PracticeResponse {
    const known = this.machines.get(path.toLowerCase());
    if (request.method === "GET") {
      return known === undefined
        ? refusal(404, "ResourceNotFound", `The Resource '${path}' was not found.`)
        : reply(200, machineBody(path, known));
    }
    if (request.method === "DELETE") {
      this.machines.delete(path.toLowerCase());
      return { status: known === undefined ? 204 : 200, headers: {}, body: "" };
    }
    const body = JSON.parse(request.body ?? "{}") as {
      location?: string;
      identity?: { type?: string };
      properties?: { vmId?: string; clientPublicKey?: string };
    };
    const { vmId, clientPublicKey } = body.properties ?? {};
    if (
      body.location === undefined ||
      body.identity?.type !== "SystemAssigned" ||
      !vmId ||
      !clientPublicKey
    ) {
      return refusal(400, "HCRP400", "location, identity, vmId or clientPublicKey is missing");
    }
    createPublicKey({ key: Buffer.from(clientPublicKey, "base64"), format: "der", type: "pkcs1" });
    const machine: StandinMachine = {
      location: body.location,
      vmId,
      clientPublicKey,
      status: known?.status ?? "AwaitingConnection",
      relay: known?.relay ?? false,
    };
    this.machines.set(path.toLowerCase(), machine);
    return reply(known === undefined ? 201 : 200, machineBody(path, machine));
  }

  #relay(request: PracticeRequest, url: URL): PracticeResponse {
    const body = JSON.parse(request.body ?? "{}") as { machineId?: string; relayType?: string };
    if (this.faults.relayBusy > 0) {
      this.faults.relayBusy--;
      return refusal(409, "Conflict", "Another operation is in progress on the virtual machine.");
    }
    const machine = this.machines.get(body.machineId?.toLowerCase() ?? "");
    if (this.faults.relay === "refused" || machine === undefined) {
      return refusal(400, "InvalidMachine", "The machine cannot take the relay.");
    }
    const path = `/subscriptions/x/providers/Microsoft.NetworkCloud/locations/EASTUS/operationStatuses/${randomUUID()}*${"A1".repeat(16)}`;
    this.#operations.set(path, { polls: 0, machine });
    const location = `${url.origin}${path}?api-version=2025-09-01&t=1&c=${tokenCanary}`;
    return { status: 202, headers: { location, "azure-asyncoperation": location }, body: "" };
  }

  #operation(path: string): PracticeResponse {
    const operation = this.#operations.get(path);
    if (operation === undefined) return refusal(404, "NotFound", "no such operation");
    operation.polls++;
    if (operation.polls < 2) return reply(202, { id: path, status: "Accepted" });
    if (this.faults.relay === "fails") {
      return reply(200, {
        id: path,
        status: "Failed",
        error: { code: "RelayUnavailable", message: "no relay on this cluster" },
      });
    }
    operation.machine.relay = true;
    return reply(200, { id: path, status: "Succeeded" });
  }

  #connect(request: PracticeRequest): PracticeResponse {
    const body = JSON.parse(request.body ?? "{}") as Record<string, string>;
    if (this.faults.agent0062 > 0) {
      this.faults.agent0062--;
      return reply(500, { error: "try again" });
    }
    const { machineId = "", vmId = "", signature = "" } = body;
    const machine = this.machines.get(machineId.toLowerCase());
    if (machine === undefined) return reply(404, { error: "no such machine" });
    const key = createPublicKey({
      key: Buffer.from(machine.clientPublicKey, "base64"),
      format: "der",
      type: "pkcs1",
    });
    const text = Buffer.from(`connect ${machineId} ${vmId}`);
    if (!verify("sha256", text, key, Buffer.from(signature, "base64")))
      return reply(403, { error: "the key does not match" });
    if (machine.vmId.toLowerCase() !== vmId.toLowerCase())
      return reply(403, { error: "the vmId does not match" });
    if (body["tenantId"] !== this.#tenantId) return reply(403, { error: "the tenant does not match" });
    machine.status = "Connected";
    return reply(200, { status: "Connected" });
  }

  #download(request: PracticeRequest): PracticeResponse {
    const { hostname, pathname } = new URL(request.url);
    const name = `${hostname}${pathname}`;
    const asked = this.#downloads.get(name) ?? 0;
    this.#downloads.set(name, asked + 1);
    if (asked < this.faults.downloads503) return { status: 503, headers: {}, body: "busy" };
    if (pathname === "/azcmagent" || pathname === "/azcmagent-linux") {
      return {
        status: 200,
        headers: {},
        body: '#!/bin/bash\nexec /bin/bash /opt/standin/install-agent.sh "$@"\n',
      };
    }
    if (hostname === "packages.microsoft.com" || hostname === "azcliprod.blob.core.windows.net") {
      return { status: 200, headers: {}, body: "KEY\n" };
    }
    return { status: 404, headers: {}, body: "" };
  }
}

function machineBody(path: string, machine: StandinMachine): unknown {
  const { location, vmId, clientPublicKey, status } = machine;
  return {
    id: path,
    name: path.replace(/^.*\//, ""),
    type: "microsoft.hybridcompute/machines",
    location,
    identity: { type: "SystemAssigned", principalId: randomUUID() },
    properties: { provisioningState: "Succeeded", status, vmId, clientPublicKey, osName: null },
  };
}

function reply(status: number, body: unknown): PracticeResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function refusal(status: number, code: string, message: string): PracticeResponse {
  return reply(status, { error: { code, message } });
}
