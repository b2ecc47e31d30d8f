/** What one program runs into, and the failures that its output must be taken for. */
export interface Trial {
  readonly script: string;
  readonly finds: readonly string[];
  /** What the proxy answers to everything; it is closed where nothing is said. */
  readonly proxy?: number | "inspects";
  /** What the metadata service answers; it is closed where nothing is said. */
  readonly metadata?: { readonly status: number; readonly body?: string };
  /** Without proxy variables. */
  readonly direct?: true;
  /** With proxy variables for the metadata service too. */
  readonly proxied?: true;
  readonly shell?: "dash";
}

const download = [
  "curl -fsSL https://aka.ms/azcmagent",
  "curl -sSL https://aka.ms/azcmagent",
  "wget -t1 -O- https://aka.ms/azcmagent",
];
const token =
  "'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/'";

/** apt with a source of its own, nothing of this machine's. */
const update = (source: string): string => `
d=$(mktemp -d); mkdir -p $d/etc/apt $d/var/lib/apt/lists/partial $d/var/cache/apt/archives/partial $d/var/lib/dpkg; touch $d/var/lib/dpkg/status
echo 'deb ${source} stable main' >$d/etc/apt/sources.list
apt-get -o Dir=$d -o Dir::State::status=$d/var/lib/dpkg/status -o Acquire::Retries=0 -o APT::Sandbox::User=root update; rm -r $d`;
const updates = [
  update("http://mirror.example/debian"),
  update("https://packages.microsoft.com/debian/12/prod"),
];
const signIn = "az login --identity --allow-no-subscriptions -o none";

export const trials: readonly Trial[] = [
  ...[...download, ...updates, "az extension add --name networkcloud"].flatMap((script): Trial[] => [
    { script, finds: ["proxy-unreachable"] },
    { script, proxy: 403, finds: ["egress-refused"] },
    { script, proxy: 407, finds: ["proxy-authentication"] },
    { script, proxy: 503, finds: ["proxy-error"] },
  ]),
  ...[...download, updates[1] ?? "", "az extension add --name networkcloud"].map((script): Trial => ({
    script,
    proxy: "inspects",
    finds: ["tls-untrusted"],
  })),
  ...[...download, ...updates].map((script): Trial => ({
    script,
    direct: true,
    finds: ["dns-without-proxy"],
  })),
  { script: "curl -sS --connect-timeout 5 https://52.1.2.3/", direct: true, finds: ["direct-connection"] },
  { script: `curl -fsS -H Metadata:true ${token}`, finds: ["metadata-unreachable"] },
  ...([400, 403, 410, 500] as const).map((status): Trial => ({
    script: `set -x; curl -fsS -H Metadata:true ${token}`,
    metadata: { status },
    finds: [
      {
        400: "identity-not-found",
        403: "no-proxy-for-metadata",
        410: "metadata-busy",
        500: "metadata-failing",
      }[status],
    ],
  })),
  { script: signIn, finds: ["metadata-unreachable"] },
  {
    script: signIn,
    metadata: { status: 400, body: '{"error":"invalid_request"}' },
    finds: ["identity-not-found"],
  },
  { script: signIn, proxy: 403, proxied: true, finds: ["no-proxy-for-metadata"] },
  { script: "AZURE_CONFIG_DIR=$(mktemp -d) az account show", finds: ["not-signed-in"] },
  { script: "az login --identity --msi-resource-id /x", finds: ["msi-resource-id"] },
  { script: "az networkcloud virtualmachine list", finds: ["extension-missing"] },
  { script: "x=${ID,,}", shell: "dash", finds: ["bash-in-sh"] },
  { script: "set -o pipefail", shell: "dash", finds: ["bash-in-sh"] },
  { script: "echo 'open", shell: "dash", finds: ["shell-syntax"] },
  { script: "if true; then", finds: ["shell-syntax"] },
  { script: "unset HOME; set -u; echo $HOME", finds: ["home-unset"] },
  { script: "azcmagent version", finds: ["agent-not-installed"] },
  {
    script: "printf '#!/bin/bash\\r\\n' >/tmp/crlf.$$; chmod +x /tmp/crlf.$$; /tmp/crlf.$$; rm /tmp/crlf.$$",
    finds: ["windows-line-ends"],
  },
  { script: "systemctl --root=/tmp enable himdsd", finds: ["agent-not-running"] },
  // Nothing fails: what is shown, and what is answered, is no failure.
  {
    script: `set -x; export NO_PROXY=localhost,169.254.169.254; env; curl -v -fsS -H Metadata:true ${token} -o /dev/null`,
    metadata: { status: 200, body: "{}" },
    finds: [],
  },
];
