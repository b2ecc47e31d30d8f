import assert from "node:assert/strict";
import { articleScript } from "./articleScript";
import { faults, lint, show } from "./lint";

/** One mistake that people make in the article's steps, and the rule that must see it. */
interface Mutation {
  readonly mistake: string;
  readonly rule: string;
  /** Other rules that the same mistake breaks. */
  readonly also?: readonly string[];
  readonly make: (script: string) => string;
}

/** The lines from the one that starts with `from` up to the one that starts with `to`. */
function block(script: string, [from, to]: readonly [string, string]): string {
  const start = script.indexOf(`\n${from}`) + 1;
  const end = script.indexOf(`\n${to}`, start) + 1;
  assert.ok(start > 0 && end > start, `${from} … ${to}`);
  return script.slice(start, end);
}

const replace =
  (from: string, to: string) =>
  (script: string): string => {
    assert.ok(script.includes(from), from);
    return script.replaceAll(from, to);
  };

const drop = (part: string): ((script: string) => string) => replace(part, "");

const parts = {
  proxy: ["# Proxy", "# Azure CLI"],
  cli: ["# Azure CLI", "# Sign in"],
  login: ["# Sign in", "# Key pair"],
  machine: ["# Arc machine", "# Private Relay"],
  relay: ["# Private Relay", "# Connected Machine"],
  agent: ["# Connected Machine", "# Connection"],
  connection: ["# Connection", "azcmagent show"],
} as const;

type Part = keyof typeof parts;

/** Moves a step in front of another. */
const move =
  (part: Part, before: Part) =>
  (script: string): string => {
    const text = block(script, parts[part]);
    const target = block(script, parts[before]);
    return script.replace(text, "").replace(target.slice(0, 20), () => text + target.slice(0, 20));
  };

const leaveOut =
  (part: Part) =>
  (script: string): string =>
    script.replace(block(script, parts[part]), "");

const withoutFlag = (name: string): Mutation => ({
  mistake: `${name} dropped`,
  rule: `connect-without-${name.slice(2)}`,
  make: (script) => script.replace(new RegExp(` {4}${name} "[^"]*" \\\\\n`, "u"), ""),
});

const csn = "http://169.254.0.11:3128";
const agentProxy = `azcmagent config set proxy.url "${csn}"\n`;
const noId = "00000000-0000-0000-0000-000000000000";

const mutations: readonly Mutation[] = [
  // Steps in another order
  { mistake: "agent before the sign-in", rule: "agent-before-login", make: move("agent", "login") },
  { mistake: "agent before the machine", rule: "agent-before-login", make: move("agent", "machine") },
  { mistake: "agent before the relay", rule: "agent-before-login", make: move("agent", "relay") },
  {
    mistake: "agent before everything",
    rule: "agent-before-login",
    also: ["proxy-late"],
    make: move("agent", "proxy"),
  },
  { mistake: "relay before the machine", rule: "relay-before-machine", make: move("relay", "machine") },
  {
    mistake: "connection before machine",
    rule: "connect-before-machine",
    also: ["agent-proxy-missing"],
    make: move("connection", "machine"),
  },
  {
    mistake: "connection before the relay",
    rule: "connect-before-relay",
    also: ["agent-proxy-missing"],
    make: move("connection", "relay"),
  },
  { mistake: "sign-in after the machine", rule: "login-missing", make: move("machine", "login") },
  { mistake: "proxy after the CLI", rule: "proxy-late", make: move("cli", "proxy") },
  {
    mistake: "agent's proxy after the connection",
    rule: "agent-proxy-missing",
    make: (script) => drop(agentProxy)(script).replace("azcmagent show", `${agentProxy}azcmagent show`),
  },
  // Steps left out
  { mistake: "no sign-in", rule: "login-missing", make: leaveOut("login") },
  { mistake: "no relay", rule: "relay-missing", make: leaveOut("relay") },
  { mistake: "no machine", rule: "machine-missing", make: leaveOut("machine") },
  { mistake: "no proxy", rule: "proxy-missing", make: leaveOut("proxy") },
  { mistake: "agent's proxy left out", rule: "agent-proxy-missing", make: drop(agentProxy) },
  {
    mistake: "no extension",
    rule: "extension-missing",
    make: drop("az extension add --name networkcloud --yes\n"),
  },
  {
    mistake: "key left on the disk",
    rule: "private-key-left",
    make: drop("trap 'rm -rf \"${tmpdir}\"' EXIT\n"),
  },
  { mistake: "no set -e", rule: "errexit-missing", make: drop("set -euo pipefail\n") },
  // Proxy
  { mistake: "no http_proxy", rule: "proxy-incomplete", make: drop(`export http_proxy="${csn}"\n`) },
  { mistake: "no HTTPS_PROXY", rule: "proxy-incomplete", make: drop(`export HTTPS_PROXY="${csn}"\n`) },
  {
    mistake: "no no_proxy",
    rule: "proxy-incomplete",
    make: drop('export no_proxy="localhost,127.0.0.1,::1,169.254.169.254"\n'),
  },
  {
    mistake: "no proxy for http at all",
    rule: "proxy-incomplete",
    make: (script) => script.replace(/export (?:HTTP_PROXY|http_proxy)=.*\n/gu, ""),
  },
  {
    mistake: "NO_PROXY without the token service",
    rule: "no-proxy-token-service",
    make: drop(",169.254.169.254"),
  },
  {
    mistake: "neither NO_PROXY nor no_proxy",
    rule: "no-proxy-token-service",
    make: (script) => script.replace(/export (?:NO_PROXY|no_proxy)=.*\n/gu, ""),
  },
  {
    mistake: "wrong port",
    rule: "proxy-address",
    make: replace(`HTTPS_PROXY="${csn}"`, 'HTTPS_PROXY="http://169.254.0.11:8080"'),
  },
  {
    mistake: "https proxy",
    rule: "proxy-address",
    make: replace('https_proxy="http:', 'https_proxy="https:'),
  },
  {
    mistake: "wrong proxy for the agent",
    rule: "proxy-address",
    make: replace(`proxy.url "${csn}"`, 'proxy.url "http://169.254.0.1:3128"'),
  },
  { mistake: "proxy not exported", rule: "proxy-missing", make: replace("\nexport ", "\n") },
  // Sign-in
  {
    mistake: "login without --allow-no-subscriptions",
    rule: "login-without-allow-no-subscriptions",
    make: drop(" --allow-no-subscriptions"),
  },
  { mistake: "login with --username", rule: "login-username", make: replace("--resource-id", "--username") },
  {
    mistake: "login with --msi-resource-id",
    rule: "login-msi-resource-id",
    make: replace("--resource-id", "--msi-resource-id"),
  },
  {
    mistake: "login without --identity",
    rule: "interactive-prompt",
    make: (script) => script.replace(/az login .*/u, "az login --allow-no-subscriptions"),
  },
  {
    mistake: "roles assigned by the VM itself",
    rule: "role-assignment-in-vm",
    make: (script) =>
      script.replace(
        / --resource-id .*\n/u,
        "\naz role assignment create --assignee me --role Contributor\n",
      ),
  },
  // Key
  { mistake: "private key as PKCS#8", rule: "key-pkcs8", make: drop(" -traditional") },
  { mistake: "public key as SPKI", rule: "public-key-spki", make: replace("-RSAPublicKey_out", "-pubout") },
  { mistake: "key broken into lines", rule: "key-base64-wrapped", make: replace("base64 -A)", "base64)") },
  { mistake: "key too short", rule: "key-size", make: replace("bits:2048", "bits:1024") },
  {
    mistake: "public half given to the agent",
    rule: "key-halves",
    make: replace('--private-key "${PRIVATE_B64}"', '--private-key "${PUBLIC_B64}"'),
  },
  {
    mistake: "private half sent to Azure",
    rule: "key-halves",
    make: replace('"clientPublicKey": "${PUBLIC_B64}"', '"clientPublicKey": "${PRIVATE_B64}"'),
  },
  {
    mistake: "private key in the text",
    rule: "private-key-literal",
    make: replace('--private-key "${PRIVATE_B64}"', `--private-key "MIIE${"Ab1+".repeat(150)}"`),
  },
  {
    mistake: "private key in a variable of the text",
    rule: "private-key-literal",
    make: (script) => script.replace(/PRIVATE_B64="\$\(.*\)"/u, `PRIVATE_B64="MIIE${"Ab1+".repeat(150)}"`),
  },
  {
    mistake: "private key printed",
    rule: "secret-in-log",
    make: replace("azcmagent version", 'echo "$PRIVATE_B64"'),
  },
  { mistake: "commands traced with the key", rule: "secret-in-log", make: replace("set -euo", "set -xeuo") },
  // Machine, relay and names
  {
    mistake: "machine with a user-assigned identity",
    rule: "machine-identity",
    make: replace('"type": "SystemAssigned"', '"type": "UserAssigned"'),
  },
  {
    mistake: "body without vmId",
    rule: "machine-body-incomplete",
    make: replace(',\n    "vmId": "${ARC_MACHINE_VMID}"', ""),
  },
  { mistake: "machine by POST", rule: "machine-method", make: replace("--method PUT", "--method POST") },
  { mistake: "no API version", rule: "machine-method", make: drop("?api-version=2025-02-19-preview") },
  {
    mistake: "another vmId at the connection",
    rule: "machine-mismatch",
    make: replace('--vmid "${ARC_MACHINE_VMID}"', '--vmid "$(uuidgen)"'),
  },
  {
    mistake: "another name at the connection",
    rule: "machine-mismatch",
    make: replace('--resource-name "${VM_NAME}"', '--resource-name "othervm"'),
  },
  { mistake: "VM name with hyphens", rule: "vm-name", make: replace("mynexusvm", "my-nexus-vm") },
  { mistake: "Arc name too long", rule: "arc-name", make: replace("mynexusvm", "x".repeat(60)) },
  {
    mistake: "relay without machine",
    rule: "relay-incomplete",
    make: drop(' --machine-id "$ARC_MACHINE_ID"'),
  },
  {
    mistake: "public relay",
    rule: "relay-incomplete",
    make: replace('-n "$VM_NAME"', '-n "$VM_NAME" --relay-type Public'),
  },
  // Connection
  { mistake: "plain connect", rule: "connect-not-existing", make: replace("connect existing", "connect") },
  ...["--private-key", "--vmid", "--tenant-id", "--subscription-id"].map(withoutFlag),
  ...["--resource-group", "--resource-name", "--location"].map(withoutFlag),
  {
    mistake: "tenant by its name",
    rule: "malformed-id",
    make: replace(`TENANT_ID="${noId}"`, 'TENANT_ID="contoso.onmicrosoft.com"'),
  },
  {
    mistake: "region by its display name",
    rule: "location-name",
    make: (script) => script.replace(/LOCATION="\$\(.*\)"/u, 'LOCATION="East US"'),
  },
  {
    mistake: "connection as another user",
    rule: "agent-not-root",
    make: replace("azcmagent connect", "sudo -u azureuser azcmagent connect"),
  },
  // Shell
  {
    mistake: "failed sign-in ignored",
    rule: "step-ignored",
    make: replace('--resource-id "${UAMI_ID}"', '--resource-id "${UAMI_ID}" || true'),
  },
  {
    mistake: "relay in the background",
    rule: "step-ignored",
    make: replace('--machine-id "$ARC_MACHINE_ID"', '--machine-id "$ARC_MACHINE_ID" &'),
  },
  {
    mistake: "proxy appended at each run",
    rule: "run-twice",
    make: replace("azcmagent version", "echo HTTPS_PROXY=$HTTPS_PROXY >> /etc/environment"),
  },
  {
    mistake: "look-up in the VM",
    rule: "verify-inside-vm",
    make: replace("azcmagent show", 'az connectedmachine show -n "$ARC_MACHINE_NAME" -g "$RESOURCE_GROUP"'),
  },
  {
    mistake: "installer piped into a shell",
    rule: "pipe-to-shell",
    make: replace("azcmagent version", "curl -fsSL https://example.com/x.sh | bash"),
  },
  {
    mistake: "package manager that asks",
    rule: "apt-without-yes",
    make: replace("az extension add", "apt-get install jq\naz extension add"),
  },
];

describe("the article's steps as one script", () => {
  it("come out clean", () => {
    assert.deepEqual(lint(articleScript).map(show), []);
  });

  it("has at least the 50 mistakes made to it that were asked for", () => {
    assert.ok(mutations.length >= 50);
  });

  for (const { mistake, rule, make, also = [] } of mutations) {
    it(`${mistake}: caught by ${rule}`, () => {
      const broken = make(articleScript);
      assert.notEqual(broken, articleScript);
      const found = faults(broken);
      // The one rule, and where a moved step breaks a second order, that one too.
      assert.deepEqual(found.sort(), [rule, ...also].sort(), lint(broken).map(show).join("\n"));
    });
  }
});
