import { html, nothing, type TemplateResult } from "lit/html.js";
import { live } from "lit/directives/live.js";
import type { Choice, Field } from "../../src/protocol";
import type { ChoiceList } from "./choiceLists";
import { warningIcon } from "../icons";
import type { Page } from "./page";

interface Drawn {
  readonly page: Page;
  readonly field: Field;
  /** Id of the control in the page. */
  readonly id: string;
  readonly value: string;
  /** Ids of what describes the control. */
  readonly describedBy: string;
}

/** One value with its label, what it means and what is wrong with it. */
export function fieldView(page: Page, field: Field): TemplateResult {
  const id = `field-${field.id.replace(".", "-")}`;
  const value = page.typed.get(field.id) ?? field.value;
  const isShort = value === field.value;
  const problem = isShort ? field.problem : undefined;
  const warning = warningOf(page, field, value);
  const describedBy = [
    ...(field.hint === undefined ? [] : [`${id}-hint`]),
    ...(problem === undefined ? [] : [`${id}-problem`]),
    ...(warning === undefined ? [] : [`${id}-warning`]),
    ...(field.locked === undefined ? [] : ["locked"]),
  ].join(" ");
  const drawn: Drawn = { page, field: fieldWith(field, problem), id, value, describedBy };
  const notes = html`${field.hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${field.hint}</p>`}
  ${
    warning === undefined
      ? nothing
      : html`<p class="warning" id="${id}-warning">${warningIcon()}<span>${warning}</span></p>`
  }
  ${problem === undefined ? nothing : html`<p class="problem" id="${id}-problem">${problem}</p>`}`;
  if (field.kind === "radio") return radioGroup(drawn, notes);
  return html`<div class="field is-${field.kind}">
    <label for=${id}>${field.label}${optional(page, field)}</label>
    ${control(drawn)} ${notes}
  </div>`;
}

/** While the host has not judged what is typed, its last judgement is about another text. */
function fieldWith(field: Field, problem: string | undefined): Field {
  if (problem !== undefined) return field;
  const { problem: _, ...rest } = field;
  return rest;
}

function optional({ words }: Page, { required }: Field): TemplateResult | typeof nothing {
  return required ? nothing : html` <span class="optional">(${words.optional})</span>`;
}

function control(drawn: Drawn): TemplateResult {
  switch (drawn.field.kind) {
    case "lines":
      return lines(drawn);
    case "choice":
      return choice(drawn);
    case "text":
    case "number":
    case "radio":
      return textEntry(drawn);
  }
}

const typing =
  ({ page, field }: Drawn) =>
  (event: Event): void => {
    const box = event.target;
    if (
      box instanceof HTMLInputElement ||
      box instanceof HTMLTextAreaElement ||
      box instanceof HTMLSelectElement
    )
      page.do.type(field.id, box.value);
  };

function textEntry(drawn: Drawn): TemplateResult {
  const { field, id, value, describedBy } = drawn;
  return html`<input
    id=${id}
    type="text"
    inputmode=${field.kind === "number" ? "numeric" : "text"}
    spellcheck="false"
    autocomplete="off"
    .value=${live(value)}
    ?readonly=${field.locked !== undefined}
    aria-required=${field.required ? "true" : nothing}
    aria-invalid=${field.problem === undefined ? nothing : "true"}
    aria-describedby=${describedBy || nothing}
    @input=${typing(drawn)}
  />`;
}

function lines(drawn: Drawn): TemplateResult {
  const { field, id, value, describedBy } = drawn;
  return html`<textarea
    id=${id}
    rows="3"
    spellcheck="false"
    .value=${live(value)}
    ?readonly=${field.locked !== undefined}
    aria-invalid=${field.problem === undefined ? nothing : "true"}
    aria-describedby=${describedBy || nothing}
    @input=${typing(drawn)}
  ></textarea>`;
}

/** A list from Azure; what is not in it can be entered manually. */
function choice(drawn: Drawn): TemplateResult {
  const { page, field } = drawn;
  const { choices, words } = page;
  if (field.choicesFrom === undefined) return textEntry(drawn);
  const list = choices.get(field.id, field.choicesFrom);
  const isByHand = choices.isByHand(field.id) || list.kind === "failed";
  const turn = html`<button
    class="link"
    @click=${() => {
      if (list.kind === "failed") choices.again(field.id);
      else choices.setByHand(field.id, !isByHand);
    }}
  >
    ${list.kind === "failed" ? words.retry : isByHand ? words.fromList : words.byHand}<span
      class="visually-hidden"
      >: ${field.label}</span
    >
  </button>`;
  return html`<div class="choice">${isByHand ? textEntry(drawn) : select(drawn, list)} ${turn}</div>
    ${
      list.kind === "failed"
        ? html`<p class="problem">${list.failure.cause} ${list.failure.nextMove}</p>`
        : nothing
    }`;
}

function select(drawn: Drawn, list: ChoiceList): TemplateResult {
  const { page, field, id, value, describedBy } = drawn;
  const { words } = page;
  const offered = list.kind === "ready" ? list.choices : [];
  const isOffered = offered.some((each) => each.value === value);
  const first =
    list.kind === "reading" ? words.reading : offered.length === 0 ? words.noChoices : words.choose;
  return html`<select
    id=${id}
    ?disabled=${field.locked !== undefined}
    aria-busy=${list.kind === "reading" ? "true" : nothing}
    aria-required=${field.required ? "true" : nothing}
    aria-invalid=${field.problem === undefined ? nothing : "true"}
    aria-describedby=${describedBy || nothing}
    @change=${typing(drawn)}
  >
    <option value="" .selected=${value === ""}>${first}</option>
    ${value === "" || isOffered ? nothing : html`<option value=${value} .selected=${true}>${lastName(value)}</option>`}
    ${offered.map(
      (each) =>
        html`<option value=${each.value} .selected=${each.value === value}>${choiceText(each)}</option>`,
    )}
  </select>`;
}

function choiceText({ label, detail, warning }: Choice): string {
  const text = detail === undefined || detail === "" ? label : `${label} (${detail})`;
  return warning === undefined ? text : `⚠ ${text}`;
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The chosen one's warning. */
function warningOf({ choices }: Page, field: Field, value: string): string | undefined {
  if (field.kind !== "choice" || field.choicesFrom === undefined || value === "") return undefined;
  const list = choices.get(field.id, field.choicesFrom);
  if (list.kind !== "ready") return undefined;
  return list.choices.find((each) => each.value === value)?.warning;
}

function radioGroup({ page, field, id, value, describedBy }: Drawn, notes: TemplateResult): TemplateResult {
  const isLocked = field.locked !== undefined;
  return html`<fieldset class="field radios" aria-describedby=${describedBy || nothing}>
    <legend>${field.label}${optional(page, field)}</legend>
    ${(field.options ?? []).map(
      (option, place) =>
        html`<label class="radio" for="${id}-${place}">
          <input
            type="radio"
            id="${id}-${place}"
            name=${id}
            value=${option.value}
            .checked=${live(option.value === value)}
            ?disabled=${isLocked}
            @change=${() => {
              page.do.type(field.id, option.value);
            }}
          />
          <span
            ><span class="radio-label">${option.label}</span
            ><span class="hint">${option.detail ?? ""}</span></span
          >
        </label>`,
    )}
    ${notes}
  </fieldset>`;
}
