import assert from "node:assert/strict";
import { Workbench } from "./harness/workbench";

describe("the key commands", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it("generate a pair from the palette, offer what to do with it, and ask before the private key is copied", async () => {
    await workbench.command("Nexus Arc: Generate Arc Key Pair");
    await workbench.page.getByText("Arc key pair generated: RSA 2048, PKCS#1, base64").waitFor();
    await workbench.quickInput.rows("Copy public key").first().waitFor();
    assert.equal(await workbench.quickInput.rows().count(), 4);
    await workbench.screenshot("keys-generated");
    await workbench.quickInput.pickAndStay("Copy export commands");
    await workbench.dialog.waitFor();
    await workbench.screenshot("keys-private-asks");
    await workbench.answerDialog("Cancel");
    await workbench.quickInput.pickAndStay("Copy public key");
    await workbench.quickInput.rows("done").first().waitFor();
    await workbench.quickInput.cancel();
  });

  it("say in one sentence that a text holds no key", async () => {
    await workbench.command("Nexus Arc: Inspect Key…");
    await workbench.quickInput.pick("Paste it here…");
    await workbench.quickInput.answer("this is no key");
    await workbench.notification("No key found.").waitFor();
    await workbench.screenshot("keys-none");
  });
});
