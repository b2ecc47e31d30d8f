/** A tree view, driven as a user does: by the labels that it shows. */
import type { Locator, Page } from "playwright-core";
import { eventually } from "./waiting";

export class TreeView {
  readonly #page: Page;
  /** The view with its header and toolbar. */
  readonly pane: Locator;
  readonly tree: Locator;

  /** @param name the view's title, such as "Machines" */
  constructor(page: Page, name: string) {
    this.#page = page;
    this.pane = page
      .locator(".pane")
      .filter({ has: page.locator(`.pane-header h3.title`, { hasText: name }) });
    this.tree = this.pane.getByRole("tree");
  }

  /** Rows in sight, all or those with this text (VS Code draws only what is in sight). */
  rows(text?: string | RegExp): Locator {
    const all = this.tree.getByRole("treeitem");
    return text === undefined ? all : all.filter({ hasText: text });
  }

  row(text: string | RegExp): Locator {
    return this.rows(text).first();
  }

  /** Opens a row, unless it is open, and returns when VS Code shows it open. */
  async expand(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) !== "true") await row.locator(".monaco-tl-twistie").click();
    await this.rows(text).and(this.#page.locator('[aria-expanded="true"]')).first().waitFor();
  }

  async collapse(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "true") await row.locator(".monaco-tl-twistie").click();
    await this.rows(text).and(this.#page.locator('[aria-expanded="false"]')).first().waitFor();
  }

  async click(text: string | RegExp): Promise<void> {
    await this.row(text).locator(".monaco-tl-contents").click();
  }

  /** Presses a button that the row shows on hover, by its tooltip. A repaint takes the hover away: then it is done again. */
  async inlineAction(text: string | RegExp, title: string): Promise<void> {
    const row = this.row(text);
    await eventually(`the button ${title} of a row`, async () => {
      try {
        await row.hover({ timeout: 3000 });
        await row.getByRole("button", { name: title }).click({ timeout: 3000 });
        return true;
      } catch {
        await this.#page.mouse.move(0, 0);
        return undefined;
      }
    });
  }

  /**
   * Opens the row's context menu and chooses an entry. VS Code overlooks a click on a menu that has only just opened, and a repaint
   * of the row closes the menu: then it is done again, as a user would.
   */
  async menu(text: string | RegExp, entry: string): Promise<void> {
    const item = this.#page.getByRole("menuitem", { name: entry });
    await eventually(`the menu entry ${entry} chosen`, async () => {
      try {
        if (!(await item.isVisible()))
          await this.row(text).locator(".monaco-tl-contents").click({ button: "right", timeout: 3000 });
        await item.click({ timeout: 3000 });
        await item.waitFor({ state: "hidden", timeout: 2000 });
        return true;
      } catch {
        return undefined;
      }
    });
  }

  /** Presses a button of the view's title bar (VS Code merges it with the side bar's when the view is alone there). */
  async toolbar(title: string): Promise<void> {
    await this.tree.hover();
    await this.#page.locator(".sidebar").getByRole("button", { name: title }).first().click();
  }
}
