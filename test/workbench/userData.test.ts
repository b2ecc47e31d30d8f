import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eventually } from "./harness/waiting";
import { Workbench } from "./harness/workbench";

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
    workbench = await Workbench.open();
    await writeFile(path.join(workbench.workspace, "broken.yaml"), broken);
    await writeFile(path.join(workbench.workspace, "user-data"), commands);
  });
  after(() => workbench.close());

  const problems = () => workbench.page.locator(".markers-panel .monaco-list-row");

  const open = async (file: string): Promise<void> => {
    await workbench.command("Go to File...");
    await workbench.page.keyboard.type(file);
    await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: file }).first().waitFor();
    await workbench.page.keyboard.press("Enter");
  };

  it("shows each mistake once, in its place, in the language of user data", async () => {
    await open("broken.yaml");
    await workbench.page
      .locator(".editor-status-mode, .statusbar-item", { hasText: "cloud-config" })
      .first()
      .waitFor();
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.command("Problems: Focus on Problems View");
    await problems().filter({ hasText: "homedir" }).first().waitFor();
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
    await problems().filter({ hasText: "homedir" }).first().dblclick();
    const fix = workbench.page.locator(".action-widget .monaco-list-row", { hasText: "homedir" }).first();
    // The editor gets the focus a moment after the double click.
    await eventually("the quick fixes", async () => {
      await workbench.page.keyboard.press("Control+.");
      return fix.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
    });
    await workbench.screenshot("user-data-quick-fix");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".view-line", { hasText: "homedir:" }).first().waitFor();
    await eventually("the problem's end", async () =>
      (await problems().filter({ hasText: "homedir" }).count()) === 0 ? true : undefined,
    );
  });

  it("completes keys and explains them", async () => {
    await workbench.command("View: Focus First Editor Group");
    await workbench.page.keyboard.press("Control+End");
    await workbench.page.keyboard.type("packa");
    await workbench.command("Trigger Suggest");
    await workbench.page
      .locator(".suggest-widget .monaco-list-row", { hasText: "package_update" })
      .first()
      .waitFor();
    await workbench.screenshot("user-data-completion");
    await workbench.page.keyboard.press("Escape");
    await workbench.page.locator(".view-line span", { hasText: "write_files" }).first().hover();
    await workbench.page.locator(".monaco-hover:visible", { hasText: "write_files" }).first().waitFor();
    await workbench.screenshot("user-data-hover");
  });

  it("looks the same in a light theme", async () => {
    await workbench.theme("light");
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.page.locator(".view-line span", { hasText: "write_files" }).first().hover();
    await workbench.page.locator(".monaco-hover:visible", { hasText: "write_files" }).first().waitFor();
    await workbench.screenshot("user-data-light");
    await workbench.theme("dark");
  });

  it("tells the kind, cloud-init's version and the size in the language status", async () => {
    await open("user-data");
    await workbench.page.locator(".view-line", { hasText: "runcmd" }).first().waitFor();
    await workbench.page.locator('[id="status.languageStatus"]').click();
    const status = workbench.page.locator(".hover-language-status:visible", { hasText: "cloud-init 26.2" });
    await status.first().waitFor();
    assert.match(await status.first().innerText(), /cloud-config[^]*cloud-init 26\.2, \d+ bytes as sent/u);
    await workbench.screenshot("user-data-status");
    await workbench.page.keyboard.press("Escape");
  });

  it("colours the shell inside runcmd and write_files as shell", async () => {
    // As plain YAML each of these lines would be one text in one colour.
    for (const word of ["then", "while"]) {
      const token = workbench.page
        .locator(".view-line > span > span")
        .filter({ hasText: new RegExp(`^\\s*${word}\\s*$`, "u") });
      await token.first().waitFor();
    }
    await workbench.screenshot("user-data-shell");
  });

  it("offers to copy, to preview and to ask cloud-init above the first line", async () => {
    const lens = (title: string) =>
      workbench.page.locator(".codelens-decoration a", { hasText: title }).first();
    await lens("Lint with cloud-init").waitFor();
    await lens("Copy as base64").click();
    await workbench
      .notification(/Copied the user data as base64/u)
      .first()
      .waitFor();
    await workbench.screenshot("user-data-lens");
    await lens("Preview decoded").click();
    await workbench.page
      .locator(".tab", { hasText: /Untitled/u })
      .first()
      .waitFor();
    await workbench.page
      .locator(".editor-group-container")
      .nth(1)
      .locator(".view-line", { hasText: "runcmd" })
      .first()
      .waitFor();
  });
});
