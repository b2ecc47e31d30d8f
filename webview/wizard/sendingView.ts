import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Dialect, Sending } from "../../src/protocol";
import { actionBar } from "./actionButton";
import type { Page } from "./page";

/** What a step sends, before it sends it. */
export function sendingView(page: Page, sending: Sending): TemplateResult {
  const { words } = page;
  const { dialect, dialects, note } = sending;
  return html`<section aria-labelledby="sent">
    <h3 id="sent">${words.sent}</h3>
    <p class="hint">${note}</p>
    <vscode-panels
      aria-label=${words.language}
      activeid="dialect-${dialect}"
      @change=${(event: Event) => {
        const chosen = chosenDialect(event, dialects);
        if (chosen !== undefined && chosen !== dialect) page.do.setDialect(chosen);
      }}
    >
      ${dialects.map(
        ({ name, label }) => html`<vscode-panel-tab id="dialect-${name}">${label}</vscode-panel-tab>`,
      )}
      ${dialects.map(
        ({ name }) =>
          html`<vscode-panel-view id="view-${name}"
            >${name === dialect ? body(page, sending) : nothing}</vscode-panel-view
          >`,
      )}
    </vscode-panels>
  </section>`;
}

function chosenDialect(event: Event, dialects: Sending["dialects"]): Dialect | undefined {
  const panels = event.currentTarget;
  if (!(panels instanceof HTMLElement) || !("activeid" in panels)) return undefined;
  const id = panels.activeid;
  return dialects.find(({ name }) => id === `dialect-${name}`)?.name;
}

function body(page: Page, { text, blocked, actions }: Sending): TemplateResult {
  if (blocked !== undefined) return html`<p class="blocked">${blocked.cause} ${blocked.nextMove}</p>`;
  return html`<div class="sent">
    <pre tabindex="0" role="group" aria-label=${page.words.sent}><code>${text ?? ""}</code></pre>
    ${actionBar(page, actions)}
  </div>`;
}
