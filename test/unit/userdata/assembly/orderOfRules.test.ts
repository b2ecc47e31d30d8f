/** Rules that ask for an order judge the order of the run, over all parts (cloud-init 22.4.2 and 26.2, by real boots). */
import assert from "node:assert/strict";
import { agentProxy, connect, enrollment } from "../../../../src/userdata/rules/examples";
import { mimeMessage, mimeParts } from "../../../../src/userdata/rules/mimeExamples";
import { faults } from "../rules/lint";

const setsProxy = ["#cloud-config", "runcmd:", `  - ${agentProxy}`];
const connects = enrollment(connect()).trimEnd();

describe("the order of the run", () => {
  it("has part-002 before runcmd, wherever the two stand", () => {
    const after = mimeParts(["text/cloud-config", ...setsProxy], ["text/x-shellscript", connects]);
    const before = mimeParts(["text/x-shellscript", connects], ["text/cloud-config", ...setsProxy]);
    assert.deepEqual(faults(after), ["agent-proxy-missing"]);
    assert.deepEqual(faults(before), ["agent-proxy-missing"]);
  });

  it("has setup.sh behind runcmd", () => {
    const file = ["Content-Type: text/x-shellscript", 'Content-Disposition: attachment; filename="setup.sh"'];
    for (const parts of [
      [
        ["Content-Type: text/cloud-config", "", ...setsProxy],
        [...file, "", connects],
      ],
      [
        [...file, "", connects],
        ["Content-Type: text/cloud-config", "", ...setsProxy],
      ],
    ])
      assert.deepEqual(faults(mimeMessage(...parts)), []);
  });

  it("does not count a runcmd that is replaced", () => {
    const text = mimeParts(
      ["text/cloud-config", ...setsProxy],
      ["text/cloud-config", "#cloud-config", "runcmd:", `  - ${connect().replaceAll(" \\\n", "")}`],
    );
    assert.ok(faults(text).includes("part-replaced"));
    assert.ok(faults(text).includes("agent-proxy-missing"));
  });
});
