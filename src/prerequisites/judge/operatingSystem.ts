/** The operating system of a VM, as its image, its Arc machine or its user names it. */
export interface OperatingSystem {
  readonly family: "linux" | "windows";
  /** `ubuntu`, `rhel`, `windows server`, in any case. */
  readonly name: string;
  /** `24.04`, `2019`; without one, only the name is judged. */
  readonly version?: string;
  /** As `uname -m` or Windows names it. */
  readonly architecture?: string;
}

/** What the agent supports of one version. */
export interface SupportedVersion {
  readonly version: RegExp;
  readonly label: string;
  readonly arm64: boolean;
  /** Versions that newer agents do not take any more. */
  readonly limited?: { readonly lastAgent: string; readonly until: string };
  /** Client systems are for machines that are always on. */
  readonly client?: true;
}

export interface Distribution {
  readonly label: string;
  readonly names: readonly string[];
  readonly family: "linux" | "windows";
  /** Its own package mirror; a leading dot means every host below. */
  readonly mirror?: string;
  /** Whether the installer wants gnupg (Debian and its children). */
  readonly debian?: true;
  readonly versions: readonly SupportedVersion[];
}

const plain = (version: string, arm64 = false): SupportedVersion => ({
  version: new RegExp(`^${version.replaceAll(".", "\\.")}(\\D|$)`, "i"),
  label: version,
  arm64,
});
const limited = (version: string, lastAgent: string, until: string): SupportedVersion => ({
  ...plain(version),
  limited: { lastAgent, until },
});
const client = (version: string): SupportedVersion => ({ ...plain(version), client: true });
const ended = "2025-07-15";

/**
 * learn.microsoft.com, "Connected Machine agent prerequisites", 2025-03-21; Ubuntu 26.04 from the release notes of agent 1.67.
 * x86-64 is supported wherever a version stands here.
 */
export const distributions: readonly Distribution[] = [
  {
    label: "Ubuntu",
    names: ["ubuntu"],
    family: "linux",
    mirror: ".ubuntu.com",
    debian: true,
    versions: [
      limited("16.04", "1.44", ended),
      plain("18.04"),
      plain("20.04", true),
      plain("22.04", true),
      plain("24.04", true),
      plain("26.04"),
    ],
  },
  {
    label: "Debian",
    names: ["debian", "debian gnu/linux"],
    family: "linux",
    mirror: ".debian.org",
    debian: true,
    versions: [limited("10", "1.44", ended), plain("11"), plain("12")],
  },
  {
    label: "Azure Linux",
    names: ["azurelinux", "azure linux", "cbl-mariner", "mariner", "common base linux mariner"],
    family: "linux",
    versions: [limited("1.0", "1.44", ended), plain("2", true), plain("3")],
  },
  {
    label: "Red Hat Enterprise Linux",
    names: ["rhel", "red hat enterprise linux", "redhat"],
    family: "linux",
    mirror: ".redhat.com",
    versions: [plain("7"), plain("8"), plain("9"), plain("10")],
  },
  {
    label: "CentOS",
    names: ["centos"],
    family: "linux",
    mirror: ".centos.org",
    versions: [limited("7", "1.44", ended), limited("8", "1.44", ended)],
  },
  {
    label: "Oracle Linux",
    names: ["ol", "oracle linux", "oraclelinux", "oracle"],
    family: "linux",
    mirror: ".oracle.com",
    versions: [plain("7"), plain("8"), plain("9")],
  },
  {
    label: "AlmaLinux",
    names: ["almalinux", "alma"],
    family: "linux",
    mirror: ".almalinux.org",
    versions: [plain("8", true), plain("9")],
  },
  {
    label: "Rocky Linux",
    names: ["rocky", "rockylinux", "rocky linux"],
    family: "linux",
    mirror: ".rockylinux.org",
    versions: [plain("8"), plain("9")],
  },
  {
    label: "SUSE Linux Enterprise Server",
    names: ["sles", "suse linux enterprise server", "suse"],
    family: "linux",
    mirror: ".suse.com",
    versions: [
      { version: /^12[ .-]*sp ?[345]\b|^12\.[345]\b/i, label: "12 SP3 to SP5", arm64: false },
      plain("15", true),
    ],
  },
  {
    label: "Amazon Linux",
    names: ["amzn", "amazon linux", "amazonlinux", "amazon"],
    family: "linux",
    versions: [plain("2", true), plain("2023", true)],
  },
  {
    label: "Windows Server",
    names: ["windows server", "windowsserver", "windows"],
    family: "windows",
    versions: [
      { ...limited("2008 R2", "1.39", "2025-03-31"), version: /^2008 ?r2/i },
      plain("2012"),
      plain("2016"),
      plain("2019"),
      plain("2022"),
      plain("2025"),
      client("10"),
      client("11"),
    ],
  },
];

/** The distribution of a name; `undefined` for one that the agent's documentation does not list. */
export function distributionOf({ family, name }: OperatingSystem): Distribution | undefined {
  const wanted = name.trim().toLowerCase();
  return distributions.find((each) => each.family === family && each.names.includes(wanted));
}

/** What an image's name tells: `myacr.azurecr.io/ubuntu:24.04` is Ubuntu 24.04. `undefined` where it tells nothing. */
export function systemOfImage(image: string): OperatingSystem | undefined {
  const [, repository = "", tag = ""] = /([^/:@]+)(?::([^/:@]+))?(?:@.*)?$/.exec(image) ?? [];
  const words = repository.toLowerCase().split(/[-_.]/);
  const found = distributions.find(({ names }) =>
    names.some((name) => words.includes(name) || words.join("").startsWith(name.replaceAll(" ", ""))),
  );
  if (found === undefined) return undefined;
  const version = /\d+(?:\.\d+)?/.exec(tag)?.[0];
  return { family: found.family, name: found.names[0] ?? "", ...(version !== undefined && { version }) };
}
