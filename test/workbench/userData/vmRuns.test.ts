import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eventually } from "../harness/waiting";
import { Workbench } from "../harness/workbench";

const parts = `Content-Type: multipart/mixed; boundary="part"
MIME-Version: 1.0

--part
Content-Type: text/cloud-config

#cloud-config
runcmd:
  - echo replaced
--part
Content-Type: text/cloud-config

#cloud-config
runcmd:
  - echo second
--part
Content-Type: text/x-shellscript; name="10-first.sh"

#!/bin/bash
echo first
--part
Content-Type: text/x-sh

#!/bin/sh
echo never
--part--
`;

describe("what the VM runs", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
    await writeFile(path.join(workbench.workspace, "user-data"), parts);
  });
  after(() => workbench.close());

  /** The lines beside the user data, as they stand under each other. */
  const shown = async (): Promise<string> => {
    const lines = workbench.page.locator(".editor-group-container").nth(1).locator(".view-line");
    const placed = await Promise.all(
      (await lines.all()).map(async (line) => ({
        top: (await line.boundingBox())?.y ?? 0,
        text: await line.innerText(),
      })),
    );
    const ordered = placed.sort((a, b) => a.top - b.top).map(({ text }) => text);
    return ordered.join("\n").replaceAll("\u00a0", " ");
  };
  const holds = (...texts: string[]): Promise<unknown> =>
    eventually(texts.join(", "), async () => {
      const text = await shown();
      return texts.every((each) => text.includes(each)) ? text : undefined;
    });

  it("opens beside the user data from above its first line, in the order of the run", async () => {
    await workbench.quickInput.openFile("user-data");
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Show what the VM runs" });
    await lens.first().waitFor();
    await workbench.press(
      lens.first(),
      workbench.page.locator(".tab", { hasText: "What the VM runs" }).first(),
    );
    await holds("10-first.sh", "echo second", "Does not run");
    const text = await shown();
    assert.ok(text.indexOf("echo first") < text.indexOf("echo second"), text);
    assert.ok(text.indexOf("Does not run") > text.indexOf("echo second"), text);
    await workbench.screenshot("vm-runs-dark");
    await workbench.theme("light");
    await workbench.screenshot("vm-runs-light");
    await workbench.theme("dark");
  });

  it("leads from a number to the line of the user data", async () => {
    const link = workbench.page
      .locator(".editor-group-container.active .detected-link", { hasText: "20" })
      .first();
    await link.waitFor();
    await link.click({ modifiers: ["ControlOrMeta"] });
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 20" }).first().waitFor();
  });

  it("opens from the palette too, and follows the user data", async () => {
    await workbench.command("Nexus Arc: Show What the VM Runs");
    await holds("echo second");
  });
});
