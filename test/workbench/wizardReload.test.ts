import assert from "node:assert/strict";
import fc from "fast-check";
import { seed } from "../seed";
import { Workbench } from "./harness/workbench";
import { WizardPage } from "./harness/wizardPage";

const reloads = Number(process.env["NEXUS_ARC_RELOADS"] ?? "3");

const moment = fc.record({
  page: fc.constantFrom(0, 3, 7),
  text: fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/),
});
/** A text field of each page that is turned to. */
const fields: Readonly<Record<number, string>> = { 0: "vmName", 3: "vm.adminUsername", 7: "arcMachineName" };

/** As a user does: VS Code writes down which editors are open before it goes. */
async function reloadWindow(workbench: Workbench): Promise<void> {
  const gone = workbench.page.waitForEvent("framenavigated", {
    predicate: (frame) => frame === workbench.page.mainFrame(),
    timeout: 180_000, // it counts from now, and the palette takes its time too
  });
  await workbench.command("Developer: Reload Window");
  await gone;
  await workbench.tree().row("Core network").waitFor();
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
      wizard = await WizardPage.find(workbench);
      const shown = wizard.frame.locator(`#field-${field.replace(".", "-")}`);
      await wizard.becomes(`${text} in ${field}`, async () => (await shown.inputValue()) === text);
      assert.equal(await wizard.number(), page);
    }
  });
});
