import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Activity, Failure } from "../../src/protocol";
import { actionBar } from "./actionButton";
import { fill, type Page } from "./page";
import { elapsedText, momentText, wholeMoment } from "../time";

/** Which enrollment it is, its progress, and what can be done with all of it. */
export function header(page: Page, now: Date): TemplateResult {
  const { model, words } = page;
  const { name, place, way, wayHint, done, activity, failure } = model;
  return html`<header>
    <div class="title">
      <h1><bdi>${name}</bdi></h1>
      <p class="where"><bdi>${place}</bdi> · <span title=${wayHint}>${way}</span></p>
    </div>
    <div class="how-far">
      <span class="count">${fill(words.done, done, 10)}</span>
      <progress max="10" value=${done} aria-label=${fill(words.done, done, 10)}></progress>
      ${checkedAt(page, now)}
    </div>
    <div class="whole">
      ${actionBar(page, model.actions)}
      <vscode-button
        data-action="check"
        appearance="secondary"
        ?disabled=${activity !== undefined}
        aria-label=${activity === undefined ? nothing : `${model.checkLabel}. ${activity.title}`}
        @click=${() => {
          if (activity === undefined) page.do.check();
        }}
        >${model.checkLabel}</vscode-button
      >
    </div>
    ${activity === undefined ? nothing : activityView(page, activity, now)}
    ${failure === undefined ? nothing : troubleView(page, failure)}
  </header>`;
}

function checkedAt({ model, words, locale }: Page, now: Date): TemplateResult | typeof nothing {
  const { checkedAt: at } = model;
  if (at === undefined) return nothing;
  return html`<span class="hint"
    ><time datetime=${at} title=${wholeMoment(at, locale)}
      >${fill(words.checkedAt, momentText(at, locale, now))}</time
    ></span
  >`;
}

function activityView(page: Page, { title, since, doing, stop }: Activity, now: Date): TemplateResult {
  return html`<div class="activity">
    <span class="ring" aria-hidden="true"><vscode-progress-ring></vscode-progress-ring></span>
    <div class="activity-text">
      <span>${title}</span>
      <span class="elapsed">${fill(page.words.elapsed, elapsedText(since, now))}</span>
      ${doing === undefined ? nothing : html`<span class="hint doing">${doing}</span>`}
    </div>
    ${
      stop === undefined
        ? nothing
        : html`<vscode-button
            data-action="stop"
            appearance="secondary"
            @click=${() => {
              page.do.act("stop");
            }}
            >${stop}</vscode-button
          >`
    }
  </div>`;
}

function troubleView(page: Page, { cause, nextMove, correlationId }: Failure): TemplateResult {
  const { words } = page;
  return html`<div class="trouble">
    <p><strong>${cause}</strong> ${nextMove}</p>
    ${
      correlationId === undefined
        ? nothing
        : html`<p class="hint">
            ${words.correlationId}: <code>${correlationId}</code>
            <button
              class="link"
              @click=${() => {
                page.do.act("copyCorrelationId");
              }}
            >
              ${words.copyId}
            </button>
          </p>`
    }
  </div>`;
}
