import { html, nothing, type TemplateResult } from "lit/html.js";
import type { StepLine } from "../../src/protocol";
import { stateIcon } from "../icons";
import type { Page } from "./page";
import { momentText, wholeMoment } from "../time";

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
  const { number, title, state, summary } = line;
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
    ${standing(line)} ${time(page, line, now)}
  </button>`;
}

/** A step that waits its turn says so to those who do not see its icon; the others say how they stand. */
function standing({ number, state, stateLabel, summary }: StepLine): TemplateResult {
  const isQuiet = number === 0 || state === "unchecked" || state === "notStarted";
  if (isQuiet) return html`<span class="visually-hidden">${stateLabel}</span>`;
  // The icon says done: what is seen is worth the room.
  const label = html`<span class=${state === "done" ? "visually-hidden" : ""}>${stateLabel} · </span>`;
  return html`<span class="step-state"
    >${summary === undefined ? stateLabel : html`${label}${summary}`}</span
  >`;
}

function time({ locale }: Page, { at, state }: StepLine, now: Date): TemplateResult | typeof nothing {
  if (at === undefined || state === "notStarted") return nothing;
  return html`<time class="step-time" datetime=${at} title=${wholeMoment(at, locale)}
    >${momentText(at, locale, now)}</time
  >`;
}
