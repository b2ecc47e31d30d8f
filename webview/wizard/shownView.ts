import { html, nothing, type TemplateResult } from "lit/html.js";
import type { PageModel, Shown } from "../../src/protocol";
import { stateIcon } from "../icons";
import type { Page } from "./page";
import { momentText, wholeMoment } from "../time";

/** How the step stands, who says so, and what was seen. */
export function shownView({ words, locale }: Page, shown: Shown, now: Date): TemplateResult {
  const { state, stateLabel, summary, source, facts, at, nextMove } = shown;
  return html`<section class="shown" aria-labelledby="shown">
    <h3 id="shown">${words.shown}</h3>
    <p class="verdict">
      ${stateIcon(state)}
      <span
        ><strong>${stateLabel}.</strong>
        ${state === "unchecked" ? summary : html`<bdi>${summary}</bdi>`}</span
      >
    </p>
    ${nextMove === undefined ? nothing : html`<p class="next-move">${words.nextMove}: ${nextMove}</p>`}
    ${
      source === ""
        ? nothing
        : html`<p class="hint">
            ${words.source}:
            ${source}${
              at === undefined
                ? nothing
                : html`,
                    <time datetime=${at} title=${wholeMoment(at, locale)}
                      >${momentText(at, locale, now)}</time
                    >`
            }
          </p>`
    }
    ${
      facts.length === 0
        ? nothing
        : html`<dl class="facts">
            ${facts.map(
              ({ name, value }) =>
                html`<dt>${name}</dt>
                  <dd><bdi>${value}</bdi></dd>`,
            )}
          </dl>`
    }
  </section>`;
}

/** What commonly goes wrong with the step. */
export function pitfallsView(
  { words }: Page,
  pitfalls: PageModel["pitfalls"],
): TemplateResult | typeof nothing {
  if (pitfalls.length === 0) return nothing;
  return html`<section aria-labelledby="pitfalls">
    <h3 id="pitfalls">${words.troubleshooting}</h3>
    ${pitfalls.map(
      ({ symptom, cause, fix }) =>
        html`<details>
          <summary>${symptom}</summary>
          <p><strong>${words.pitfallCause}:</strong> ${cause}</p>
          <p><strong>${words.pitfallFix}:</strong> ${fix}</p>
        </details>`,
    )}
  </section>`;
}
