import type { Json } from "../json";

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
 * 2015-01-01 has names of its own (read by `az cloud register`: azure-cli 2.91.0, `command_modules/cloud/custom.py`), 2019-05-01 and
 * 2020-06-01 are a list of clouds (read through `ARM_CLOUD_METADATA_URL`: azure-cli-core 2.91.0, `cloud.py`), 2022-09-01 is one cloud
 * (read by Terraform's azurerm and azapi: go-azure-sdk, `sdk/internal/metadata/client.go`).
 *
 * `az cloud register` is sent to the authority as ADFS: MSAL takes such an authority without asking login.microsoftonline.com
 * whether it knows it (MSAL Python 1.21 to 1.34, `authority.py`), and azure-cli 2.45 cannot be told not to ask.
 */
export function cloudMetadata(apiVersion: string, addresses: CloudAddresses): Json | undefined {
  if (apiVersion === "2015-01-01") return early(addresses);
  if (apiVersion === "2019-05-01" || apiVersion === "2020-06-01") return [current(addresses)];
  return apiVersion === "2022-09-01" ? current(addresses) : undefined;
}

export const cloudMetadataVersions = ["2015-01-01", "2019-05-01", "2020-06-01", "2022-09-01"] as const;

function early({ resourceManager, audience }: CloudAddresses): Json {
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

function current({ resourceManager, audience, graph }: CloudAddresses): Json {
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
