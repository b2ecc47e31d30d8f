// Runs one TypeScript script of this folder on a machine with nothing but Node.js: installs the project's packages
// when they are missing or differ from the lock file, then loads the script into this same process, so that a
// signal reaches the script itself. It may use nothing that has to be installed.
//
//   node scripts/bootstrap.mjs start --port 9000
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

function stop(message) {
  console.error(message);
  process.exit(1);
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(path.join(root, lockFile), "utf8")).packages;
  } catch {
    return undefined; // not installed, or an install that was cut short
  }
}

/** npm writes node_modules/.package-lock.json last, so what it lists is there in full. */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf("node_modules/.package-lock.json");
  if (wanted === undefined)
    stop("package-lock.json is missing or damaged: restore it with `git checkout package-lock.json`.");
  if (present === undefined) return false;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) =>
      place === "" || (present[place] === undefined ? optional === true : present[place].version === version),
  );
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  stop(`Nexus Arc needs Node.js 20.11 or newer; this is ${process.versions.node}.`);
}

if (!isInstalled()) {
  console.log("Installing the project's packages (npm ci, about half a minute) …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0 || !isInstalled()) stop("`npm ci` did not finish: see its message above.");
}

const [name = "", ...rest] = process.argv.slice(2);
const script = path.join(root, "scripts", `${name}.ts`);
process.argv = [process.argv[0], script, ...rest];
process.chdir(root);
const { register } = await import("tsx/esm/api");
register();
await import(script);
