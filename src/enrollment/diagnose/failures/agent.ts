import type { Failure } from "./failure";
import { documented, go, systemd } from "./sources";

const notRunning = {
  id: "agent-not-running",
  stage: "agent",
  step: 10,
  cause: "The agent's service himdsd is not running.",
  next: "systemctl restart himdsd, then systemctl status himdsd and /var/opt/azcmagent/log/himds.log. If the unit is unknown, azcmagent is not installed (step 9).",
} as const;

const badKey = {
  id: "pkcs8-key",
  stage: "connect",
  step: 10,
  cause:
    "The private key is not PKCS#1 in DER: OpenSSL 3 writes PKCS#8, and base64 of a PEM file is not DER.",
  next: "Generate the pair with “Generate Arc Key Pair”, or convert the key with “Inspect Key…” (nexus-arc key inspect), then create the Arc machine with its public key.",
} as const;

const connection = {
  id: "endpoint-unreachable",
  stage: "connect",
  step: 10,
  cause: "The agent does not reach {host}.",
  next: "Check that the agent's proxy is http://169.254.0.11:3128 (azcmagent config get proxy.url), that the cloud services network allows {host}, then azcmagent check again.",
} as const;

/** azcmagent, its installer and its service himds. They cannot be run here: sources say where each text is from. */
export const agentFailures: readonly Failure[] = [
  {
    ...notRunning,
    id: "not-root",
    pattern: /You must be root to execute \S{1,80}|himds\.sock: connect: permission denied/i,
    cause: "The agent's command was not run as root.",
    next: "Run it with sudo. Only azcmagent show works without.",
    source: `microsoft/azure_arc issue 84 (${documented}); ${go}`,
    samples: [
      "You must be root to execute /usr/bin/azcmagent",
      'Get "http://himds/status": dial unix /var/opt/azcmagent/socks/himds.sock: connect: permission denied',
    ],
  },
  {
    ...notRunning,
    pattern:
      /himds\.sock: connect: |dial tcp (?:127\.0\.0\.1|\[::1\]):40342: connect: connection refused|himdsd(?:\.service)?:? (?:Failed with result|Main process exited|Failed to start)|Failed to (?:start|restart|enable) .{0,20}himdsd|Job for himdsd\.service failed|Unit himdsd(?:\.service)? (?:could not be found|not found|not loaded)|unit himdsd\.service does not exist|Active: (?:failed|inactive).{0,60}himdsd/i,
    source: `${go}; ${systemd}`,
    samples: [
      'Get "http://himds/status": dial unix /var/opt/azcmagent/socks/himds.sock: connect: connection refused',
      'Get "http://127.0.0.1:40342/x": dial tcp 127.0.0.1:40342: connect: connection refused',
      "Failed to enable unit, unit himdsd.service does not exist.",
    ],
  },
  {
    ...notRunning,
    id: "no-systemd",
    stage: "agent",
    step: 9,
    pattern: /not been booted with systemd|requires systemd|systemctl: (?:command )?not found/i,
    cause: "systemd is not running here, and the agent's services need it.",
    next: "Install the agent on the VM itself, not in a container or chroot, and use an image with systemd.",
    source: systemd,
    samples: [
      "System has not been booted with systemd as init system (PID 1). Can't operate.",
      "The Azure Connected Machine agent requires systemd",
    ],
  },
  {
    ...notRunning,
    id: "wrong-unit",
    step: 9,
    pattern:
      /Unit azcmagent(?:\.service)? (?:could not be found|not found|not loaded)|unit azcmagent\.service does not exist/i,
    cause: "The agent's unit is not named azcmagent, although the troubleshooting page says so.",
    next: "Use himdsd: systemctl status himdsd, journalctl -u himdsd.",
    source: systemd,
    samples: ["Unit azcmagent.service could not be found."],
  },
  {
    ...badKey,
    pattern: /asn1: structure error|use ParsePKCS8PrivateKey instead|use ParseECPrivateKey instead/i,
    source: go,
    samples: [
      "asn1: structure error: tags don't match (16 vs {class:0 tag:13 length:45 isCompound:true}) {optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} pkcs1PrivateKey @2",
      "x509: failed to parse private key (use ParseECPrivateKey instead for this key format)",
    ],
  },
  {
    ...badKey,
    id: "key-damaged",
    pattern: /asn1: syntax error|illegal base64 data at input byte/i,
    cause: "The private key was damaged: truncated, wrapped over several lines, or with spaces in it.",
    next: "Pass it in quotation marks as one line (base64 -w0), and check it with “Inspect Key…” (nexus-arc key inspect).",
    source: go,
    samples: [
      "asn1: syntax error: data truncated",
      "illegal base64 data at input byte 1",
      "asn1: syntax error: sequence truncated",
    ],
  },
  {
    ...badKey,
    id: "openssl-key",
    pattern:
      /Could not (?:read|open file or uri for loading) (?:any )?private key|unable to load (?:Private )?Key|rsa: Unknown (?:cipher|option)/i,
    cause: "openssl could not read the private key file, or does not know the option.",
    next: "Check the file's path and first line with “Inspect Key…” (nexus-arc key inspect FILE). The option for PKCS#1 is -traditional in OpenSSL 3; older versions write it anyway.",
    source: "OpenSSL 3.0.19 (Debian 12)",
    samples: [
      "Could not read private key from g.pem",
      "Could not open file or uri for loading private key from /nope.pem",
    ],
  },
  {
    ...connection,
    id: "private-link-scope",
    pattern: /No indication of Private Link Scope but found private endpoint (?<host>[a-z0-9.-]{1,253})/i,
    cause: "{host} resolves to a private address, but the connection specifies no private link scope.",
    next: "Use the Nexus relay and its proxy instead of private DNS zones, or pass --private-link-scope.",
    source: `Azure/AzureLocal-Supportability issue 184 (${documented})`,
    samples: [
      "No indication of Private Link Scope but found private endpoint agentserviceapi.guestconfiguration.azure.com: 10.0.0.4",
    ],
  },
  {
    ...connection,
    pattern:
      /https:\/\/(?<host>[a-z0-9.-]{1,253})[^|\s]{0,200}[\s|]{1,80}(?:(?!true\b)[A-Za-z][A-Za-z ]{2,40}[\s|]{2,60})?(?:false|unreachable)\b/i,
    source: `azcmagent check (${documented})`,
    samples: [
      " https://gbl.his.arc.azure.com                        |false     |false  |unknown |set",
      "https://agentserviceapi.guestconfiguration.azure.com   false       false     unknown    not used",
      "https://pas.windows.net  |Azure Active Directory  |unreachable |",
    ],
  },
  {
    ...connection,
    symptom: true,
    pattern: /required endpoints unavailable: https:\/\/(?<host>[a-z0-9.-]{1,253})/i,
    source: `Azure/Azure-Sentinel issue 13955 (${documented})`,
    samples: [
      'level=fatal msg="required endpoints unavailable: https://gbl.his.arc.azure.com/ (error: EOF), https://pas.windows.net/ (error: EOF)"',
    ],
  },
  {
    ...connection,
    id: "agent-not-connected",
    pattern: /(?:Agent Status\s{0,60}:\s{0,10}|"status"\s?:\s?")(?<status>Disconnected|Expired|Error)\b/i,
    cause: "The agent is not connected to Azure Arc (status {status}).",
    next: "Disconnected before azcmagent connect is normal: run step 10. Otherwise azcmagent check, then systemctl restart himdsd; after Expired (45 days without a heartbeat) azcmagent disconnect --force-local-only, create the machine again (step 7) and connect.",
    source: `azcmagent show 1.64 in a public report (${documented})`,
    samples: [
      "Agent Status                            : Disconnected",
      "Agent Status                            : Expired",
      '  "status": "Disconnected",',
    ],
  },
  {
    ...connection,
    id: "agent-error-details",
    symptom: true,
    pattern: /Agent Error (?:Code|Details)\s{0,60}:\s{1,10}(?<text>\S.{0,200})/i,
    cause: "The agent reports an error: {text}.",
    next: "Check /var/opt/azcmagent/log/himds.log around the time of Agent Error Timestamp.",
    source: `azcmagent show (${documented})`,
    samples: ["Agent Error Details                     : failed to get status"],
  },
  {
    ...connection,
    id: "os-information",
    pattern: /Failed to obtain FqdnDNS|Failed to discover OS information/i,
    cause: "The agent could not read the name of this VM: hostname -f returns nothing.",
    next: 'Make hostname -f work (a line "127.0.1.1 NAME.DOMAIN NAME" in /etc/hosts), update the agent, and connect again.',
    source: `azcmagent 1.7, MicrosoftDocs/azure-docs issue 77734 (${documented})`,
    samples: [
      "FATAL[0032] Failed to obtain FqdnDNS:",
      'ERROR[0032] Failed to discover OS information for onboarding  Error="Failed to obtain FqdnDNS: "',
    ],
  },
  {
    ...connection,
    id: "arc-connect-failed",
    symptom: true,
    pattern: /Failed to connect to Azure Arc|Failed to AzcmagentConnect ARM resource/i,
    cause: "The agent did not connect.",
    next: "Check egress, roles and the agent's own proxy (azcmagent config list), then connect again with --verbose.",
    source: documented,
    samples: ["ERROR: Failed to connect to Azure Arc"],
  },
];
