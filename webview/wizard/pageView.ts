import { html, nothing, type TemplateResult } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { actionBar } from "./actionButton";
import { fieldView } from "./field";
import type { Page } from "./page";
import { sendingView } from "./sendingView";
import { pitfallsView, shownView } from "./shownView";

/** The chosen step. */
export function pageView(page: Page, now: Date): TemplateResult {
  const { number, title, why, where, fields, actions, shown, sending, pitfalls } = page.model.page;
  const evidence = shown === undefined ? nothing : shownView(page, shown, now);
  // What has happened comes before what can be done; what has not, after it.
  const isNews = shown !== undefined && shown.state !== "unchecked" && shown.state !== "notStarted";
  const [locked] = fields.flatMap((field) => field.locked ?? []);
  return html`<main>
    ${keyed(
      number,
      html`<h2 tabindex="-1" data-focus="page">
          ${number === 0 ? nothing : html`<span class="page-number">${number}</span>`}${title}
        </h2>
        <p class="why">${why}</p>
        ${where === "" ? nothing : html`<p class="hint where-it-runs">${where}</p>`}
        ${isNews ? evidence : nothing}
        ${
          fields.length === 0
            ? nothing
            : html`<section aria-labelledby="values" class="values">
                <h3 id="values" class=${number === 0 ? "visually-hidden" : ""}>${page.words.values}</h3>
                ${locked === undefined ? nothing : html`<p class="hint" id="locked">${locked}</p>`}
                ${repeat(
                  fields,
                  ({ id }) => id,
                  (field) => fieldView(page, field),
                )}
              </section>`
        }
        ${actionBar(page, actions)} ${isNews ? nothing : evidence}
        ${sending === undefined ? nothing : sendingView(page, sending)} ${pitfallsView(page, pitfalls)}`,
    )}
  </main>`;
}
