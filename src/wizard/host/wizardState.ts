import { dialectNames, looksPrivate, type Dialect } from "../../protocol";
import { object, oneOf, recordOf, refused, text, whole } from "../../protocol/shape";

/** Where the user is in one enrollment's page: what a reload brings back, beside the enrollment itself. */
export interface WizardState {
  /** 0 to 10. */
  readonly page: number;
  readonly dialect: Dialect;
  /** Typed text that the record cannot hold as it stands, by field. */
  readonly drafts: Readonly<Record<string, string>>;
}

export const initialState: WizardState = { page: 0, dialect: "az", drafts: {} };

const stateShape = object({
  version: oneOf(1),
  page: whole(0, 10),
  dialect: oneOf(...dialectNames),
  drafts: recordOf(text(50_000), 100),
});

/** A saved place; the first one when it is none. */
export function readWizardState(saved: unknown): WizardState {
  const wizardState = stateShape(saved);
  return wizardState === refused
    ? initialState
    : { page: wizardState.page, dialect: wizardState.dialect, drafts: wizardState.drafts };
}

/** What is saved: never what looks private. */
export function stateToSave(wizardState: WizardState): unknown {
  const drafts = Object.entries(wizardState.drafts).filter(([, draft]) => !looksPrivate(draft));
  return {
    version: 1,
    page: wizardState.page,
    dialect: wizardState.dialect,
    drafts: Object.fromEntries(drafts),
  };
}
