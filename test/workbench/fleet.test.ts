/**
 * A fleet in the window, from a mistake in its file to Connected, against a practice cloud that is served outside the window: so
 * it continues while the window is reloaded in the middle of the deployment, and what was sent to it is counted there.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Locator } from "playwright-core";
import { createPracticeCloud } from "../../src/practice/cloud";
import { fleetText } from "../unit/fleet/sample";
import { ServedAzure, stubAzureCli } from "./harness/cloud/azure";
import { eventually, untilDone } from "./harness/waiting";
import { Workbench } from "./harness/workbench";

const name = "edge.nexus-fleet.yaml";
/** Milliseconds that one thing, and one test, may take on a machine that does much else. */
const patience = 90_000;
const limit = 280_000;

describe("a fleet in the window", () => {
  let workbench: Workbench;
  let azure: ServedAzure;
  let file: string;

  before(async () => {
    const faults = 'PUT */virtualMachines/cuf02 409 code=OutOfCapacity message="No host is free." times=1';
    const cloud = createPracticeCloud({ speed: 30, faults });
    azure = await ServedAzure.start(cloud);
    const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-fleet-"));
    await writeFile(
      path.join(folder, name),
      fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf-1}"] }),
    );
    workbench = await Workbench.open({
      workspace: folder,
      machineSettings: { ...azure.machineSettings(), "nexusArc.signIn": "azureCli" },
      env: { PATH: await stubAzureCli(cloud) },
    });
    file = path.join(workbench.workspace, name);
    await workbench.openSideBar();
    await workbench.press(
      workbench.page.getByRole("button", { name: "Sign In to Azure" }),
      workbench.tree().row("Core network"),
    );
    await openFleets();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  /** Unfolds the view, which is folded at first, and makes room for it. */
  async function openFleets(): Promise<void> {
    await workbench.tree("Fleets").pane.waitFor();
    for (const view of ["Machines", "Enrollments", "Identities"]) await workbench.tree(view).fold("folded");
    await workbench.tree("Fleets").fold("open");
  }

  /** Writes the file as another editor would, until the window has seen it: just after it was loaded it may not watch its folder yet. */
  async function rewrite(text: string, seen: () => Promise<Locator>): Promise<void> {
    await untilDone("what the window shows of the changed file", async (timeout) => {
      await writeFile(file, text);
      await (await seen()).waitFor({ timeout });
    });
  }
  async function edit(vms: readonly string[], shown: RegExp): Promise<void> {
    await rewrite(fleetText({ vms }), () => Promise.resolve(workbench.tree("Fleets").row(shown)));
  }

  /** How often each of the fleet's VMs was started to be made. */
  const made = (): readonly string[] =>
    azure.cloud.world.operations
      .all()
      .flatMap(({ verb, effect, resourceId }) =>
        verb === "PUT" && effect.kind === "created" ? [resourceId.split("/").at(-1) ?? ""] : [],
      )
      .sort();
  const tagged = (): readonly string[] =>
    [...azure.cloud.world.store.list("microsoft.networkcloud/virtualmachines")].flatMap((vm) =>
      vm.tags?.["rack"] === "r7" ? [vm.name] : [],
    );
  const deployments = (): number =>
    azure.exchanges.filter(
      ({ method, path: at, status }) =>
        method === "PUT" && at.includes("/Microsoft.Resources/deployments/") && status < 300,
    ).length;

  it("shows a mistake at its place, in the editor and in the view", async () => {
    const tree = workbench.tree("Fleets");
    await tree.row(/edge\.nexus-fleet\.yaml.*the file has an error/).waitFor({ timeout: patience });
    await tree.menu(name, "Open Fleet File");
    const squiggle = workbench.page.locator(".editor-group-container.active .squiggly-error");
    await squiggle.first().waitFor();
    await tree.expand(name);
    await tree.row(/Line 21: /).waitFor();
    await workbench.screenshot("fleet-mistake");
    assert.equal(deployments(), 0);
  }).timeout(limit);

  it("is checked and planned with Azure's what-if before anything is sent", async () => {
    await edit(["- vmName: cuf[01-03]"], /edge.*0 of 3 Connected/);
    const tree = workbench.tree("Fleets");
    await tree.menu(/^edge/, "Check Fleet in Azure");
    // The site's network allow what it does by default; download.microsoft.com is not among it.
    await workbench.page.getByText("fleet/missing-egress").first().waitFor({ timeout: patience });
    await tree.menu(/^edge/, "Plan Fleet");
    await workbench.page.getByText("Azure what-if:").first().waitFor({ timeout: patience });
    await workbench.page.getByText("3 to create, 0 to update").first().waitFor();
    await workbench.screenshot("fleet-plan");
    assert.equal(deployments(), 0);
  }).timeout(limit);

  it("is deployed, continues by itself after a reload in the middle, and shows what failed by cause", async () => {
    await workbench.tree("Fleets").menu(/^edge/, "Deploy Fleet…");
    await workbench.dialog.getByText("3 to create").waitFor({ timeout: patience });
    await workbench.screenshot("fleet-deploy-question");
    await workbench.answerDialog("Deploy");
    // The identity's deployment is started; roles and VMs are not.
    await eventually("the first deployment", () => (deployments() > 0 ? true : undefined), patience);
    await workbench.reload();
    await workbench.openSideBar();
    await openFleets();
    const tree = workbench.tree("Fleets");
    await tree.row(/edge.*2 of 3 Connected.*1 not in azure/i).waitFor({ timeout: 2 * patience });
    await tree.expand(/^edge/);
    await tree.expand(/OutOfCapacity: No host is free/);
    await tree.row(/cuf02.*Not in Azure/).waitFor();
    await tree.menu(/OutOfCapacity/, "Explain");
    await workbench.page.getByText("does not have enough capacity for the VM").first().waitFor();
    await workbench.screenshot("fleet-causes");
  }).timeout(limit);

  it("retries on its page what failed, and that only", async () => {
    assert.deepEqual(made(), ["cuf01", "cuf03"]);
    const tree = workbench.tree("Fleets");
    await tree.menu(/^edge/, "Open Fleet Page");
    const page = await workbench.webview("main.fleet details");
    const cause = page.locator("details").filter({ hasText: "OutOfCapacity: No host is free" });
    await cause.getByRole("row", { name: /cuf02.*Not in Azure/ }).waitFor();
    await workbench.screenshot("fleet-page");
    await cause.getByRole("button", { name: /^Retry these/ }).press("Enter");
    await workbench.answerDialog("Retry");
    await page
      .getByText("3 of 3 Connected")
      .first()
      .waitFor({ timeout: 2 * patience });
    await tree.row(/edge.*3 of 3 Connected/).waitFor({ timeout: 2 * patience });
    assert.deepEqual(made(), ["cuf01", "cuf02", "cuf03"]);
    await tree.expand(/^Connected/);
    await tree.expand(/^cuf02/);
    await tree.row(/9 {2}.*confirmed by a later step/).waitFor();
    await workbench.screenshot("fleet-connected");
  }).timeout(limit);

  it("opens a VM among the machines, though their view is folded", async () => {
    await workbench.tree("Fleets").menu(/^cuf02/, "Open VM");
    const machines = workbench.tree("Machines");
    await machines.tree
      .locator('[aria-selected="true"]', { hasText: "cuf02" })
      .waitFor({ timeout: patience });
    await workbench.screenshot("fleet-vm");
    await machines.fold("folded");
  }).timeout(limit);

  it("changes exactly the VM whose line is edited", async () => {
    const tree = workbench.tree("Fleets");
    await edit(["- vmName: cuf[01-02]", "- {vmName: cuf03, tags: {rack: r7}}"], /Differs from the file.*1/);
    await tree.menu(/^edge/, "Plan Fleet");
    await workbench.page.getByText("tags.rack: nothing → r7").first().waitFor({ timeout: patience });
    await workbench.page.getByText("0 to create, 1 to update").first().waitFor();
    await workbench.screenshot("fleet-edit");
    await tree.menu(/^edge/, "Deploy Fleet…");
    await workbench.dialog.getByText("1 to update").waitFor({ timeout: patience });
    await workbench.answerDialog("Deploy");
    await eventually("the tag in Azure", () => (tagged().length > 0 ? true : undefined), patience);
    assert.deepEqual(tagged(), ["cuf03"]);
    assert.deepEqual(made(), ["cuf01", "cuf02", "cuf03"]);
  }).timeout(limit);

  it("continues in Azure when its deployment is not watched any more, and says so", async () => {
    const before = deployments();
    const tree = workbench.tree("Fleets");
    // The deployment of before has ended, and Azure was looked at since: a difference from now on is a new one.
    await tree.row(/edge.*3 of 3 Connected/).waitFor({ timeout: patience });
    await tree.row(/Differs from the file/).waitFor({ state: "detached", timeout: patience });
    await edit(["- vmName: cuf[01-02]", "- {vmName: cuf03, tags: {rack: r8}}"], /Differs from the file.*1/);
    await tree.row(/edge.*3 of 3 Connected/).waitFor({ timeout: patience });
    azure.cloud.useFaults(
      "PATCH */virtualMachines/* operation=never; PUT */virtualMachines/* operation=never",
    );
    await tree.menu(/^edge/, "Deploy Fleet…");
    await workbench.dialog.getByText("1 to update").waitFor({ timeout: patience });
    await workbench.answerDialog("Deploy");
    await eventually("its deployment", () => (deployments() > before ? true : undefined), patience);
    await workbench.answerNotification(/Deploying fleet edge/, "Cancel");
    await workbench.notification(/edge is no longer watched/).waitFor({ timeout: patience });
    await tree.row(/edge.*2 of 3 Connected.*1 creating/i).waitFor({ timeout: patience });
    await workbench.screenshot("fleet-stopped");
    azure.cloud.useFaults("");
  }).timeout(limit);

  /** Accepts the file that the save dialog proposes, and gives what was written. */
  async function saved(ending: string): Promise<string> {
    const { input, widget } = workbench.quickInput;
    await eventually("the proposed file", async () => {
      const proposal = await input.inputValue().catch(() => "");
      return proposal.endsWith(ending) ? true : undefined;
    });
    await untilDone("the dialog's end", async (timeout) => {
      if (!(await widget.isVisible())) return;
      await workbench.page.keyboard.press("Enter");
      await widget.waitFor({ state: "hidden", timeout });
    });
    const to = path.join(workbench.workspace, ending);
    const text = await eventually("the exported file", () =>
      readFile(to, "utf8").then(
        (found) => (found === "" ? undefined : found),
        () => undefined,
      ),
    );
    // The window shows what it has written: a page that is opened before that would be covered by it.
    await workbench.page.getByRole("tab", { name: ending, selected: true }).first().waitFor();
    return text;
  }

  it("is exported from its page, as CSV and as Markdown", async () => {
    const tree = workbench.tree("Fleets");
    const from = async (button: string): Promise<void> => {
      await tree.menu(/^edge/, "Open Fleet Page");
      const page = await workbench.webview("main.fleet details");
      await page.getByRole("button", { name: button }).press("Enter");
    };
    await from("Export CSV…");
    const csv = (await saved("edge-status.csv")).trimEnd().split("\n");
    assert.equal(csv.length, 4);
    assert.deepEqual(
      csv
        .slice(1)
        .map((line) => /cuf0\d/.exec(line)?.[0])
        .sort(),
      ["cuf01", "cuf02", "cuf03"],
    );
    await from("Export Markdown…");
    assert.match(await saved("edge-status.md"), /^# .*edge/);
    await workbench.screenshot("fleet-exported");
  }).timeout(limit);

  it("has its page again after a reload, with what Azure shows then", async () => {
    await workbench.tree("Fleets").menu(/^edge/, "Open Fleet Page");
    await workbench.webview("main.fleet details");
    await workbench.reloadByCommand();
    // The page from before may still be in the window.
    await eventually(
      "the page of the fleet",
      async () => {
        const page = await workbench.webview("main.fleet details").catch(() => undefined);
        if (page === undefined) return undefined;
        const row = page.getByRole("row", { name: /cuf02/ }).first();
        return (await row.isVisible().catch(() => false)) ? true : undefined;
      },
      2 * patience,
    );
    await workbench.page
      .getByRole("tab", { name: /Fleet: edge/ })
      .first()
      .waitFor();
    await workbench.screenshot("fleet-page-again");
  }).timeout(limit);

  it("says on its open page that its file is broken or gone, and is itself again with the file", async () => {
    const tree = workbench.tree("Fleets");
    const good = await readFile(file, "utf8");
    await tree.menu(/^edge/, "Open Fleet Page");
    const mistake = ".trouble:has-text('Line 20: ')";
    await rewrite(good.replace("cuf[01-02]", "cuf-1"), async () => {
      const page = await workbench.webview("main.fleet");
      return page.locator(mistake);
    });
    const page = await workbench.webview(mistake);
    assert.equal(await page.getByRole("button", { name: "Deploy…" }).count(), 0);
    await workbench.screenshot("fleet-page-mistake");
    await rm(file);
    await page
      .locator(".trouble", { hasText: "This fleet is not in the list." })
      .waitFor({ timeout: patience });
    // Its VMs carry its tag.
    await tree.row(/edge.*3 VMs.*no file in this workspace/).waitFor({ timeout: patience });
    await tree.menu(/^edge/, "Open Fleet Page");
    const tagged = await workbench.webview("main.fleet details[data-group='drift/strangers']");
    await tagged.getByText("cuf02").waitFor();
    await workbench.screenshot("fleet-page-tagged");
    await workbench.reloadByCommand();
    await eventually(
      "the page of the fleet without a file",
      async () => {
        const again = await workbench
          .webview("main.fleet details[data-group='drift/strangers']")
          .catch(() => undefined);
        if (again === undefined) return undefined;
        return (await again
          .getByText("cuf02")
          .isVisible()
          .catch(() => false))
          ? true
          : undefined;
      },
      2 * patience,
    );
    const again = await workbench.webview("main.fleet details[data-group='drift/strangers']");
    await writeFile(file, good);
    // The window may not watch its folder yet.
    await untilDone(
      "the fleet with its file",
      async (timeout) => {
        await again.getByRole("button", { name: "Check again" }).press("Enter", { timeout });
        await tree.row(/edge.*2 of 3 Connected/).waitFor({ timeout });
      },
      20_000,
    );
    await tree.row(/no file in this workspace/).waitFor({ state: "detached" });
    await again
      .locator(".trouble", { hasText: "This fleet is not in the list." })
      .waitFor({ timeout: patience });
    await tree.menu(/^edge/, "Open Fleet Page");
    const whole = await workbench.webview("main.fleet details[data-group='state/connected']");
    await whole.getByText("cuf02").first().waitFor({ timeout: patience });
    await workbench.screenshot("fleet-page-back");
  }).timeout(limit);
});
