import type { ArmClient, ArmRequest } from "../../client";
import { readNumber, readObject, readString, type Json, type OpenEnum } from "../../decode";
import { resourcePath } from "../networkCloud/networkCloud";
import { listAll, withSignal } from "../../http/pages";
import { decodeResource, type ArmResource } from "../resource";
import { parseResourceId, resourceId } from "../resourceId";
import { apiVersions } from "../../versions";

const apiVersion = apiVersions.hybridConnectivity;
const endpointType = "Microsoft.HybridConnectivity/endpoints";

/**
 * A connectivity endpoint of an Arc machine. The API knows `type`, `resourceId` and `provisioningState` and no more;
 * a GET does not show which relay is used. Whatever else comes is in `furtherProperties`.
 */
export interface Endpoint extends ArmResource {
  readonly endpointType: OpenEnum<"default" | "custom"> | undefined;
  readonly provisioningState: string | undefined;
  /** Properties that no published version has, such as those in the enrollment article's sample output. */
  readonly furtherProperties: Json;
}

/** Where the relay of a machine stands, without the secrets that the answer also holds. */
export interface RelayInfo {
  readonly namespaceName: string | undefined;
  readonly namespaceNameSuffix: string | undefined;
  readonly hybridConnectionName: string | undefined;
  /** Seconds since 1970. */
  readonly expiresOn: number | undefined;
}

export interface ServiceConfiguration extends ArmResource {
  readonly serviceName: OpenEnum<"SSH" | "WAC"> | undefined;
  readonly port: number | undefined;
  readonly provisioningState: string | undefined;
}

/** ARM ID of a machine's `default` endpoint. Throws `ResourceIdError`. */
export function endpointId(machineId: string, name = "default"): string {
  return resourceId(parseResourceId(machineId), endpointType, name).text;
}

/** Requests about the `default` endpoint of a machine. Throw `ResourceIdError`. */
export const endpointRequests = {
  get: (machineId: string): ArmRequest => ({
    method: "GET",
    path: resourcePath(endpointId(machineId)),
    apiVersion,
  }),
  put: (machineId: string): ArmRequest => ({
    method: "PUT",
    path: resourcePath(endpointId(machineId)),
    apiVersion,
    body: { properties: { type: "default" } },
  }),
  delete: (machineId: string): ArmRequest => ({
    method: "DELETE",
    path: resourcePath(endpointId(machineId)),
    apiVersion,
  }),
  /** `seconds`: how long the credentials are good for, 600 to 10,800. */
  listCredentials: (machineId: string, seconds: number, serviceName?: "SSH" | "WAC"): ArmRequest => ({
    method: "POST",
    path: resourcePath(endpointId(machineId), "listCredentials"),
    apiVersion,
    query: { expiresin: String(seconds) },
    readOnly: true,
    ...(serviceName !== undefined && { body: { serviceName } }),
  }),
  listServiceConfigurations: (machineId: string): ArmRequest => ({
    method: "GET",
    path: resourcePath(endpointId(machineId), "serviceConfigurations"),
    apiVersion,
  }),
  putServiceConfiguration: (machineId: string, serviceName: "SSH" | "WAC", port: number): ArmRequest => ({
    method: "PUT",
    path: resourcePath(endpointId(machineId), `serviceConfigurations/${serviceName}`),
    apiVersion,
    body: { properties: { serviceName, port } },
  }),
};

const namedProperties: ReadonlySet<string> = new Set(["type", "resourceId", "provisioningState"]);

export function decodeEndpoint(value: unknown): Endpoint {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    endpointType: readString(properties["type"]),
    provisioningState: readString(properties["provisioningState"]),
    furtherProperties: Object.fromEntries(
      Object.entries(properties).filter(([name]) => !namedProperties.has(name)),
    ),
  };
}

export function decodeServiceConfiguration(value: unknown): ServiceConfiguration {
  const resource = decodeResource(value);
  const properties = readObject(resource.raw["properties"]);
  return {
    ...resource,
    serviceName: readString(properties["serviceName"]),
    port: readNumber(properties["port"]),
    provisioningState: readString(properties["provisioningState"]),
  };
}

/** Reads the relay's place. `accessKey` and `serviceConfigurationToken` are secrets and are left where they are. */
export function decodeRelayInfo(value: unknown): RelayInfo {
  const relay = readObject(readObject(value)["relay"]);
  return {
    namespaceName: readString(relay["namespaceName"]),
    namespaceNameSuffix: readString(relay["namespaceNameSuffix"]),
    hybridConnectionName: readString(relay["hybridConnectionName"]),
    expiresOn: readNumber(relay["expiresOn"]),
  };
}

/** The endpoint of a machine. Throws `ArmError`; its kind is `notFound` before the first assignment or use. */
export async function getEndpoint(
  client: ArmClient,
  machineId: string,
  signal?: AbortSignal,
): Promise<Endpoint> {
  return decodeEndpoint((await client.send(withSignal(endpointRequests.get(machineId), signal))).body);
}

/** Makes the `default` endpoint of a machine; harmless when there is one. Throws `ArmError`. */
export async function putEndpoint(
  client: ArmClient,
  machineId: string,
  signal?: AbortSignal,
): Promise<Endpoint> {
  return decodeEndpoint((await client.send(withSignal(endpointRequests.put(machineId), signal))).body);
}

export async function deleteEndpoint(
  client: ArmClient,
  machineId: string,
  signal?: AbortSignal,
): Promise<void> {
  await client.send(withSignal(endpointRequests.delete(machineId), signal));
}

/** Asks for credentials of the shortest life and keeps only where the relay stands. Throws `ArmError`. */
export async function getRelayInfo(
  client: ArmClient,
  machineId: string,
  signal?: AbortSignal,
): Promise<RelayInfo> {
  const request = endpointRequests.listCredentials(machineId, shortestLife);
  return decodeRelayInfo((await client.send(withSignal(request, signal))).body);
}

/** Seconds. */
const shortestLife = 600;

export function listServiceConfigurations(
  client: ArmClient,
  machineId: string,
  signal?: AbortSignal,
): Promise<ServiceConfiguration[]> {
  const request = withSignal(endpointRequests.listServiceConfigurations(machineId), signal);
  return listAll(client, request, decodeServiceConfiguration);
}

/** Lets `serviceName` be reached through the endpoint, on `port`. Throws `ArmError`. */
export async function putServiceConfiguration(
  client: ArmClient,
  machineId: string,
  service: { readonly serviceName: "SSH" | "WAC"; readonly port: number },
  signal?: AbortSignal,
): Promise<ServiceConfiguration> {
  const request = endpointRequests.putServiceConfiguration(machineId, service.serviceName, service.port);
  return decodeServiceConfiguration((await client.send(withSignal(request, signal))).body);
}
