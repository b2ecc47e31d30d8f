import assert from "node:assert/strict";
import fc from "fast-check";
import { seed } from "../../seed";
import { eventually } from "../harness/waiting";
import { Workbench } from "../harness/workbench";
import { fillIn, WizardPage } from "../harness/wizardPage";

const reloads = Number(process.env["NEXUS_ARC_RELOADS"] ?? "1");

const moment = fc.record({
  page: fc.constantFrom(0, 3, 7),
  text: fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/),
});
/** A text field of each page that is turned to. */
const fields: Readonly<Record<number, string>> = { 0: "vmName", 3: "vm.adminUsername", 7: "arcMachineName" };

async function reloadWindow(workbench: Workbench): Promise<void> {
  await workbench.reloadByCommand();
  await workbench.tree().row("Core network").waitFor({ timeout: 120_000 });
}

async function isGone(wizard: WizardPage): Promise<void> {
  await eventually("the end of a page", () => (wizard.frame.isDetached() ? true : undefined));
}

/** The page that shows this text in a field, once it does: the one before a reload may still be in the window. */
async function pageWith(workbench: Workbench, field: string, text: string): Promise<WizardPage> {
  return eventually(`${text} in ${field}`, async () => {
    const wizard = await WizardPage.find(workbench).catch(() => undefined);
    if (wizard === undefined) return undefined;
    const shown = wizard.frame.locator(`#field-${field.replace(".", "-")}`);
    const value = await shown.inputValue({ timeout: 2000 }).catch(() => undefined);
    return value === text ? wizard : undefined;
  });
}

describe(`the wizard over reloads (seed ${seed}, NEXUS_ARC_RELOADS=${reloads})`, function () {
  this.timeout(180_000 + reloads * 120_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { "nexusArc.practice.openAtStart": true } });
    await workbench.openSideBar();
    await workbench.tree().row("Core network").waitFor();
  });
  after(() => workbench.close());

  it("loses nothing that was typed, and shows the same step", async () => {
    await workbench.command("Nexus Arc: Open Enrollment Wizard");
    let wizard = await WizardPage.find(workbench);
    for (const { page, text } of fc.sample(moment, { seed, numRuns: reloads })) {
      const field = fields[page] ?? "vmName";
      await wizard.turnTo(page);
      await wizard.fill(field, text);
      await reloadWindow(workbench);
      wizard = await pageWith(workbench, field, text);
      assert.equal(await wizard.number(), page);
    }
  });

  it("loses nothing when the extension host crashes: another page takes the place of the dead one", async () => {
    const dead = await WizardPage.find(workbench);
    await dead.turnTo(3);
    await dead.fill("vm.adminUsername", "beforecrash");
    await workbench.killExtensionHost();
    await workbench.reviveExtensionHost();
    await isGone(dead);
    const wizard = await pageWith(workbench, "vm.adminUsername", "beforecrash");
    // Its host answers it.
    await wizard.turnTo(0);
    await wizard.turnTo(3);
    assert.equal(await wizard.frame.locator("#field-vm-adminUsername").inputValue(), "beforecrash");
    assert.equal(await workbench.page.locator(".tabs-container .tab").count(), 1);
  });

  it("runs nothing twice when the window is reloaded while steps are run", async () => {
    const before = await WizardPage.find(workbench);
    await workbench.command("View: Close All Editors");
    await isGone(before);
    await workbench.command("Nexus Arc: Open Enrollment Wizard");
    await workbench.quickInput.rows("New enrollment").first().waitFor();
    await workbench.page.keyboard.press("Enter");
    let wizard = await WizardPage.find(workbench);
    await fillIn(wizard, "again01");
    await wizard.press("runRemaining");
    await wizard.becomes(
      "work in progress, or over",
      async () => (await wizard.isBusy()) || (await wizard.done()) >= 3,
    );
    await reloadWindow(workbench);
    wizard = await WizardPage.find(workbench);
    await wizard.becomes(
      "the VM there",
      async () => {
        if ((await wizard.done()) >= 3) return true;
        // The reload may have come before all was sent: then the user continues. What was started before takes the button away.
        if (!(await wizard.isBusy()) && (await wizard.offers("runRemaining")))
          await wizard.press("runRemaining", 3000).catch(() => undefined);
        return false;
      },
      120_000,
    );
    await workbench
      .tree()
      .row(/Operations.*1 (ended|running)/)
      .waitFor();
  });
});
