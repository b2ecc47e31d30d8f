import { say } from "../l10n/sentence";
/**
 * One Azure cloud: every host name and audience that anything in the product names.
 * All URLs end without a slash.
 */
export interface Cloud {
  readonly name: "public" | "usGovernment" | "china" | "custom" | "practice";
  readonly displayName: string;
  /** Resource Manager, for example `https://management.azure.com`. */
  readonly resourceManager: string;
  /** OAuth 2.0 scope of Resource Manager tokens, for example `https://management.azure.com/.default`. */
  readonly scope: string;
  /** Microsoft Entra authority host, for example `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Azure portal; absent where a cloud has none. */
  readonly portal?: string;
  /** The `resource` of a token request to the VM's metadata service (IMDS), for example `https://management.azure.com/`. */
  readonly imdsResource: string;
  /** What `az cloud set --name` and PowerShell's `-Environment` call it; absent for a custom cloud, whose name only its user knows. */
  readonly azName?: "AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud";
  /** What `azcmagent --cloud` takes; absent where the agent has no such cloud. */
  readonly azcmagentName?: "AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud";
  readonly hosts: CloudHosts;
}

/** Host names without a scheme. */
export interface CloudHosts {
  /** Arc's hybrid identity service: the suffix under which all its hosts live, `his.arc.azure.com`. */
  readonly his: string;
  readonly guestConfiguration: string;
  readonly guestNotification: string;
  /** Entra sign-in and the role check that it needs. */
  readonly login: readonly string[];
  readonly serviceBus: string;
  /** Where the agent's package and its installer come from. */
  readonly packages: readonly string[];
}

/** What a VM must reach over TLS (port 443) to be connected. A leading dot means every host below. */
export interface EgressHost {
  readonly host: string;
  readonly why: string;
}

/**
 * Sources. Endpoints and audiences: Azure CLI's `az cloud list` and the Azure SDKs' cloud configurations, which agree;
 * the audience is the Resource Manager endpoint, which Entra accepts for the older `management.core.*` one.
 * Arc hosts: https://learn.microsoft.com/azure/azure-arc/servers/network-requirements, one tab for each cloud.
 * Agent cloud names: https://learn.microsoft.com/azure/azure-arc/servers/azcmagent-connect#flags (`--cloud`).
 */
const packageHosts = ["packages.microsoft.com", "download.microsoft.com", "aka.ms"] as const;

export const publicCloud: Cloud = {
  name: "public",
  displayName: "Azure",
  resourceManager: "https://management.azure.com",
  scope: "https://management.azure.com/.default",
  authority: "https://login.microsoftonline.com",
  portal: "https://portal.azure.com",
  imdsResource: "https://management.azure.com/",
  azName: "AzureCloud",
  azcmagentName: "AzureCloud",
  hosts: {
    his: "his.arc.azure.com",
    guestConfiguration: "guestconfiguration.azure.com",
    guestNotification: "guestnotificationservice.azure.com",
    login: ["login.microsoftonline.com", ".login.microsoft.com", "pas.windows.net"],
    serviceBus: "servicebus.windows.net",
    packages: packageHosts,
  },
};

export const usGovernmentCloud: Cloud = {
  name: "usGovernment",
  displayName: "Azure US Government",
  resourceManager: "https://management.usgovcloudapi.net",
  scope: "https://management.usgovcloudapi.net/.default",
  authority: "https://login.microsoftonline.us",
  portal: "https://portal.azure.us",
  imdsResource: "https://management.usgovcloudapi.net/",
  azName: "AzureUSGovernment",
  azcmagentName: "AzureUSGovernment",
  hosts: {
    his: "his.arc.azure.us",
    guestConfiguration: "guestconfiguration.azure.us",
    guestNotification: "guestnotificationservice.azure.us",
    login: ["login.microsoftonline.us", "pasff.usgovcloudapi.net"],
    serviceBus: "servicebus.usgovcloudapi.net",
    packages: packageHosts,
  },
};

export const chinaCloud: Cloud = {
  name: "china",
  displayName: "Azure operated by 21Vianet",
  resourceManager: "https://management.chinacloudapi.cn",
  scope: "https://management.chinacloudapi.cn/.default",
  authority: "https://login.chinacloudapi.cn",
  portal: "https://portal.azure.cn",
  imdsResource: "https://management.chinacloudapi.cn/",
  azName: "AzureChinaCloud",
  azcmagentName: "AzureChinaCloud",
  hosts: {
    his: "his.arc.azure.cn",
    guestConfiguration: "guestconfiguration.azure.cn",
    guestNotification: "guestnotificationservice.azure.cn",
    login: ["login.chinacloudapi.cn", "login.partner.chinacloudapi.cn", "pas.chinacloudapi.cn"],
    serviceBus: "servicebus.chinacloudapi.cn",
    packages: packageHosts,
  },
};

/** The practice cloud: names that no DNS knows (RFC 2606), so nothing meant for practice can reach anybody. */
export const practiceCloud: Cloud = {
  ...publicCloud,
  name: "practice",
  displayName: "Practice",
  resourceManager: "https://management.practice.invalid",
  scope: "https://management.practice.invalid/.default",
  authority: "https://login.practice.invalid",
  portal: "https://portal.practice.invalid",
};

/** The clouds that need no settings of their own. */
export const knownClouds = {
  public: publicCloud,
  usGovernment: usGovernmentCloud,
  china: chinaCloud,
  practice: practiceCloud,
} as const satisfies Partial<Record<Cloud["name"], Cloud>>;

/** What a user sets for a custom cloud. */
export interface CustomCloudSettings {
  readonly resourceManager: string;
  readonly authority: string;
  /** The audience of tokens; the Resource Manager endpoint when absent. */
  readonly audience?: string;
  readonly portal?: string;
}

/** A setting of a custom cloud that cannot be used. */
export class CloudSettingError extends Error {
  override readonly name = "CloudSettingError";
  readonly setting: keyof CustomCloudSettings;

  constructor(setting: keyof CustomCloudSettings, problem: string) {
    super(`${setting}: ${problem}`);
    this.setting = setting;
  }
}

/**
 * A custom cloud from its settings. Throws `CloudSettingError` unless every URL is https (http only to this very machine)
 * without user name, query or fragment.
 */
export function customCloud(settings: CustomCloudSettings): Cloud {
  const resourceManager = endpoint("resourceManager", settings.resourceManager);
  const audience =
    settings.audience === undefined ? resourceManager : absoluteUri("audience", settings.audience);
  // Arc's own hosts are not settings of a custom cloud; the public ones are the only documented choice.
  const { hosts } = publicCloud;
  const authority = endpoint("authority", settings.authority);
  return {
    name: "custom",
    displayName: new URL(resourceManager).hostname,
    resourceManager,
    scope: `${audience}/.default`,
    authority,
    ...(settings.portal !== undefined && { portal: endpoint("portal", settings.portal) }),
    imdsResource: `${audience}/`,
    hosts: { ...hosts, login: [new URL(authority).hostname] },
  };
}

function endpoint(setting: keyof CustomCloudSettings, text: string): string {
  const url = parse(setting, text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw new CloudSettingError(setting, "it must start with https:// (http:// is only for this machine).");
  }
  return trimSlash(url);
}

function absoluteUri(setting: keyof CustomCloudSettings, text: string): string {
  return trimSlash(parse(setting, text));
}

function parse(setting: keyof CustomCloudSettings, text: string): URL {
  if (!URL.canParse(text))
    throw new CloudSettingError(setting, "it must be a URL such as https://management.example.com.");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    throw new CloudSettingError(setting, "it must not contain a user name or password.");
  if (url.search !== "" || url.hash !== "")
    throw new CloudSettingError(setting, "it must not contain a query or a fragment.");
  return url;
}

function trimSlash(url: URL): string {
  return url.href.replace(/\/+$/, "");
}

/** Does the host name mean this very machine? Takes a `URL.hostname`. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The portal's page of a resource; `undefined` where the cloud has no portal. */
export function portalLink(cloud: Cloud, resourceId: string, tenantId?: string): string | undefined {
  if (cloud.portal === undefined) return undefined;
  const path = resourceId.split("/").map(encodeURIComponent).join("/");
  const tenant = tenantId === undefined ? "" : `@${encodeURIComponent(tenantId)}/`;
  return `${cloud.portal}/#${tenant}resource${path}`;
}

/** The hosts that enrollment needs from inside the VM. */
export function egressHosts(cloud: Cloud): readonly EgressHost[] {
  const { hosts } = cloud;
  return [
    { host: new URL(cloud.resourceManager).hostname, why: "Azure Resource Manager" },
    ...hosts.login.map((host) => ({ host, why: say`Microsoft Entra sign-in` })),
    { host: `.${hosts.his}`, why: say`Arc's hybrid identity service` },
    { host: `.${hosts.guestConfiguration}`, why: say`Arc extensions and guest configuration` },
    { host: hosts.guestNotification, why: say`Arc notifications` },
    { host: `.${hosts.guestNotification}`, why: say`Arc notifications` },
    { host: `.${hosts.serviceBus}`, why: say`Arc notifications and SSH` },
    ...hosts.packages.map((host) => ({ host, why: say`the agent's package and installer` })),
  ];
}
