import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eventually, untilDone } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

const broken = `#cloud-config
users:
  - name: azureuser
    home: /home/azureuser
write_files:
  - path: /etc/hello
    content: hello
    permissions: 0644
`;

const commands = `#cloud-config
runcmd:
  - if [ -f /etc/site ]; then echo ready; fi
write_files:
  - path: /opt/wait.sh
    permissions: '0755'
    content: |
      #!/bin/sh
      while sleep 5; do echo waiting; done
`;

describe("user data in the editor", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ settings: { "nexusArc.practice.openAtStart": true } });
    await writeFile(path.join(workbench.workspace, "broken.yaml"), broken);
    await writeFile(path.join(workbench.workspace, "user-data"), commands);
  });
  after(() => workbench.close());

  const focusedEditor = () => workbench.page.locator(".monaco-editor.focused").first();
  const writeFiles = () => workbench.page.locator(".view-line span", { hasText: "write_files" }).first();
  const explained = () => workbench.page.locator(".monaco-hover:visible", { hasText: "write_files" });
  const problems = () => workbench.page.locator(".markers-panel .monaco-list-row");

  it("shows each mistake once, in its place, in the language of user data", async () => {
    await workbench.quickInput.openFile("broken.yaml");
    await workbench.page
      .locator(".editor-status-mode, .statusbar-item", { hasText: "cloud-config" })
      .first()
      .waitFor();
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.command("Problems: Focus on Problems View");
    await problems().filter({ hasText: "homedir" }).first().waitFor();
    await problems().filter({ hasText: "Ln 8" }).first().waitFor();
    const rows = await problems().allInnerTexts();
    assert.equal(
      rows.filter((row) => row.includes("home") && row.includes("Ln 4")).length,
      1,
      rows.join("\n"),
    );
    assert.equal(rows.filter((row) => row.includes("Ln 8")).length, 1, rows.join("\n"));
    await workbench.screenshot("user-data-problems");
  });

  it("takes a quick fix, after which the squiggle is gone", async () => {
    const fix = workbench.page.locator(".action-widget .monaco-list-row", { hasText: "homedir" }).first();
    await untilDone("the quick fixes", async (timeout) => {
      await problems().filter({ hasText: "homedir" }).first().dblclick({ timeout });
      await focusedEditor().waitFor({ timeout });
      await workbench.page.keyboard.press("Control+.");
      await fix.waitFor({ timeout });
    });
    await workbench.screenshot("user-data-quick-fix");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".view-line", { hasText: "homedir:" }).first().waitFor();
    await eventually("the problem's end", async () =>
      (await problems().filter({ hasText: "homedir" }).count()) === 0 ? true : undefined,
    );
  });

  it("completes keys and explains them", async () => {
    await workbench.page.locator(".view-line", { hasText: "homedir:" }).first().click();
    await focusedEditor().waitFor();
    await workbench.page.keyboard.press("Control+End");
    await workbench.page.keyboard.type("packa");
    await workbench.page.locator(".view-line", { hasText: "packa" }).first().waitFor();
    const suggestion = workbench.page.locator(".suggest-widget:visible .monaco-list-row", {
      hasText: "package_update",
    });
    await untilDone("suggestions", async (timeout) => {
      if (!(await suggestion.first().isVisible())) await workbench.command("Trigger Suggest");
      await suggestion.first().waitFor({ timeout });
    });
    await workbench.screenshot("user-data-completion");
    await workbench.page.keyboard.press("Escape");
    await workbench.hover(writeFiles(), explained());
    await workbench.screenshot("user-data-hover");
  });

  it("looks the same in a light theme", async () => {
    await workbench.theme("light");
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.hover(writeFiles(), explained());
    await workbench.screenshot("user-data-light");
    await workbench.theme("dark");
  });

  it("tells the kind, cloud-init's version and the size in the language status", async () => {
    await workbench.quickInput.openFile("user-data");
    await workbench.page.locator(".view-line", { hasText: "runcmd" }).first().waitFor();
    const status = workbench.page
      .locator(".hover-language-status:visible", { hasText: "cloud-config" })
      .filter({ hasText: /cloud-init 26\.2, \d+ bytes as sent/u });
    await workbench.press(workbench.page.locator('[id="status.languageStatus"]'), status);
    await workbench.screenshot("user-data-status");
    await workbench.page.keyboard.press("Escape");
  });

  it("colors the shell inside runcmd and write_files as shell", async () => {
    // As plain YAML each of these lines would be one text in one color.
    for (const word of ["then", "while"]) {
      const token = workbench.page
        .locator(".view-line > span > span")
        .filter({ hasText: new RegExp(`^\\s*${word}\\s*$`, "u") });
      await token.first().waitFor();
    }
    await workbench.screenshot("user-data-shell");
  });

  it("offers to copy and to ask cloud-init above the first line", async () => {
    const lens = (title: string) =>
      workbench.page.locator(".codelens-decoration a", { hasText: title }).first();
    // VS Code drops its question for them when the editor loses the focus, and asks again when it gets it.
    await untilDone("the lenses", async (timeout) => {
      await workbench.page.locator(".editor-group-container.active .view-line").first().click({ timeout });
      await lens("Lint with cloud-init").waitFor({ timeout });
    });
    await workbench.press(lens("Copy as base64"), workbench.notification(/Copied the user data as base64/u));
    await workbench.screenshot("user-data-lens");
    // Of text that is not encoded there is nothing to decode.
    assert.equal(await lens("Preview decoded").count(), 0);
  });

  it("repeats the words of a file in a notification without making a link of them", async () => {
    const link = "[Repair](command:workbench.action.showCommands)";
    await writeFile(path.join(workbench.workspace, "hostile.nexus-fleet.yaml"), `"${link}": 1\n`);
    await workbench.quickInput.openFile("hostile.nexus-fleet.yaml");
    await workbench.page.locator(".tab.active", { hasText: "hostile.nexus-fleet.yaml" }).waitFor();
    // The tab is there before the text, and only with the text is this the editor in front.
    await workbench.page.locator(".view-line", { hasText: "showCommands" }).first().waitFor();
    const told = workbench.notification(/Unknown key .*Repair/u).first();
    await untilDone(
      "what the plan says",
      async (timeout) => {
        if (!(await told.isVisible())) await workbench.command("Nexus Arc: Plan Fleet");
        await told.waitFor({ timeout });
      },
      10_000,
    );
    assert.equal(await told.getByText("Repair", { exact: true }).count(), 0);
    assert.equal(await told.locator("a", { hasText: "Repair" }).count(), 0);
    await workbench.screenshot("hostile-notification");
  });
});
