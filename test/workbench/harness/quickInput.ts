/** The command palette, quick picks and input boxes: VS Code shows them all in one widget. */
import type { Locator, Page } from "playwright-core";
import { eventually, untilDone } from "./waiting";

export class QuickInput {
  readonly #page: Page;
  /** The open widget. */
  readonly widget: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator(".quick-input-widget:visible");
    this.input = this.widget.locator(".quick-input-box input");
  }

  /** Rows now shown (VS Code draws only those in sight), all or those with this text. */
  rows(text?: string): Locator {
    const all = this.widget.locator(".quick-input-list .monaco-list-row");
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /**
   * Runs a command by its full title, such as "Nexus Arc: Show Log", as a user would from the palette. Shortly after a
   * start the palette does not know the commands of extensions yet; then it is opened again, as a user would.
   */
  async command(title: string): Promise<void> {
    await untilDone(`the command ${title} in the palette`, async (timeout) => {
      await this.#page.keyboard.press("F1");
      try {
        await this.input.fill(`>${title}`, { timeout });
        await this.rows(title).first().click({ timeout });
      } catch (error) {
        await this.cancel();
        throw error;
      }
    });
  }

  /** Opens a file of the workspace by its name, as Control+P does. */
  async openFile(name: string): Promise<void> {
    await untilDone(`the file ${name}`, async (timeout) => {
      await this.#page.keyboard.press("Control+P");
      try {
        await this.input.fill(name, { timeout });
        await this.rows(name).first().click({ timeout });
      } catch (error) {
        await this.cancel();
        throw error;
      }
    });
  }

  /**
   * Picks the row of an open quick pick that holds this text, and waits until the list is gone: an extension's list stays in sight
   * until its extension has heard of the choice, and would take what is typed for the next question.
   */
  async pick(text: string): Promise<void> {
    const before = await this.#click(text);
    await eventually(`the end of the list with ${text}`, async () =>
      (await this.#looks()) === before ? undefined : true,
    );
  }

  /** Picks a row of a list that stays as it is, such as a preview of what will be done. */
  async pickAndStay(text: string): Promise<void> {
    await this.#click(text);
  }

  /** Returns how the list looked. */
  async #click(text: string): Promise<string> {
    // Where the mouse rests from the last pick, VS Code shows the detail of a row, over the rows below it.
    await this.#page.mouse.move(200, 10);
    const row = this.rows(text).first();
    await row.waitFor();
    const before = await this.#looks();
    await row.click();
    return before;
  }

  /** What the widget says now; nothing when it is not open. */
  #looks(): Promise<string> {
    return this.#page.evaluate<string>(`(() => {
      const widget = document.querySelector(".quick-input-widget");
      if (widget === null || widget.getClientRects().length === 0) return "";
      return widget.innerText + (widget.querySelector(".quick-input-box input")?.placeholder ?? "");
    })()`);
  }

  /** Fills the open input box or filter and presses Enter. */
  async answer(text: string): Promise<void> {
    await this.input.fill(text);
    await this.#page.keyboard.press("Enter");
  }

  /** What the widget says below the input, such as why an input is refused. */
  get message(): Locator {
    return this.widget.locator(".quick-input-message");
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await this.widget.waitFor({ state: "hidden" });
  }
}
