import { say } from "../../l10n/sentence";
import type { Finding, Judgement, Note, Severity } from "../finding";
import {
  distributionOf,
  type Distribution,
  type OperatingSystem,
  type SupportedVersion,
} from "./operatingSystem";

/** Judges an operating system by what the agent supports, and says what software must be on it. */
export function judgeSystem(system: OperatingSystem | undefined): Judgement {
  if (system === undefined) {
    const text = say`Azure does not show a Nexus VM's operating system before it is connected. Specify it to have it checked. The agent does not support 32-bit systems.`;
    return { findings: [], passed: [], open: [{ area: "system", text }] };
  }
  const distribution = distributionOf(system);
  const findings = [...architecture(system, distribution), ...supported(system, distribution)];
  const passed: Note[] =
    findings.length === 0
      ? [{ area: "system", text: say`${display(system)} is supported by the agent.` }]
      : [];
  return { findings, passed, open: software(system, distribution) };
}

function display({ name, version, architecture }: OperatingSystem): string {
  return [name, version, architecture].filter((word) => word !== undefined).join(" ");
}

function finding(id: string, severity: Severity, title: string, evidence: string, fix: string): Finding {
  return { id, area: "system", severity, title, evidence, fix, actions: [] };
}

const bits64 = /^(x86[-_]?64|x64|amd64|64-bit)$/i;
const arm64 = /^(aarch64|arm64)$/i;

function architecture(system: OperatingSystem, distribution: Distribution | undefined): Finding[] {
  const { architecture: name } = system;
  if (name === undefined || bits64.test(name)) return [];
  if (!arm64.test(name)) {
    return [
      finding(
        "system-architecture",
        "error",
        say`The agent does not support this architecture. It supports x86-64 and, in part, Arm64, but no 32-bit systems.`,
        `architecture: ${name}`,
        say`Use an x86-64 image.`,
      ),
    ];
  }
  const version = distribution === undefined ? undefined : versionOf(distribution, system);
  if (version?.arm64 === false) {
    return [
      finding(
        "system-arm64",
        "error",
        say`The agent is not supported on ${distribution?.label ?? ""} ${version.label} for Arm64.`,
        `architecture: ${name}`,
        say`Use an x86-64 image, or a version with Arm64 support (Ubuntu 20.04 to 24.04, SLES 15, Amazon Linux).`,
      ),
    ];
  }
  return [
    finding(
      "system-arm64-limits",
      "warning",
      say`On Arm64, Arc works only in part: RunCommand, CustomScriptExtension, and the Azure Monitor agent are supported. Machine configuration is not.`,
      `architecture: ${name}`,
      say`Check that what you need is supported on Arm64, or use an x86-64 image.`,
    ),
  ];
}

function versionOf(distribution: Distribution, { version }: OperatingSystem): SupportedVersion | undefined {
  return version === undefined
    ? undefined
    : distribution.versions.find((supportedVersion) => supportedVersion.version.test(version));
}

function supported(system: OperatingSystem, distribution: Distribution | undefined): Finding[] {
  if (distribution === undefined) {
    return [
      finding(
        "system-unlisted",
        "warning",
        say`${system.name} is not listed as a supported system in the agent's documentation.`,
        display(system),
        say`Use a listed distribution, or continue without support.`,
      ),
    ];
  }
  if (system.version === undefined) return [];
  const version = versionOf(distribution, system);
  if (version === undefined) {
    const listed = distribution.versions.map(({ label }) => label).join(", ");
    return [
      finding(
        "system-version",
        "error",
        say`The agent does not support ${distribution.label} ${system.version}.`,
        display(system),
        say`Use one of ${listed}.`,
      ),
    ];
  }
  return [...limits(distribution, version), ...clients(version, system)];
}

function limits({ label, family }: Distribution, { limited, label: version }: SupportedVersion): Finding[] {
  if (limited === undefined) return [];
  const { lastAgent, until } = limited;
  return [
    finding(
      "system-limited",
      "warning",
      say`${label} ${version} has limited support: agent ${lastAgent} is the last version for it, and its support ended on ${until}.`,
      say`last agent: ${lastAgent}`,
      family === "windows"
        ? say`Upgrade the system. To connect it anyway, pass -AltDownload https://aka.ms/AzureConnectedMachineAgent-${lastAgent} to the installer.`
        : say`Upgrade the system. The package repository still has the last agent version for it.`,
    ),
  ];
}

function clients({ client }: SupportedVersion, system: OperatingSystem): Finding[] {
  if (client !== true) return [];
  return [
    finding(
      "system-client",
      "warning",
      say`A Windows client is supported only if it works like a server: always on, powered, and connected.`,
      display(system),
      say`Use Windows Server, or use Intune for a personal computer.`,
    ),
  ];
}

/** What must be on the system: nothing outside can look. */
function software({ family }: OperatingSystem, distribution: Distribution | undefined): Note[] {
  if (family === "windows") {
    return [
      {
        area: "system",
        text: say`NT SERVICE\\himds needs the right to log on as a service, which it has unless a group policy removes it. Windows Server 2008 R2 requires PowerShell 4.0 or later.`,
      },
    ];
  }
  const gnupg = distribution?.debian === true ? ", gnupg" : "";
  return [
    {
      area: "system",
      text: say`The image must have systemd, wget and openssl${gnupg}. This cannot be checked from outside the VM.`,
    },
  ];
}
