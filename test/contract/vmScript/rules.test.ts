import assert from "node:assert/strict";
import { vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { lintUserData } from "../../../src/userdata/lint";
import { customCloud, targetOf, userAssignedIdentityId } from "../../guestSimulator/scenario";

/** What the product writes must pass what the product asks of others. */
describe("the enrollment's rules over the VM's script", function () {
  this.timeout(300_000);
  for (const format of ["bash", "cloud-config"] as const) {
    for (const flavour of ["az", "curl"]) {
      for (const creator of ["vm", "workstation"]) {
        for (const given of [{}, { ...customCloud, userAssignedIdentityId }, { cloud: "china" }]) {
          it(`find nothing: ${format}, ${flavour}, ${creator}, ${"cloud" in given ? given.cloud : "public"}`, () => {
            const target = targetOf({ flavour, creator, ...given });
            const { valid, findings } = lintUserData(vmScript(target, { format }));
            assert.ok(valid);
            assert.deepEqual(
              findings.map(({ rule, message, range }) => `${range.start.line + 1} ${rule}: ${message}`),
              [],
            );
          });
        }
      }
    }
  }

  it("do follow the script to its end: a flag taken away is found", () => {
    const script = vmScript(targetOf({ flavour: "az" })).replace(/ +--private-key .*\n/, "");
    assert.ok(lintUserData(script).findings.some(({ rule }) => rule === "connect-without-private-key"));
  });
});
