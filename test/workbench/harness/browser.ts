/** One Chromium for all workbench tests of a process. Each workbench gets a context (a fresh profile) of its own in it. */
import { chromium, type Browser, type BrowserContext } from "playwright-core";
import { requireTool } from "../../../scripts/lib/debian";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Longest wait for anything in a page, in milliseconds: a machine that is busy with other suites is slow. */
const patience = 90_000;

let running: Promise<Browser> | undefined;

/** A fresh profile. Throws one line of what to install when there is no Chromium. */
export async function newContext(): Promise<BrowserContext> {
  running ??= chromium.launch({ executablePath: requireTool("chromium"), headless: true, args: flags });
  const browser = await running;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(patience);
  return context;
}

export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}
