import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { existsSync } from "node:fs";
import { vsixFile } from "../../scripts/suites/table";
import { eventually } from "./harness/waiting";
import { Workbench } from "./harness/workbench";

/** What a newcomer without an Azure account does first, with the finished package installed and nothing set. */
describe("a newcomer with the installed package", () => {
  let workbench: Workbench;
  before(async () => {
    assert.ok(existsSync(vsixFile), "make the package first: npm test -- package");
    workbench = await Workbench.open({ extension: { kind: "vsix", file: vsixFile } });
  });
  after(() => workbench.close());

  it("is offered the practice cloud, and opens its machines down to a VM", async () => {
    await workbench.openSideBar();
    const machines = workbench.tree();
    await workbench.press(
      workbench.page.getByRole("button", { name: "Try the Practice Cloud" }),
      machines.row("Core network"),
    );
    await machines.expand("Core network");
    await machines.expand("core-london");
    await machines.row(/amf01.*Running · Connected/).waitFor();
    await workbench.screenshot("newcomer-machines");
  });

  it("makes a key pair from the palette, and copies a public key that is one", async () => {
    await workbench.command("Nexus Arc: Generate Arc Key Pair");
    await workbench.quickInput.pickAndStay("Copy public key");
    await workbench.quickInput.rows("Copy public key").filter({ hasText: "done" }).waitFor();
    await workbench.screenshot("newcomer-key");
    const copied = await eventually("a key in the clipboard", async () => {
      const text: unknown = await workbench.page.evaluate("navigator.clipboard.readText()");
      return typeof text === "string" && text !== "" ? text : undefined;
    });
    const key = createPublicKey({ key: Buffer.from(copied, "base64"), format: "der", type: "pkcs1" });
    assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048);
  });
});
