import { createPublicKey, verify } from "node:crypto";
import { createPracticeCloud, practiceEndpoint, type PracticeCloud } from "../../src/practice/cloud";
import type { PracticeRequest, PracticeResponse } from "../../src/practice/http/wire";
import { textAt } from "../../src/practice/state/json";
import { withProperties, type Resource } from "../../src/practice/state/resource";
import { grant } from "../../src/practice/seed/baseline";
import { addUserIdentity, addVirtualMachine } from "../../src/practice/seed/resourceFactories";
import { addSite } from "../../src/practice/seed/site";
import type { Principal } from "../../src/practice/authorization/directory";
import { machineId, type EnrollmentTarget } from "../../src/enrollment/target/target";
import { noFaults, type Faults } from "./faults";

/** Which identities the VM was created with. */
export type GuestIdentity = "none" | "system" | "user";

/** The two roles of the article, and Contributor for `assignRelay`, as it says. */
const roles = [
  "Contributor",
  "HybridCompute Machine ListAccessDetails Action In-Built Role",
  "Azure Connected Machine Resource Manager",
];

/**
 * Azure as one VM of the simulator sees it: the practice cloud as Resource Manager under the names of every cloud, a metadata service,
 * the agent's service, and the hosts that installers are downloaded from; with faults on demand.
 */
export class GuestAzure {
  readonly faults: Faults = noFaults();
  readonly practice: PracticeCloud;
  /** "METHOD path" of every request to Resource Manager, in order. */
  readonly requests: string[] = [];
  /** Every token that was given out. */
  readonly tokens: string[] = [];
  readonly #target: EnrollmentTarget;
  readonly #identity: GuestIdentity;
  readonly #principal: Principal | undefined;
  readonly #identityId: string;
  #relayMoved = 0;
  readonly #relay: { asked?: string; assigned?: string } = {};
  readonly #downloads = new Map<string, number>();

  constructor(target: EnrollmentTarget, identity: GuestIdentity) {
    this.#target = target;
    this.#identity = identity;
    this.practice = createPracticeCloud({
      population: { kind: "empty", subscriptions: [target.subscriptionId], tenantId: target.tenantId },
      // Pauses of the script pass at once, so what the practice cloud does must be done at once too.
      speed: 1000,
    });
    const { world } = this.practice;
    const site = addSite(world, {
      subscription: target.subscriptionId,
      tenantId: target.tenantId,
      group: target.resourceGroup,
      location: target.location,
    });
    const user = addUserIdentity(world, site, "my-identity");
    this.#identityId = user.id;
    const machine = addVirtualMachine(world, site, {
      name: target.vmName,
      identity: identity === "user" ? { user } : identity,
    });
    const principalId = textAt(identity === "user" ? user.properties : machine.identity, "principalId") ?? "";
    this.#principal = world.directory.get(principalId);
    const scope = `/subscriptions/${target.subscriptionId}/resourceGroups/${target.resourceGroup}`;
    for (const role of roles) grant(world, { principalId, principalType: "ServicePrincipal", role, scope });
  }

  /** The Arc machine as the practice cloud has it now. */
  machine(): Resource | undefined {
    return this.practice.world.store.get(machineId(this.#target));
  }

  /** The Arc machine's `status`; undefined when there is no machine. */
  status(): string | undefined {
    return textAt(this.machine()?.properties, "status");
  }

  /** The kind of relay that the last finished operation assigned. */
  relay(): string | undefined {
    return this.#relay.assigned;
  }

  /** The metadata service. `undefined` means that no answer comes. */
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
    const wanted = url.searchParams.get("msi_res_id")?.toLowerCase();
    const attached =
      wanted === undefined
        ? this.#identity === "system"
        : this.#identity === "user" && wanted === this.#identityId.toLowerCase();
    if (!attached || this.#principal === undefined) {
      return reply(400, { error: "invalid_request", error_description: "Identity not found" });
    }
    const { token, expiresOn } = this.practice.token({ identity: this.#principal });
    this.tokens.push(token);
    const seconds = Math.floor(expiresOn / 1000);
    return reply(200, {
      access_token: token,
      client_id: this.#principal.clientId ?? "",
      expires_in: "86400",
      expires_on: String(seconds),
      not_before: String(seconds - 86_400),
      resource,
      token_type: "Bearer",
    });
  }

  /** Any host behind the proxy. */
  async web(request: PracticeRequest): Promise<PracticeResponse> {
    const { hostname, pathname } = new URL(request.url);
    if (/^(management\.|arm\.)/.test(hostname)) return this.#resourceManager(request);
    if (pathname === "/guest/connect") return this.#connect(request);
    return this.#download(request);
  }

  async #resourceManager(request: PracticeRequest): Promise<PracticeResponse> {
    const url = new URL(request.url);
    const path = decodeURIComponent(url.pathname);
    this.requests.push(`${request.method} ${path}`);
    const fault = this.#fault(request.method, path) ?? this.#moved(url, path);
    if (fault !== undefined) return fault;
    const response = await this.practice.handle({
      ...request,
      url: request.url.replace(url.origin, practiceEndpoint),
    });
    this.#watchRelay(request, path, response);
    const here = (text: string): string => text.replaceAll(practiceEndpoint, url.origin);
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, here(value)]),
    );
    return { status: response.status, headers, body: here(response.body) };
  }

  /** The address of a relay's operation, as often as it moves: NetworkCloud 2025-09-01 names a new one with each 202. */
  #moved(url: URL, path: string): PracticeResponse | undefined {
    if (!/\/operationstatuses\//i.test(path)) return undefined;
    const at = Number(url.searchParams.get("moved") ?? 0);
    if (at < this.#relayMoved) return refusal(404, "OperationNotFound", "The operation has moved.");
    if (this.#relayMoved >= this.faults.relayMoves) return undefined;
    this.#relayMoved++;
    url.searchParams.set("moved", String(this.#relayMoved));
    const answer = reply(202, { status: "Provisioning" });
    return { ...answer, headers: { ...answer.headers, "azure-asyncoperation": url.href } };
  }

  #watchRelay(request: PracticeRequest, path: string, response: PracticeResponse): void {
    if (/\/assignrelay$/i.test(path) && response.status === 202) {
      this.#relay.asked = textAt(JSON.parse(request.body ?? "{}"), "relayType") ?? "Platform";
    }
    const finished = /\/operationstatuses\//i.test(path) && /"status": *"Succeeded"/.test(response.body);
    if (finished && this.#relay.asked !== undefined) this.#relay.assigned = this.#relay.asked;
  }

  #fault(method: string, path: string): PracticeResponse | undefined {
    const isList = /^\/subscriptions\/?$/i.test(path);
    const isResource = isList || /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\//i.test(path);
    if (isResource && !isList && this.faults.page === "resource manager") return page;
    if (isResource && this.faults.rolesLate > 0) {
      this.faults.rolesLate--;
      return isList
        ? reply(200, { value: [] })
        : refusal(
            403,
            "AuthorizationFailed",
            `The client does not have authorization to perform the action on '${path}'.`,
          );
    }
    if (method === "POST" && /\/assignrelay$/i.test(path)) {
      if (this.faults.relayBusy > 0) {
        this.faults.relayBusy--;
        return refusal(409, "Conflict", "Another operation is in progress on the virtual machine.");
      }
      if (this.faults.relayUnknown > 0) {
        this.faults.relayUnknown--;
        return refusal(404, "ResourceNotFound", "The machine was not found.");
      }
      if (this.faults.relay === "refused")
        return refusal(400, "InvalidMachine", "The machine cannot take the relay.");
    }
    if (/\/operationstatuses\//i.test(path) && this.faults.relay === "fails") {
      const error = { code: "RelayUnavailable", message: "There is no relay on this cluster." };
      return reply(200, { id: path, status: "Failed", error });
    }
    return undefined;
  }

  /** Stands for the agent's service: the private key must belong to the machine's public key. */
  #connect(request: PracticeRequest): PracticeResponse {
    if (this.faults.agent0062 > 0) {
      this.faults.agent0062--;
      return reply(500, { error: "retry" });
    }
    const body: unknown = JSON.parse(request.body ?? "{}");
    const text = (name: string): string => textAt(body, name) ?? "";
    const machine = this.practice.world.store.get(text("machineId"));
    if (machine === undefined) return reply(404, { error: "no such machine" });
    const der = Buffer.from(textAt(machine.properties, "clientPublicKey") ?? "", "base64");
    const key = createPublicKey({ key: der, format: "der", type: "pkcs1" });
    const signed = Buffer.from(`connect ${text("machineId")} ${text("vmId")}`);
    if (!verify("sha256", signed, key, Buffer.from(text("signature"), "base64"))) {
      return reply(403, { error: "the key does not match" });
    }
    if (textAt(machine.properties, "vmId")?.toLowerCase() !== text("vmId").toLowerCase()) {
      return reply(403, { error: "the vmId does not match" });
    }
    if (text("tenantId") !== this.#target.tenantId) return reply(403, { error: "the tenant does not match" });
    this.practice.world.store.put(withProperties(machine, { status: "Connected" }));
    return reply(200, { status: "Connected" });
  }

  #download(request: PracticeRequest): PracticeResponse {
    const { hostname, pathname } = new URL(request.url);
    const name = `${hostname}${pathname}`;
    const asked = this.#downloads.get(name) ?? 0;
    this.#downloads.set(name, asked + 1);
    if (asked < this.faults.downloads503) return { status: 503, headers: {}, body: "busy" };
    if (pathname === "/azcmagent-linux" && this.faults.page === "installer") return page;
    if (pathname === "/azcmagent" || pathname === "/azcmagent-linux") {
      return {
        status: 200,
        headers: {},
        body: '#!/bin/bash\nexec /bin/bash /opt/guest/install-agent.sh "$@"\n',
      };
    }
    if (hostname === "packages.microsoft.com" || hostname === "azcliprod.blob.core.windows.net") {
      return { status: 200, headers: {}, body: "KEY\n" };
    }
    return { status: 404, headers: {}, body: "" };
  }
}

const page: PracticeResponse = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<html>Sign in</html>",
};

function reply(status: number, body: unknown): PracticeResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function refusal(status: number, code: string, message: string): PracticeResponse {
  return reply(status, { error: { code, message } });
}
