import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { customCloud, targetOf, userAssignedIdentityId } from "../../guestSimulator/scenario";

const rich = { ...customCloud, userAssignedIdentityId };

/** shellcheck of Debian over the variants of the script. A machine without shellcheck fails here: nothing is skipped in silence. */
describe("shellcheck", function () {
  this.timeout(300_000);

  it("finds nothing in the variants of the VM's script", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "vm-script-"));
    // Clouds and identities differ in values and in a line or two; the richest of each stand for the others.
    for (const flavour of ["az", "curl"]) {
      for (const creator of ["vm", "workstation"]) {
        for (const given of creator === "vm" ? [{}, rich] : [rich]) {
          const target = targetOf({ flavour, creator, ...given });
          writeFileSync(path.join(folder, `${readdirSync(folder).length}.sh`), vmScript(target));
        }
      }
    }
    const files = readdirSync(folder).map((name) => path.join(folder, name));
    const { error, stdout, status } = spawnSync("shellcheck", files, { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    assert.equal(error, undefined, "shellcheck is not installed (Debian: apt-get install shellcheck)");
    assert.equal(status, 0, stdout);
  });
});
