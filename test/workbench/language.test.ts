import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { root } from "../../scripts/lib/paths";
import { steps } from "../../src/enrollment/steps";
import { WizardPage } from "./harness/wizardPage";
import { Workbench } from "./harness/workbench";

type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Texts;
const chinese = read("l10n/bundle.l10n.zh-cn.json");
const manifest = read("package.nls.zh-cn.json");
const cards = ["begin", "open", "vm", "relay", "connect", "trouble"];

/** The Chinese of a text of the manifest, and of one of the code. */
const said = (key: string): string => manifest[key] ?? assert.fail(`no Chinese for ${key}`);
const inChinese = (text: string): string => chinese[text] ?? assert.fail(`no Chinese for ${text}`);

/** Lines in sight that are English although there is Chinese for them. */
async function english(place: Locator): Promise<string[]> {
  const lines = (await place.innerText()).split("\n").map((line) => line.trim());
  return lines.filter((line) => line in chinese && chinese[line] !== line);
}

describe("a window in Simplified Chinese", function () {
  this.timeout(600_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({
      language: "zh-cn",
      settings: { "nexusArc.practice.openAtStart": true },
    });
    await workbench.openSideBar();
  });
  after(() => workbench.close());

  it("has Chinese views, with a Chinese row for a new enrollment", async () => {
    const machines = workbench.tree(said("view.resources"));
    await machines.row("Core network").waitFor();
    const spoken = inChinese("{0} machines").replace("{0}", "").trim();
    await machines.pane.locator(`[aria-label*="${spoken}"]`).first().waitFor();
    await workbench.command(`Nexus Arc: ${said("command.openWizard")}`);
    const enrollments = workbench.tree(said("view.enrollments"));
    const name = inChinese("New enrollment");
    await enrollments
      .rows(name)
      .filter({ hasText: inChinese("not filled in yet") })
      .first()
      .waitFor();
    await enrollments.expand(name);
    const step = enrollments.rows(inChinese(steps[0]?.title ?? ""));
    await step
      .filter({ hasText: inChinese("Not checked yet") })
      .first()
      .waitFor();
    assert.deepEqual(await english(enrollments.pane), []);
  });

  it("has the wizard's page in Chinese", async () => {
    const wizard = await WizardPage.find(workbench);
    assert.equal(await wizard.frame.locator("html").getAttribute("lang"), "zh-cn");
    for (const { title } of steps)
      await wizard.frame.locator("[data-step]", { hasText: inChinese(title) }).waitFor();
    for (const page of [0, 3]) {
      await wizard.turnTo(page);
      assert.deepEqual(await english(wizard.frame.locator("body")), []);
      await workbench.screenshot(`language-wizard-${page}`);
    }
  });

  it("has the evidence of a step in Chinese, and what to do about it", async () => {
    const wizard = await WizardPage.find(workbench);
    await wizard.turnTo(0);
    await wizard.choose("subscriptionId", "Core network");
    await wizard.choose("resourceGroup", "core-london");
    await wizard.fill("vmName", "lang01");
    await wizard.turnTo(1);
    await wizard.pickRadio("identity", 1);
    const { frame } = wizard;
    await wizard.turnTo(3);
    await frame.locator(".verdict", { hasText: inChinese("No VM with this name exists yet.") }).waitFor();
    await wizard.turnTo(1);
    const summary = inChinese("A system-assigned identity is created with the VM.");
    await frame.locator(".verdict", { hasText: summary }).waitFor();
    await frame.locator(".next-move", { hasText: inChinese("Continue with step 3.") }).waitFor();
    assert.deepEqual(await english(frame.locator("body")), []);
    await workbench.screenshot("language-wizard-evidence");
  });

  it("has what is wrong with user data in Chinese", async () => {
    const text = "#cloud-config\nusers:\n  - name: azureuser\n    passwd: $6$hash\n";
    await writeFile(path.join(workbench.workspace, "faulty.yaml"), text);
    await workbench.quickInput.openFile("faulty.yaml");
    await workbench.page.locator(".squiggly-warning").first().waitFor();
    await workbench.page.keyboard.press("F8");
    await workbench.page
      .locator(".zone-widget", { hasText: "azureuser 的密码被锁定：lock_passwd 默认为 true。" })
      .first()
      .waitFor();
    await workbench.screenshot("language-user-data");
  });

  it("has the walkthrough with six Chinese cards, each with its page beside it", async () => {
    await workbench.command("View: Toggle Primary Side Bar Visibility"); // room for two columns
    await workbench.command("Welcome: Open Walkthrough...");
    await workbench.quickInput.pick(said("walkthrough.title"));
    const page = workbench.page.locator(".gettingStartedContainer");
    for (const card of cards) {
      const title = page.locator(".step-title", { hasText: said(`walkthrough.${card}.title`) });
      await title.first().click();
      const text = readFileSync(path.join(root, said(`walkthrough.${card}.media`)), "utf8");
      const heading = /^# (.+)$/m.exec(text)?.[1] ?? assert.fail(`no heading in the page of ${card}`);
      const beside = await workbench.webview(`h1:has-text(${JSON.stringify(heading)})`);
      await beside.locator("h1").waitFor();
      await workbench.screenshot(`language-walkthrough-${card}`);
    }
  });
});
