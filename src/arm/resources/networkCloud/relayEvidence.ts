import type { ArmClient, ArmRequest } from "../../client";
import { readObject, readString } from "../../decode";
import { isAborted, toArmError, type ArmError } from "../../errors";
import { resourcePath } from "./networkCloud";
import { withSignal } from "../../http/pages";
import { nameOfId } from "../resource";

/**
 * `relayConfiguration` of a cluster manager: in Microsoft.NetworkCloud since 2026-01-01-preview, stable since 2026-07-01,
 * so not in the version of all other requests.
 */
const relayConfigurationVersion = "2026-07-01";

/** Which relay namespace the platform of a VM has for its Private Relay. */
export type PlatformRelay =
  | { readonly kind: "known"; readonly namespaceName: string; readonly clusterManagerId: string }
  /** Azure answered, and shows none. */
  | { readonly kind: "none" }
  | { readonly kind: "hidden"; readonly error: ArmError };

function getRequest(id: string): ArmRequest {
  return { method: "GET", path: resourcePath(id), apiVersion: relayConfigurationVersion };
}

/** Reads it through the VM's cluster and the cluster's manager. Only an abort is thrown. */
export async function readPlatformRelay(
  client: ArmClient,
  clusterId: string,
  signal?: AbortSignal,
): Promise<PlatformRelay> {
  try {
    const cluster = await client.send(withSignal(getRequest(clusterId), signal));
    const clusterManagerId = readString(propertiesOf(cluster.body)["clusterManagerId"]);
    if (clusterManagerId === undefined) return { kind: "none" };
    const manager = await client.send(withSignal(getRequest(clusterManagerId), signal));
    const configuration = readObject(propertiesOf(manager.body)["relayConfiguration"]);
    const namespaceId = readString(configuration["relayNamespaceId"]);
    if (namespaceId === undefined || namespaceId === "") return { kind: "none" };
    return {
      kind: "known",
      clusterManagerId,
      namespaceName: nameOfId(namespaceId),
    };
  } catch (error) {
    if (isAborted(error)) throw error;
    return { kind: "hidden", error: toArmError(error) };
  }
}

function propertiesOf(body: unknown): Readonly<Record<string, unknown>> {
  return readObject(readObject(body)["properties"]);
}
