import assert from "node:assert/strict";
import { diagnose } from "../../src/enrollment/diagnose/diagnose";
import { readReport } from "../../src/enrollment/report";
import { vmScript } from "../../src/enrollment/vmScript";
import { releases } from "../../scripts/lib/debianRoot";
import { targetOf } from "../standin/scenario";
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

    it("is recognised in both forms, without a warning about its text", () => {
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
