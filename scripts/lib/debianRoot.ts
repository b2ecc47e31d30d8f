/**
 * Root folders of Debian releases with systemd, cloud-init, sudo and sshd, for programs and boots of `npm run test:peers`.
 * They are kept between runs in `/var/cache`, for all clones of the project, since making one takes about two minutes.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { run } from "./run";

/** Debian 12 (cloud-init 22.4, systemd 252) and Debian 13 (cloud-init 25.1, systemd 257). */
export const releases = ["bookworm", "trixie"] as const;
export type Release = (typeof releases)[number];

const recipe = path.join(import.meta.dirname, "debianRoot.sh");
const cache = "/var/cache/nexus-arc-peers";

/** The folder of the release's root, made or not. A changed recipe makes another one. */
export function rootFolder(release: Release): string {
  const digest = createHash("sha256").update(readFileSync(recipe)).digest("hex").slice(0, 12);
  return path.join(cache, `${release}-${digest}`);
}

/**
 * Makes the root unless it is there. Nobody may write into it: boots have an overlay of their own.
 * @returns its folder
 * Throws `RunError` when debootstrap or apt-get fails.
 */
export async function debianRoot(release: Release): Promise<string> {
  const folder = rootFolder(release);
  await mkdir(cache, { recursive: true });
  await run("flock", [path.join(cache, "lock"), "bash", recipe, release, folder], {
    env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" },
  });
  return folder;
}

/** The versions of those of the packages that are installed in a root. @param folder "/" for this machine */
export async function packageVersions(
  folder: string,
  packages: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const admin = path.join(folder, "var/lib/dpkg");
  if (!existsSync(admin)) return new Map();
  const format = "${db:Status-Status} ${Package} ${Version}\\n";
  const text = await run("dpkg-query", [`--admindir=${admin}`, "--show", "--showformat", format]);
  const wanted = new Set(packages);
  return new Map(
    text
      .split("\n")
      .map((line) => line.split(" "))
      .filter(([status, name = ""]) => status === "installed" && wanted.has(name))
      .map(([, name = "", version = ""]) => [name, version]),
  );
}
