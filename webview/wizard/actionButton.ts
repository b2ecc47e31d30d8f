import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Action } from "../../src/protocol";
import type { Page } from "./page";

/**
 * A button of the model; why it cannot be pressed stands below it and in its name. The toolkit's button (1.4) hands `aria-label` to
 * the button inside, but no `aria-describedby`, whose target is outside its shadow tree.
 */
export function actionButton(page: Page, action: Action): TemplateResult {
  const { name, label, primary, disabledReason, hint } = action;
  return html`<vscode-button
    data-action=${name}
    appearance=${primary ? "primary" : "secondary"}
    ?disabled=${disabledReason !== undefined}
    aria-label=${disabledReason === undefined ? nothing : `${label}. ${disabledReason}`}
    title=${hint ?? nothing}
    @click=${() => {
      if (disabledReason === undefined) page.do.act(name);
    }}
    >${label}</vscode-button
  >`;
}

/** The buttons of a place in a row, and below it why some cannot be pressed. */
export function actionBar(page: Page, actions: readonly Action[]): TemplateResult | typeof nothing {
  const buttons = actions.filter((action) => !isWord(action));
  const words = actions.filter(isWord);
  if (actions.length === 0) return nothing;
  return html`<div class="action-bar">
    <div class="buttons">${buttons.map((action) => actionButton(page, action))}</div>
    ${words.map((action) => userWord(page, action))}
    ${buttons.map(({ disabledReason }) => (disabledReason === undefined ? nothing : html`<p class="hint">${disabledReason}</p>`))}
  </div>`;
}

function isWord({ name }: Action): boolean {
  return name === "sayDone" || name === "sayNotDone";
}

/** What only the user can say is a box to tick. */
function userWord(page: Page, { name, label }: Action): TemplateResult {
  return html`<vscode-checkbox
    data-action=${name}
    .checked=${name === "sayNotDone"}
    @change=${(event: Event) => {
      const box = event.currentTarget;
      const isTicked = box instanceof HTMLElement && "checked" in box && box.checked === true;
      if (isTicked === (name === "sayDone")) page.do.act(name);
    }}
    >${label}</vscode-checkbox
  >`;
}
