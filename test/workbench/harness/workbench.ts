/** A real VS Code workbench in Chromium with the extension in it: what a test of what the user sees starts with. */
import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext, Frame, Locator, Page } from "playwright-core";
import { root } from "../../../scripts/lib/paths";
import { newContext } from "./browser";
import { QuickInput } from "./quickInput";
import { saveScreenshot } from "./screenshot";
import { WorkbenchServer, type ServerOptions } from "./server";
import { themes, type Settings, type Theme } from "./settings";
import { TreeView } from "./tree";
import { eventually, untilDone } from "./waiting";

export const sampleWorkspace = path.join(root, "test/workbench/sample-workspace");

export interface WorkbenchOptions extends ServerOptions {
  /** The folder to open; a copy of it is opened. Default: the sample workspace. */
  readonly workspace?: string;
  /** Lets extensions use proposed API, which a built-in extension may and one that takes its place may not. */
  readonly proposedApi?: boolean;
  /** The display language for extensions, such as "zh-cn". VS Code's own texts stay English: no language pack is installed. */
  readonly language?: string;
}

const open = new Set<Workbench>();

/** Every workbench that is open now, so that a failing test can show what was on the screen. */
export function openWorkbenches(): readonly Workbench[] {
  return [...open];
}

export class Workbench {
  readonly server: WorkbenchServer;
  readonly page: Page;
  /** The opened folder: a copy that a test may change. */
  readonly workspace: string;
  readonly quickInput: QuickInput;
  readonly #context: BrowserContext;

  private constructor(server: WorkbenchServer, context: BrowserContext, page: Page, workspace: string) {
    this.server = server;
    this.#context = context;
    this.page = page;
    this.workspace = workspace;
    this.quickInput = new QuickInput(page);
  }

  /** Starts a server and opens the workbench; returns when its activity bar shows. End it with {@link close}. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const server = await WorkbenchServer.start(options);
    try {
      const workspace = path.join(server.folder, "edge-site");
      await cp(options.workspace ?? sampleWorkspace, workspace, { recursive: true });
      const context = await newContext();
      const page = await context.newPage();
      // What a language pack's messages would say before VS Code's own script runs.
      if (options.language !== undefined)
        await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)};`);
      const workbench = new Workbench(server, context, page, workspace);
      open.add(workbench);
      const payload = options.proposedApi === true ? { payload: '[["enableProposedApi",""]]' } : {};
      await page.goto(server.folderUrl(workspace, payload));
      await workbench.#ready();
      return workbench;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async close(): Promise<void> {
    open.delete(this);
    await this.#context.close();
    await this.server.stop();
  }

  /** Reloads the window, as the command "Developer: Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  /**
   * Reloads the window as a user does: VS Code writes down which editors are open before it goes. Enter, for a click waits for the
   * page that goes.
   */
  async reloadByCommand(): Promise<void> {
    const { page, quickInput } = this;
    const title = "Developer: Reload Window";
    const gone = page.waitForEvent("framenavigated", {
      predicate: (frame) => frame === page.mainFrame(),
      timeout: 180_000, // it counts from now, and the palette takes its time too
    });
    await untilDone("the palette", async (timeout) => {
      await page.keyboard.press("F1");
      await quickInput.input.fill(`>${title}`, { timeout });
      await quickInput.rows(title).first().waitFor({ timeout });
    });
    await page.keyboard.press("Enter");
    await gone;
  }

  /** Kills the extension host as a crash would. VS Code says so in a notification that offers a restart. */
  async killExtensionHost(): Promise<void> {
    const pids = await this.server.extensionHosts();
    if (pids.length === 0) throw new Error("No extension host runs.");
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await eventually("the end of the extension host", async () => {
      const now = await this.server.extensionHosts();
      return now.some((pid) => pids.includes(pid)) ? undefined : true;
    });
  }

  /** Waits for the extension host after a crash. After three crashes VS Code asks before it starts another. */
  async reviveExtensionHost(): Promise<void> {
    const restart = this.page.getByRole("button", { name: "Restart Remote Extension Host" });
    await eventually("a new extension host", async () => {
      if ((await this.server.extensionHosts()).length > 0) return true;
      if (await restart.first().isVisible()) await restart.first().click();
      return undefined;
    });
  }

  /** Answers the question whether the folder is trusted (see `askForTrust` in settings.ts). */
  async answerTrust(answer: "trust" | "restricted"): Promise<void> {
    const name = answer === "trust" ? /Yes, I trust/ : /No, I don't trust/;
    await this.page.getByRole("button", { name }).click();
  }

  /** Changes user settings; VS Code takes them from the file. */
  changeSettings(changes: Settings): Promise<void> {
    return changeFile(this.server.settingsFile, changes);
  }

  /** Changes settings of machine scope. */
  changeMachineSettings(changes: Settings): Promise<void> {
    return changeFile(path.join(this.server.userFolder, "Machine/settings.json"), changes);
  }

  /** Switches the theme as a user does and waits until the page has it. */
  async theme(theme: Theme): Promise<void> {
    const { label, kind } = themes[theme];
    await this.command("Preferences: Color Theme");
    await this.quickInput.rows(themes.dark.label).first().waitFor();
    await this.quickInput.input.fill(label);
    await this.quickInput.pick(label);
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** Runs a command by its full title from the palette. */
  command(title: string): Promise<void> {
    return this.quickInput.command(title);
  }

  /** Shows the extension's side bar, whether or not it is shown already. */
  async openSideBar(): Promise<void> {
    await this.page.locator('.activitybar a[aria-label^="Nexus Arc"]').waitFor();
    const title = this.page.locator(".sidebar .composite.title", { hasText: /Nexus Arc/i });
    await untilDone(
      "the side bar",
      async (timeout) => {
        await this.command("View: Show Nexus Arc");
        await title.waitFor({ timeout });
      },
      10_000,
    );
  }

  tree(name = "Machines"): TreeView {
    return new TreeView(this.page, name);
  }

  /**
   * Presses something until what that brings is in sight: VS Code draws a welcome view, a code lens or the status bar again under
   * the mouse, and overlooks the click.
   */
  press(button: Locator, brings: Locator): Promise<void> {
    return untilDone(
      `what ${button.toString()} brings`,
      async (timeout) => {
        if (await brings.first().isVisible()) return;
        await button.click({ timeout });
        await brings.first().waitFor({ timeout });
      },
      10_000,
    );
  }

  /** Rests the mouse on something until this shows; a repaint takes the hover away. */
  hover(place: Locator, shows: Locator): Promise<void> {
    return untilDone(`the hover of ${place.toString()}`, async (timeout) => {
      await this.page.mouse.move(0, 0);
      await place.hover({ timeout });
      await shows.first().waitFor({ timeout });
    });
  }

  /** Notifications in sight, all or those with this text: toasts, and what the list of notifications shows. */
  notification(text?: string | RegExp): Locator {
    const all = this.page.locator(
      ":is(.notifications-toasts, .notifications-center) .notification-list-item:visible",
    );
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** Presses a button of the notification with this text. VS Code folds one away after some seconds: then in the list of them. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    const wanted = this.notification(text).first();
    await untilDone(
      `the button ${button} of a notification`,
      async (timeout) => {
        await wanted
          .waitFor({ timeout: timeout / 2 })
          .catch(() => this.command("Notifications: Show Notifications"));
        await wanted.hover({ timeout });
        const expand = wanted.getByRole("button", { name: "Expand Notification" });
        if (await expand.isVisible()) await expand.click({ timeout });
        await wanted.getByRole("button", { name: button }).click({ timeout });
      },
      10_000,
    );
  }

  /** The modal dialog, such as a question before a dangerous action. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  async answerDialog(button: string): Promise<void> {
    await this.dialog.getByRole("button", { name: button }).click();
  }

  /** The text of the editor in front, as far as it is in sight. */
  async editorText(): Promise<string> {
    const lines = this.page.locator(".editor-group-container.active .monaco-editor .view-lines");
    return (await lines.first().innerText()).replaceAll(" ", " ");
  }

  /** The webview frame in which this selector matches. Waits for it. */
  webview(selector: string): Promise<Frame> {
    return eventually(`a webview with ${selector}`, async () => {
      for (const frame of this.page.frames().slice(1)) {
        const count = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (count > 0) return frame;
      }
      return undefined;
    });
  }

  /** Saves what is on the screen as `.test-output/screens/NAME.png` and returns that path. */
  screenshot(name: string): Promise<string> {
    return saveScreenshot(this.page, name);
  }

  async #ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .activitybar .action-item").first().waitFor();
  }
}

async function changeFile(file: string, changes: Settings): Promise<void> {
  const settings = JSON.parse(await readFile(file, "utf8")) as Settings;
  await writeFile(file, JSON.stringify({ ...settings, ...changes }, undefined, 2));
}
