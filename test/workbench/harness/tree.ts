/** A tree view, driven as a user does: by the labels that it shows. */
import type { Locator, Page } from "playwright-core";
import { untilDone } from "./waiting";

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
  expand(text: string | RegExp): Promise<void> {
    return this.#turn(text, "true");
  }

  collapse(text: string | RegExp): Promise<void> {
    return this.#turn(text, "false");
  }

  /** A repaint under the mouse takes a click away: then it is done again. */
  #turn(text: string | RegExp, expanded: "true" | "false"): Promise<void> {
    const turned = this.rows(text).and(this.#page.locator(`[aria-expanded="${expanded}"]`));
    return untilDone(
      `a row ${String(text)} with aria-expanded=${expanded}`,
      async (timeout) => {
        const row = this.row(text);
        await row.waitFor({ timeout });
        if ((await row.getAttribute("aria-expanded", { timeout })) !== expanded)
          await row.locator(".monaco-tl-twistie").click({ timeout });
        await turned.first().waitFor({ timeout });
      },
      10_000,
    );
  }

  /** Opens or folds the view itself. */
  async fold(state: "open" | "folded"): Promise<void> {
    const header = this.pane.locator(".pane-header");
    const wanted = state === "open" ? "true" : "false";
    await untilDone(
      `the view ${state}`,
      async (timeout) => {
        if ((await header.getAttribute("aria-expanded", { timeout })) !== wanted)
          await header.click({ timeout });
        await this.pane.locator(`.pane-header[aria-expanded="${wanted}"]`).waitFor({ timeout });
      },
      10_000,
    );
  }

  /** Presses a button that the row shows on hover, by its tooltip. A repaint takes the hover away: then it is done again. */
  async inlineAction(text: string | RegExp, title: string, brings: Locator): Promise<void> {
    const row = this.row(text);
    await untilDone(
      `what the button ${title} of a row brings`,
      async (timeout) => {
        if (await brings.first().isVisible()) return;
        await this.#page.mouse.move(0, 0);
        await row.hover({ timeout });
        await row.getByRole("button", { name: title }).click({ timeout });
        await brings.first().waitFor({ timeout });
      },
      10_000,
    );
  }

  /**
   * Opens the row's context menu and chooses an entry. VS Code overlooks a click on a menu that has only just opened, and a repaint
   * of the row closes the menu: then it is done again, as a user would.
   */
  async menu(text: string | RegExp, entry: string): Promise<void> {
    const item = this.#page.getByRole("menuitem", { name: entry });
    await untilDone(`the menu entry ${entry} chosen`, async (timeout) => {
      if (!(await item.isVisible()))
        await this.row(text).locator(".monaco-tl-contents").click({ button: "right", timeout });
      await item.click({ timeout });
      await item.waitFor({ state: "hidden", timeout });
    });
  }
}
