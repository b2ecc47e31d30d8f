/** `npm run dependencies`: the product's packages with their licenses, the lock file's soundness, and known weaknesses. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { problemsIn, productPackages, readAudit, type Lockfile } from "./lib/dependencies";
import { root } from "./lib/paths";

const lockfile = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as Lockfile;
const rows = productPackages(lockfile);
for (const { name, version, licence } of rows) console.log(`${licence.padEnd(14)} ${name} ${version}`);

const problems = [...problemsIn(lockfile)];
const args = ["audit", "--json", "--omit=dev", "--audit-level=high"];
const { stdout } = spawnSync("npm", args, { cwd: root, encoding: "utf8", timeout: 60_000 });
const audit = readAudit(stdout);
if (audit.kind === "answered") problems.push(...audit.weaknesses.map((name) => `${name}: a known weakness`));

console.log(
  `${String(rows.length)} packages in the product; ${String(Object.keys(lockfile.packages).length - 1)} locked.`,
);
console.log(
  audit.kind === "answered"
    ? "Known weaknesses were asked for."
    : `Known weaknesses were NOT asked for: ${audit.why}.`,
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
