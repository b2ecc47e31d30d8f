import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { diagnose } from "../../src/enrollment/diagnose/diagnose";
import { readReport } from "../../src/enrollment/evidence/report";
import { vmScript } from "../../src/enrollment/vmScript/vmScript";
import { releases } from "../../scripts/lib/debianRoot";
import { targetOf } from "../guestSimulator/scenario";
import { rulesOf } from "./cases/case";
import { boot, type Booted } from "./support/boot";

/** The script pauses for minutes between attempts; here every attempt fails alike. */
const programs = { "/usr/local/bin/sleep": "#!/bin/sh\n" };
const reportFile = "/var/lib/nexus-arc/report.json";
const enrollFile = "/var/lib/nexus-arc/enroll.sh";

for (const release of releases) {
  describe(`user data that we write, booted by Debian ${release} without a network`, () => {
    const target = targetOf({ flavour: release === "bookworm" ? "az" : "curl" });
    let script: Booted;
    let cloudConfig: Booted;
    before(async () => {
      script = await boot(vmScript(target), { release, programs, files: [reportFile] });
      cloudConfig = await boot(vmScript(target, { format: "cloud-config" }), {
        release,
        programs,
        files: [reportFile, enrollFile],
      });
    });

    it("is recognized in both forms, without a warning about its text", () => {
      assert.deepEqual(script.scripts, ["part-001"]);
      assert.deepEqual(cloudConfig.scripts, ["runcmd"]);
      for (const { log } of [script, cloudConfig])
        assert.doesNotMatch(log, /Unhandled|Invalid cloud-config|Failed loading yaml|deprecat/i);
    });

    it("keeps the script for root alone", () => {
      const file = cloudConfig.files.get(enrollFile);
      const expected = { mode: "700", owner: "root:root", kind: "regular file", text: vmScript(target) };
      assert.deepEqual(file, expected);
    });

    it("runs as its text says, until its first download, and fails the boot with it", () => {
      for (const { output, first } of [script, cloudConfig]) {
        assert.match(output, /\[5\/10\] Configure proxy: done/);
        assert.match(output, /\[4\/10\] Install Azure CLI: FAILED: the installation of curl failed/);
        assert.equal(first.ending, "poweroff");
        assert.deepEqual([first.status, first.exitCode], ["error", 1]);
        assert.match(first.errors.join(), /scripts.user/);
      }
    });

    it("leaves the report that the wizard reads", () => {
      for (const { files } of [script, cloudConfig]) {
        const reading = readReport(files.get(reportFile)?.text ?? "");
        assert.ok(reading.ok);
        const { 4: tools, 5: proxy } = reading.report.steps;
        assert.deepEqual([proxy?.state, tools?.state, tools?.code], ["done", "failed", "package-failed"]);
      }
    });

    it("leaves a log in which the proxy that does not answer is found, and nothing that did not happen", () => {
      for (const { output } of [script, cloudConfig]) {
        const found = diagnose(output);
        assert.ok(found.some(({ step, cause }) => step === 5 && /proxy/i.test(cause)));
        assert.deepEqual(
          found.filter(({ step }) => step !== 4 && step !== 5),
          [],
        );
      }
    });
  });
}

describe("the samples of our workspace, booted by Debian 12 without a network", () => {
  const sample = (name: string): string =>
    readFileSync(path.join(import.meta.dirname, "../workbench/sample-workspace", name), "utf8");

  it("the web server: all but its packages comes to be, as nothing found says", async () => {
    const userData = sample("web01.cloud-config.yaml");
    assert.deepEqual(rulesOf(userData), []);
    const { first, files, log } = await boot(userData, {
      files: [
        "/etc/hostname",
        "/etc/profile.d/proxy.sh",
        "/home/edgeop/.ssh/authorized_keys",
        "/etc/sudoers.d/90-cloud-init-users",
      ],
    });
    assert.doesNotMatch(log, /Invalid cloud-config/);
    assert.equal(files.get("/etc/hostname")?.text, "web01\n");
    assert.equal(files.get("/etc/profile.d/proxy.sh")?.mode, "644");
    assert.equal(files.get("/home/edgeop/.ssh/authorized_keys")?.owner, "edgeop:edgeop");
    assert.match(
      files.get("/etc/sudoers.d/90-cloud-init-users")?.text ?? "",
      /^edgeop ALL=\(ALL\) NOPASSWD:ALL$/m,
    );
    assert.equal(first.status, "error");
    assert.match(first.errors.join(), /package/);
  });

  it("the script: is started, and ends at the first program that the image lacks", async () => {
    const { first, output, scripts } = await boot(sample("user-data.sh"));
    assert.deepEqual(scripts, ["part-001"]);
    assert.match(output, /(curl|jq): command not found/);
    assert.equal(first.exitCode, 1);
  });
});
