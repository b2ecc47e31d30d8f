/** The command palette, quick picks and input boxes: VS Code shows them all in one widget. */
import type { Locator, Page } from "playwright-core";
import { eventually } from "./waiting";

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
    await eventually(`the command ${title} in the palette`, async () => {
      await this.#page.keyboard.press("F1");
      try {
        await this.input.fill(`>${title}`, { timeout: 3000 });
        await this.rows(title).first().click({ timeout: 3000 });
        return true;
      } catch {
        await this.cancel();
        return undefined;
      }
    });
  }

  /** Picks the row of an open quick pick that holds this text. */
  async pick(text: string): Promise<void> {
    // Where the mouse rests from the last pick, VS Code shows the detail of a row, over the rows below it.
    await this.#page.mouse.move(200, 10);
    await this.rows(text).first().click();
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
