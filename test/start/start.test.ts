import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../scripts/lib/paths";
import { newContext } from "../workbench/harness/browser";
import { freePort } from "../workbench/harness/server";
import { TreeView } from "../workbench/harness/tree";
import { saveScreenshot } from "../workbench/harness/screenshot";
import { eventually } from "../workbench/harness/waiting";
import { Program } from "./program";

async function isServing(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe("npm start", () => {
  let program: Program;
  let url: string;
  let page: Page;
  before(async () => {
    program = Program.npm("start", ["--port", `${await freePort()}`]);
    [url] = await program.printed(/http:\/\/127\.0\.0\.1:\d+\/\S*folder=\S+/, 240_000);
    const context = await newContext();
    page = await context.newPage();
    await page.goto(url);
  });

  after(() => program.child.kill("SIGTERM"));

  it("shows machines in every state and the sample user data when the page first opens", async () => {
    const machines = new TreeView(page, "Machines");
    await machines.row("amf01").waitFor();
    for (const state of [
      "Connected",
      "Disconnected",
      "Expired",
      "Stopped",
      "Failed",
      "Provisioning",
      "Deleting",
    ]) {
      await machines.row(state).waitFor();
    }
    await page.getByRole("tab", { name: "user-data.sh" }).waitFor();
    await saveScreenshot(page, "readme-machines");
  });

  it("ends with SIGTERM, and leaves no server and no folder behind", async () => {
    const workspace = new URL(url).searchParams.get("folder") ?? "";
    await readFile(path.join(workspace, "user-data.sh"));
    await page.context().close();
    program.child.kill("SIGTERM");
    await program.ended;
    await eventually("the end of the server", async () => ((await isServing(url)) ? undefined : true));
    await eventually("the end of its folder", () => (existsSync(workspace) ? undefined : true));
  });
});

describe("npm start -- --desktop", () => {
  it("opens the desktop VS Code with the extension and a profile of its own", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-"));
    const seen = path.join(folder, "arguments");
    const code = path.join(folder, "code");
    await writeFile(code, '#!/bin/sh\nprintf "%s\\n" "$@" > "$SEEN"\n');
    await chmod(code, 0o755);
    const env = { PATH: [folder, process.env["PATH"]].join(path.delimiter), SEEN: seen, DISPLAY: ":0" };
    const { code: exitCode } = await Program.npm("start", ["--desktop"], env).ended;
    const args = (await readFile(seen, "utf8")).split("\n");
    assert.equal(exitCode, 0);
    assert.ok(args.includes(`--extensionDevelopmentPath=${root}`));
    assert.ok(args.includes("--wait") && args.includes("--user-data-dir"));
    await rm(folder, { recursive: true });
  });
});
