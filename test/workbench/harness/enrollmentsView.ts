/** The section "Enrollments" of the side bar, driven as a user does. */
import type { Locator } from "playwright-core";
import type { TreeView } from "./tree";
import { eventually } from "./waiting";
import type { Workbench } from "./workbench";

/** What a row says while nothing is done for its enrollment. */
export const idle = /\d+\/10 · (?!step \d+: |watching)/;
const busy = /\d+\/10 · (step \d+: |watching)/;

/** Milliseconds: a whole enrollment on a machine that is busy with other suites. */
const mostPatient = 240_000;

export class EnrollmentsView {
  readonly tree: TreeView;
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.tree = workbench.tree("Enrollments");
  }

  /** Folds the section above: VS Code draws only the rows in sight. */
  makeSpace(): Promise<void> {
    return this.#workbench.tree().fold("folded");
  }

  /** The enrollment's row once it says that. */
  row(vmName: string, says: RegExp): Locator {
    return this.tree.rows(vmName).filter({ hasText: says }).first();
  }

  choose(vmName: string, command: string): Promise<void> {
    return this.tree.menu(vmName, command);
  }

  /** As `choose`, where the command may no longer be offered when the menu opens: then nothing is chosen. */
  async #tryToChoose(vmName: string, command: string): Promise<void> {
    const { page } = this.#workbench;
    const timeout = 10_000;
    const item = page.getByRole("menuitem", { name: command });
    try {
      await this.tree.row(vmName).locator(".monaco-tl-contents").click({ button: "right", timeout });
      await item.click({ timeout });
      await item.waitFor({ state: "hidden", timeout });
    } catch {
      await page.keyboard.press("Escape");
    }
  }

  /** Chooses a command of one step; the enrollment is opened for it. */
  async chooseOfStep(vmName: string, step: number, command: string): Promise<void> {
    await this.tree.expand(vmName);
    await this.tree.menu(new RegExp(`^${step}\\s`), command);
  }

  async copy(text: string): Promise<void> {
    await this.#workbench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** What a command puts on the clipboard, which is empty before. */
  async copied(copying: () => Promise<void>): Promise<string> {
    await this.copy("");
    await copying();
    return eventually("a text on the clipboard", async () => {
      const text = await this.#workbench.page.evaluate<string>("navigator.clipboard.readText()");
      return text === "" ? undefined : text;
    });
  }

  /** Answers the question of a command for a text. */
  async fromClipboard(text: string, asking: () => Promise<void>): Promise<void> {
    await this.copy(text);
    await asking();
    await this.#workbench.quickInput.pick("From the clipboard");
  }

  /** Has all steps run, as often as it takes, until that has happened. */
  async runUntil(vmName: string, what: string, happened: Promise<void>): Promise<void> {
    let is = false;
    void happened.then(() => (is = true));
    const look = async (): Promise<true | undefined> => {
      if (!is && (await this.row(vmName, idle).count()) > 0) {
        await this.#tryToChoose(vmName, "Run Remaining Steps");
        const runs = this.row(vmName, busy).waitFor({ timeout: 20_000 });
        await Promise.race([happened, runs.catch(() => undefined)]);
      }
      return is ? true : undefined;
    };
    await eventually(what, look, mostPatient);
  }

  /** Asks Azure until the row says that. */
  async checkUntil(vmName: string, says: RegExp): Promise<void> {
    const look = async (): Promise<true | undefined> => {
      if ((await this.row(vmName, says).count()) > 0) return true;
      if ((await this.row(vmName, idle).count()) > 0) await this.#tryToChoose(vmName, "Check Enrollment");
      return undefined;
    };
    await eventually(`${vmName} that says ${String(says)}`, look, mostPatient);
  }
}
