import { html, nothing, type TemplateResult } from "lit/html.js";
import type { StepLine } from "../src/protocol";
import { stateIcon } from "./icons";
import type { Page } from "./page";
import { momentText, wholeMoment } from "./time";

/** The ten steps, after the page that says what is enrolled. */
export function stepList(page: Page, now: Date): TemplateResult {
  const { model, words } = page;
  return html`<nav aria-label=${words.steps}>
    <ol class="steps" role="list">
      ${model.steps.map((line) => html`<li>${step(page, line, now)}</li>`)}
    </ol>
  </nav>`;
}

function step(page: Page, line: StepLine, now: Date): TemplateResult {
  const { number, title, state, stateLabel, summary } = line;
  const isChosen = page.model.page.number === number;
  return html`<button
    class="step"
    data-step=${number}
    aria-current=${isChosen ? "step" : nothing}
    title=${summary ?? nothing}
    @click=${() => {
      page.do.turnTo(number);
    }}
  >
    ${stateIcon(state)}
    <span class="step-number" aria-hidden=${number === 0 ? "true" : nothing}
      >${number === 0 ? "" : number}</span
    >
    <span class="step-title">${title}</span>
    <span class="step-state">
      <span class="step-label">${stateLabel}</span>${
        summary === undefined || number === 0
          ? nothing
          : html`<span class="step-summary"> · ${summary}</span>`
      }
    </span>
    ${time(page, line, now)}
  </button>`;
}

function time({ locale }: Page, { at }: StepLine, now: Date): TemplateResult | typeof nothing {
  if (at === undefined) return nothing;
  return html`<time class="step-time" datetime=${at} title=${wholeMoment(at, locale)}
    >${momentText(at, locale, now)}</time
  >`;
}
