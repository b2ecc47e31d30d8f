/** What an enrollment's row offers beside running its steps, each once as a user does it, in the practice cloud. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { newEnrollment } from "../../../src/enrollment/record/record";
import { readRecord, writeRecord } from "../../../src/enrollment/record/recordFile";
import { createPracticeCloud } from "../../../src/practice/cloud";
import { practiceTarget, practiceVm } from "../../unit/enrollment/setup";
import { stubAzureCli } from "../harness/cloud/azure";
import { EnrollmentsView, idle } from "../harness/enrollmentsView";
import { eventually, untilDone } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

describe("the commands of an enrollment", function () {
  this.timeout(300_000);
  let workbench: Workbench;
  let view: EnrollmentsView;
  let searchPath: string;

  before(async () => {
    searchPath = await stubAzureCli(createPracticeCloud());
    workbench = await Workbench.open({
      settings: { "nexusArc.practice.openAtStart": true },
      env: { PATH: searchPath },
    });
    view = new EnrollmentsView(workbench);
    await workbench.openSideBar();
    await workbench.tree().row("Core network (practice)").waitFor();
    await view.makeSpace();
  });
  after(() => workbench.close());

  /** As another machine exports it. */
  function recordText(): string {
    const target = practiceTarget({
      cloud: "practice",
      identity: "user",
      creator: "vm",
      resourceGroup: "empty-group",
      vmName: "drive1",
    });
    const group = `/subscriptions/${target.subscriptionId ?? ""}/resourceGroups/empty-group`;
    const userAssignedIdentityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-drive1`;
    return writeRecord({
      ...newEnrollment({ ...target, userAssignedIdentityId }, new Date(), randomUUID),
      vm: practiceVm,
    });
  }

  it("import it, and say why a text is none", async () => {
    await view.fromClipboard('{"version": 1, "id": "x"}', () =>
      workbench.command("Nexus Arc: Import Enrollment…"),
    );
    await workbench
      .notification(/The field "created" is missing/)
      .first()
      .waitFor();
    await workbench.screenshot("enrollment-import-refused");
    await view.fromClipboard(recordText(), () => workbench.command("Nexus Arc: Import Enrollment…"));
    await view.row("drive1", /0\/10 · next/).waitFor();
  });

  it("refuse one of another cloud, with where to sign in", async () => {
    const elsewhere = recordText().replace('"practice"', '"usGovernment"');
    await view.fromClipboard(elsewhere, () => workbench.command("Nexus Arc: Import Enrollment…"));
    await workbench
      .notification(/belongs to Azure US Government.*sign in there/)
      .first()
      .waitFor();
    await workbench.screenshot("enrollment-other-cloud");
    assert.equal(await view.tree.rows("drive1").count(), 1);
  });

  it("copy a step, open it as a file, and run it in a terminal", async () => {
    const text = await view.copied(async () => {
      await view.chooseOfStep("drive1", 1, "Copy Step As…");
      await workbench.quickInput.pick("Azure CLI");
    });
    assert.match(text, /az identity create/);
    await view.chooseOfStep("drive1", 1, "Open Step as File…");
    await workbench.quickInput.pick("Bicep");
    await workbench.page.getByText("Microsoft.ManagedIdentity/userAssignedIdentities").first().waitFor();
    await workbench.screenshot("enrollment-step-as-file");
    await view.chooseOfStep("drive1", 1, "Run in Terminal…");
    await workbench.quickInput.pick("Azure CLI");
    const calls = path.join(searchPath.split(":")[0] ?? "", "calls");
    await eventually("az called from the terminal", async () => {
      const called = await readFile(calls, "utf8").catch(() => "");
      return called.includes("identity create") ? true : undefined;
    });
    await workbench.screenshot("enrollment-in-terminal");
    await workbench.command("Terminal: Kill All Terminals");
  });

  it("run one step, and stop watching a long one, which Azure continues with", async () => {
    await workbench.command("Nexus Arc: Run Step…");
    await workbench.quickInput.rows("Create a managed identity").first().waitFor();
    await workbench.screenshot("enrollment-run-step");
    await workbench.quickInput.pick("Create a managed identity");
    await view.row("drive1", /1\/10 · next/).waitFor();
    await view.tree.collapse("drive1");
    await view.choose("drive1", "Run Remaining Steps");
    await view.row("drive1", /step 3: /).waitFor();
    await workbench.screenshot("enrollment-running");
    await untilDone("the end of watching", async (timeout) => {
      // Where the VM stands before the button is pressed, the row is watching the VM by then.
      if ((await view.row("drive1", idle).count()) > 0) return;
      const row = view.tree.row("drive1");
      await row.hover({ timeout });
      await row.getByRole("button", { name: "Stop Watching Enrollment" }).click({ timeout });
      await view.row("drive1", idle).waitFor({ timeout });
    });
    await workbench.screenshot("enrollment-stopped");
    await view.checkUntil("drive1", /3\/10|Connected/);
    // Azure shows the VM before the window has noted how the operation ended.
    await eventually("the end of step 3 in the record", async () =>
      (await savedStates()).includes("succeeded") ? true : undefined,
    );
  });

  /** How step 3 stands in the records that the window has saved. */
  async function savedStates(): Promise<readonly unknown[]> {
    const folder = path.join(workbench.server.userFolder, "User/globalStorage");
    const names = (await readdir(folder, { recursive: true })).filter((name) =>
      name.endsWith(".nexus-arc.json"),
    );
    return Promise.all(
      names.map(async (name) => {
        const reading = await readRecord(await readFile(path.join(folder, name), "utf8").catch(() => ""));
        return reading.ok ? reading.enrollment.outcomes[3]?.state : undefined;
      }),
    );
  }

  it("export it without a secret, remove it after a question, and take it up again from the file", async () => {
    await view.choose("drive1", "Export Enrollment…");
    await workbench.quickInput.input.waitFor();
    await workbench.screenshot("enrollment-export");
    await workbench.page.keyboard.press("Enter");
    const file = path.join(workbench.workspace, "drive1.nexus-arc.json");
    await workbench.page.getByRole("tab", { name: "drive1.nexus-arc.json" }).waitFor();
    const reading = await readRecord(await readFile(file, "utf8"));
    assert.ok(reading.ok);
    assert.equal(reading.enrollment.outcomes[3]?.state, "succeeded");
    await view.choose("drive1", "Remove Enrollment…");
    await workbench.dialog.getByText("Remove the enrollment of drive1?").waitFor();
    await workbench.screenshot("enrollment-remove");
    await workbench.answerDialog("Cancel");
    await view.row("drive1", /\/10/).waitFor();
    await view.choose("drive1", "Remove Enrollment…");
    await workbench.answerDialog("Remove");
    await view.tree.row("drive1").waitFor({ state: "detached" });
    await workbench.command("Nexus Arc: Import Enrollment…");
    await workbench.quickInput.pick("From the open editor");
    await view.row("drive1", /\d+\/10/).waitFor();
    await workbench.screenshot("enrollment-imported");
  });

  it("start one on the row of a VM that stands already", async () => {
    await workbench.tree().fold("open");
    await workbench.tree().expand("Core network (practice)");
    await workbench.tree().expand("core-london");
    await workbench.tree().menu(/^nrf01/, "Enroll…");
    await workbench.quickInput.widget.getByText("Name of the Arc machine").first().waitFor();
    await workbench.screenshot("enrollment-existing-name");
    await workbench.page.keyboard.press("Enter");
    await workbench.quickInput.pick("Guided");
    await view.row("nrf01", /\d+\/10/).waitFor();
    await workbench.screenshot("enrollment-existing");
  });
});
