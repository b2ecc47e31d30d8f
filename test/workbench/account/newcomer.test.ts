import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { existsSync } from "node:fs";
import { vsixFile } from "../../../scripts/suites/table";
import { eventually, untilDone } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

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

  it("sees what is wrong with the sample's script, and fixes one mistake", async () => {
    await workbench.quickInput.openFile("user-data.sh");
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.command("Problems: Focus on Problems View");
    const problems = workbench.page.locator(".markers-panel .monaco-list-row");
    const mistake = problems.filter({ hasText: "public relay" }).first();
    await mistake.waitFor();
    await problems.filter({ hasText: "HTTPS_PROXY is set" }).first().waitFor();
    await workbench.screenshot("newcomer-problems");
    const fix = workbench.page.locator(".action-widget .monaco-list-row", { hasText: "existing" }).first();
    await untilDone("the quick fix", async (timeout) => {
      await mistake.dblclick({ timeout });
      await workbench.page.locator(".monaco-editor.focused").first().waitFor({ timeout });
      await workbench.page.keyboard.press("Control+.");
      await fix.waitFor({ timeout });
    });
    await workbench.page.keyboard.press("Enter");
    await mistake.waitFor({ state: "hidden" });
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

  it("starts a fleet file that is filled in for a site, with no mistake in it", async () => {
    await workbench.command("Nexus Arc: New Fleet File…");
    await workbench.quickInput.pick("Core network");
    await workbench.quickInput.pick("core-london");
    await workbench.page.getByRole("tab", { name: "fleet.nexus-fleet.yaml" }).first().waitFor();
    await eventually("a filled-in file", async () => {
      const text = await workbench.editorText().catch(() => "");
      return text.includes("practiceacr.azurecr.io/") ? true : undefined;
    });
    await workbench.command("Nexus Arc: Check Fleet in Azure");
    // Azure is asked for a file without mistakes only.
    await workbench.page.getByText("fleet/missing-egress").first().waitFor();
    await workbench.screenshot("newcomer-fleet");
  });
});
