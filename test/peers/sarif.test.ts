/** The SARIF multitool 5.7.0, which holds GitHub code scanning's own rules, reads what `nexus-arc lint --format sarif` writes. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sarifOf } from "../../src/cli/commands/sarif";
import { lintUserData } from "../../src/userdata/lint";
import { rules } from "../../src/userdata/rules";

describe("the SARIF multitool", function () {
  this.timeout(300_000);
  let folder: string;
  let tool: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-sarif-"));
    writeFileSync(path.join(folder, "package.json"), "{}");
    const install = [
      "install",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "@microsoft/sarif-multitool@5.7.0",
    ];
    execFileSync("npm", install, { cwd: folder, stdio: "pipe" });
    // Its install script would do that.
    tool = path.join(folder, "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
    chmodSync(tool, 0o755);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const kind of ["Sarif", "Ghas"]) {
    it(`finds nothing to complain about by its rules of the kind ${kind}`, () => {
      const faulty = "#cloud-config\npackages: 5\nhostnam: x\nhostname: on\n";
      const files = [
        ...rules.map(({ id, bad }) => ({ file: `examples/${id}.yaml`, ...lintUserData(bad) })),
        { file: "/elsewhere/a.yaml", ...lintUserData(faulty) },
        { file: "-", ...lintUserData("no header\n") },
      ];
      const log = path.join(folder, "log.sarif");
      writeFileSync(log, JSON.stringify(sarifOf(files, "/repository")));
      const said = execFileSync(tool, ["validate", log, "--rule-kind", kind], { encoding: "utf8" });
      assert.match(said, /1 files scanned/);
      assert.deepEqual(
        said.split("\n").filter((line) => /: (?:error|warning|note) \w+:/.test(line)),
        [],
      );
    });
  }
});
