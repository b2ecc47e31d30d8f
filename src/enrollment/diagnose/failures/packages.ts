import type { Failure } from "./failure";
import { apt, dnf, documented, snapd } from "./sources";

const lock = {
  id: "package-lock",
  stage: "packages",
  step: 9,
  cause:
    "Another run of apt or dpkg holds the package lock; at first boot this is usually the automatic update.",
  next: "Wait for the lock in the script: apt-get -o DPkg::Lock::Timeout=600 install …. To find the holder: systemctl status apt-daily.service apt-daily-upgrade.service unattended-upgrades.service.",
} as const;

const noPackage = {
  id: "package-not-found",
  stage: "packages",
  step: 9,
  symptom: true,
  cause: "No package repository on this VM offers {package}.",
  next: "Install Microsoft's repository for this distribution and version first (packages-microsoft-prod from packages.microsoft.com/config), run apt-get update or dnf makecache, and check that it ends without an error.",
} as const;

const notRoot = {
  id: "not-root",
  stage: "packages",
  step: 9,
  cause: "The package manager was not run as root.",
  next: "Run it with sudo. Scripts of cloud-init already run as root.",
} as const;

/** apt, dpkg, dnf and snap where the network is not at fault. */
export const packageFailures: readonly Failure[] = [
  {
    ...lock,
    pattern:
      /(?<!Waiting for cache lock: )(?:Could not get lock \S{1,200}|Unable to acquire the dpkg frontend lock \([^)]{1,200}\), is another|dpkg: error: dpkg (?:frontend )?(?:lock|status database) (?:was locked|is locked))/i,
    source: apt,
    samples: [
      "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 17995 (python3)",
      "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 17995 (python3)",
      "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?",
    ],
  },
  {
    ...lock,
    symptom: true,
    pattern: /Unable to lock (?:the administration )?directory|Unable to lock the list directory/i,
    source: apt,
    samples: ["E: Unable to lock directory /var/lib/apt/lists/"],
  },
  {
    ...notRoot,
    pattern:
      /Could not open lock file \S{1,200} - open \(13: Permission denied\)|dpkg frontend lock \([^)]{1,200}\), are you root|This command has to be run with superuser privileges|cannot open Packages database in|error: access denied \(try with sudo\)/i,
    source: `${apt}; ${dnf}; ${snapd}`,
    samples: [
      "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)",
      "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?",
      "error: cannot open Packages database in /tmp/lab/home/.rpmdb",
    ],
  },
  {
    ...lock,
    id: "dpkg-interrupted",
    pattern: /dpkg was interrupted, you must manually run/i,
    cause: "An earlier installation was interrupted, for example by a restart.",
    next: "dpkg --configure -a, then run the step again.",
    source: apt,
    samples: ["E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem."],
  },
  {
    ...noPackage,
    pattern:
      /Unable to locate package (?<package>\S{1,100})|Package '(?<package2>[^']{1,100})' has no installation candidate|No match for argument: (?<package3>\S{1,100})|Unable to find a match: (?<package4>\S{1,100})|Version '[^']{1,60}' for '(?<package5>[^']{1,100})' was not found/i,
    source: `${apt}; ${dnf}`,
    samples: [
      "E: Unable to locate package azcmagent",
      "No match for argument: azcmagent",
      "Error: Unable to find a match: azcmagent",
    ],
  },
  {
    ...noPackage,
    id: "repository-unusable",
    pattern:
      /The repository '(?<package>[^']{1,200})' (?:does not have a Release file|is not signed)|Failed to download metadata for repo '(?<package2>[^']{1,100})'|There are no enabled repositories|The following signatures couldn't be verified|NO_PUBKEY|Some index files failed to download/i,
    cause: "A package repository could not be used[: {package}].",
    next: "Check the lines before: a proxy or name error there is the cause. Otherwise check that the repository's address names this distribution and version, and that its signing key is installed.",
    source: `${apt}; ${dnf}`,
    samples: [
      "E: The repository 'http://archive.ubuntu.com/ubuntu jammy Release' does not have a Release file.",
      "Error: Failed to download metadata for repo 'packages-microsoft-com-prod': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried",
      'Error: There are no enabled repositories in "/none".',
    ],
  },
  {
    ...noPackage,
    id: "not-a-key",
    pattern: /gpg: no valid OpenPGP data found/i,
    cause: "The downloaded signing key is not a key: usually it is the proxy's error page or empty.",
    next: "Allow packages.microsoft.com in the cloud services network and set the proxy before the download. Use curl -f, so that an error page is not used as a key.",
    source: "gpg 2.2.40 (Debian 12)",
    samples: ["gpg: no valid OpenPGP data found."],
  },
  {
    ...lock,
    id: "snapd-not-running",
    pattern: /dial unix \/run\/snapd(?:-snap)?\.socket: connect: /i,
    cause: "snapd is not running yet, or is not installed.",
    next: "systemctl enable --now snapd.socket, then snap wait system seed.loaded before the first snap command.",
    source: snapd,
    samples: [
      'error: cannot communicate with server: Post "http://localhost/v2/snaps/helm": dial unix /run/snapd.socket: connect: no such file or directory',
    ],
  },
  {
    ...lock,
    id: "snap-store",
    symptom: true,
    pattern: /error: cannot (?:install|refresh) "[^"]{1,100}": |unable to contact snap store/i,
    cause: "snapd could not reach the snap store.",
    next: "snapd does not read the proxy variables of a script: snap set system proxy.http=http://169.254.0.11:3128 proxy.https=http://169.254.0.11:3128, and allow *.snapcraft.io and *.snapcraftcontent.com in the cloud services network.",
    source: snapd,
    samples: [
      'error: cannot install "helm": Post "https://api.snapcraft.io/v2/snaps/refresh":',
      "error: unable to contact snap store",
    ],
  },
  {
    ...noPackage,
    id: "agent-installer-unsupported",
    pattern:
      /(?:Unsupported (?:OS|platform|Linux distribution)|distribution is not supported|unsupported architecture)/i,
    cause: "The installer does not know this distribution or processor.",
    next: "Use an image of a distribution that the Connected Machine agent supports.",
    source: `the agent's installer, ${documented}`,
    samples: ["Unsupported Linux distribution: voidlinux"],
  },
];
