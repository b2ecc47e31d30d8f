import assert from "node:assert/strict";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import { openSetup, practiceTarget, practiceVm } from "../enrollment/setup";
import { enrollmentFor } from "../enrollment/sample";
import { run, type Ended } from "./run";
import { serveFor } from "./served";

const subscription = "11111111-aaaa-4bbb-8ccc-000000000001";
const place = ["--subscription", subscription, "--group", "core-london"];

describe("nexus-arc check-prerequisites", function () {
  this.timeout(240_000);
  serveFor(async () => (await openSetup()).cloud);
  const check = (...args: string[]): Promise<Ended> => run(["check-prerequisites", ...args]);

  it("ends with 0 where nothing is blocked, and says what cannot be checked", async () => {
    const { code, output, errors } = await check(
      ...place,
      "--vm",
      "lab01",
      "--network",
      practiceVm.cloudServicesNetworkId ?? "",
    );
    assert.deepEqual([code, errors], [0, ""]);
    assert.match(output, /not checked +Versions: The management bundle must be 2510\.1/);
    assert.match(output, /\n\d+ checks passed\. No problems found\.\n$/);
  });

  it("ends with 1 at an error, with what was seen and what to do", async () => {
    const { code, output } = await check(...place, "--vm", "my-vm");
    assert.equal(code, 1);
    assert.match(
      output,
      /^error +Azure rejects this name for a Nexus VM\.\n +seen: .*not allow hyphens.*\n +to do: Choose another name\.\n/,
    );
  });

  it("takes a record, and asks about its network, VM and machine", async () => {
    const record = {
      ...enrollmentFor(practiceTarget({ identity: "user", vmName: "lab01" })),
      vm: practiceVm,
    };
    const { code, output } = await run(
      ["check-prerequisites", "--record", "-", "--format", "json"],
      writeRecord(record),
    );
    assert.equal(code, 0, output);
    const { about } = JSON.parse(output) as { about: Record<string, string> };
    assert.equal(about["VM"], "lab01");
    assert.equal(about["Cloud services network"], practiceVm.cloudServicesNetworkId);
  });

  it("writes Markdown and JSON", async () => {
    const markdown = await check(...place, "--format", "markdown", "--os", "ubuntu:16.04:x86_64");
    assert.equal(markdown.code, 1);
    assert.match(markdown.output, /^# Prerequisites of the Azure Arc enrollment\n/);
    assert.match(markdown.output, /\n### Warning: Ubuntu 16\\?\.04 has limited support/);
    const json = await check(...place, "--format", "json", "--feature", "sql");
    assert.equal(json.code, 1);
    const { findings } = JSON.parse(json.output) as { findings: { id: string }[] };
    assert.deepEqual(
      findings.map(({ id }) => id),
      ["provider-azurearcdata"],
    );
  });

  const wrong: Record<string, readonly [args: readonly string[], message: RegExp]> = {
    "no place": [[], /--record FILE, or the location with --subscription/],
    "a subscription that is no GUID": [["--subscription", "core"], /must be a GUID/],
    "a network that is no id": [[...place, "--network", "csn"], /ARM ID of a cloud services network/],
    "a group that is none": [["--subscription", subscription, "--group", "a/b"], /name of a resource group/],
    "an unknown cloud": [[...place, "--cloud", "mars"], /public, usGovernment, or china, not "mars"/],
    "an unknown feature": [[...place, "--feature", "teleport"], /not "teleport"/],
    "an unknown identity": [[...place, "--identity", "both"], /system or user, not "both"/],
    "an unknown format": [[...place, "--format", "xml"], /text, markdown, or json, not "xml"/],
    "an unknown way to sign in": [[...place, "--sign-in", "magic"], /not "magic"/],
    "a system without a name": [[...place, "--os", ":24.04"], /NAME\[:VERSION/],
  };
  for (const [name, [args, message]] of Object.entries(wrong)) {
    it(`refuses ${name} with exit code 2 and nothing on standard output`, async () => {
      const { code, output, errors } = await check(...args);
      assert.deepEqual([code, output], [2, ""]);
      assert.match(errors, message);
    });
  }

  it("says that Azure cannot be asked, and why, with exit code 2", async () => {
    process.env["NEXUS_ARC_PRACTICE_TOKEN"] = "not-a-token";
    const { code, output, errors } = await check(...place);
    assert.deepEqual([code, output], [2, ""]);
    assert.match(errors, /sign/i);
  });
});
