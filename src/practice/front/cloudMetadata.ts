import type { Json, JsonObject } from "../state/json";

/** Where tools find the parts of a served practice cloud. */
export interface CloudAddresses {
  /** Resource Manager: scheme, host and port, without a slash at the end. */
  readonly resourceManager: string;
  /** The resource that Resource Manager's tokens are for. */
  readonly audience: string;
  /** Microsoft Graph, without a version: the prefix of its paths and the resource of its tokens. */
  readonly graph: string;
}

export const practiceCloudName = "NexusArcPractice";

/** Names under `.invalid` (RFC 2606) belong to nobody: a tool that goes there fails at once. */
const elsewhere = (service: string): string => `https://${service}.practice.invalid/`;

/**
 * The answer of `GET /metadata/endpoints`, which Resource Manager gives without a token. Its form depends on the version:
 * 2015-01-01 has names of its own (read by `az cloud register`: azure-cli 2.91.0, `command_modules/cloud/custom.py`), 2019-05-01 is a
 * list of clouds (read through `ARM_CLOUD_METADATA_URL`: azure-cli-core 2.91.0, `cloud.py`), 2022-09-01 is one cloud (read by
 * Terraform's azurerm and azapi: go-azure-sdk, `sdk/internal/metadata/client.go`). Other versions have the form of the last one before
 * them. Undefined for what is no version.
 *
 * `az cloud register` is sent to the authority as AD FS: MSAL takes such an authority without asking login.microsoftonline.com
 * whether it is known there (MSAL Python 1.21, `authority.py`), and azure-cli 2.45 cannot be told not to ask.
 */
export function cloudMetadata(apiVersion: string, addresses: CloudAddresses): Json | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(apiVersion)) return undefined;
  if (apiVersion < "2018") return { ...current(addresses), ...early(addresses) };
  return apiVersion < "2022" ? [current(addresses)] : current(addresses);
}

function early({ resourceManager, audience }: CloudAddresses): JsonObject {
  return {
    galleryEndpoint: elsewhere("gallery"),
    graphEndpoint: elsewhere("graph"),
    portalEndpoint: elsewhere("portal"),
    graphAudience: elsewhere("graph"),
    authentication: {
      loginEndpoint: `${resourceManager}/adfs`,
      audiences: audiencesOf(resourceManager, audience),
      tenant: "adfs",
      identityProvider: "ADFS",
    },
    cloudEndpoint: {},
  };
}

function current({ resourceManager, audience, graph }: CloudAddresses): JsonObject {
  return {
    name: practiceCloudName,
    portal: elsewhere("portal"),
    authentication: {
      loginEndpoint: `${resourceManager}/`,
      audiences: audiencesOf(resourceManager, audience),
      tenant: "common",
      identityProvider: "AAD",
    },
    graphAudience: elsewhere("graph"),
    graph: elsewhere("graph"),
    gallery: elsewhere("gallery"),
    batch: elsewhere("batch"),
    media: elsewhere("media"),
    sqlManagement: elsewhere("sql"),
    vmImageAliasDoc: elsewhere("images"),
    activeDirectoryDataLake: elsewhere("datalake"),
    resourceManager: `${resourceManager}/`,
    microsoftGraphResourceId: graph,
    suffixes: {
      storage: "storage.practice.invalid",
      keyVaultDns: "vault.practice.invalid",
      sqlServerHostname: "database.practice.invalid",
      acrLoginServer: "registry.practice.invalid",
    },
  };
}

/** Tools ask for the first one; SDKs that are given an endpoint only ask for that. */
export function audiencesOf(resourceManager: string, audience: string): readonly string[] {
  return [audience, `${audience}/`, resourceManager, `${resourceManager}/`];
}
