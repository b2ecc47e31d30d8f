/** docs/peers.md: the last result of `npm run test:peers`, with the versions of the programs that took part. */
import { format } from "prettier";
import type { Peer } from "../suites/peers";
import { debianPackageOf } from "./debian";
import { packageVersions, releases, rootFolder } from "./debianRoot";

export interface PeerResult {
  readonly peer: Peer;
  readonly passed: number;
  readonly failed: number;
}

const rootPackages = ["cloud-init", "systemd", "dash", "bash", "python3", "sudo"];

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

/** `NAME VERSION` pairs in one cell. */
function versionCell(versions: ReadonlyMap<string, string>): string {
  return [...versions].map(([name, version]) => `${name} ${version}`).join(", ");
}

/** The packages of the programs on this machine, and those of each root that was booted. */
async function programRows(results: readonly PeerResult[]): Promise<string[]> {
  const tools = [...new Set(results.flatMap(({ peer }) => peer.tools))];
  const packages = [...new Set(tools.map(debianPackageOf))].sort();
  const rows = [row("this machine", versionCell(await packageVersions("/", packages)))];
  if (!tools.includes("debootstrap")) return rows;
  for (const release of releases) {
    const versions = await packageVersions(rootFolder(release), rootPackages);
    if (versions.size > 0) rows.push(row(`Debian ${release}, booted`, versionCell(versions)));
  }
  return rows;
}

/** @param when the day of the run */
export async function peersDocument(results: readonly PeerResult[], when: Date): Promise<string> {
  const lines = [
    "# Compared with real programs",
    "",
    "Made by `npm run test:peers -- --write`: the product against the programs that it writes for, reads and checks.",
    `Last run: ${when.toISOString().slice(0, 10)}, Linux ${process.arch}, Node.js ${process.versions.node}.`,
    "",
    row("file", "what it shows", "passed", "failed"),
    row("---", "---", "---", "---"),
    ...results.map(({ peer, passed, failed }) => row(`\`${peer.name}\``, peer.shows, passed, failed)),
    "",
    "Versions are those of the Debian packages.",
    "",
    row("where", "programs"),
    row("---", "---"),
    ...(await programRows(results)),
    "",
  ];
  return format(lines.join("\n"), { parser: "markdown", printWidth: 140 });
}
