/** What the page shows. The host makes all of it; the page adds nothing but what is being typed. */
import { flag, listOf, object, oneOf, text, whole, type Of } from "./shape";

/** `0` is the page before the first step: what is to be enrolled, and how. */
export const pageNumber = whole(0, 10);

/** A step's state as the list shows it; `unchecked`: not checked yet. */
export const stateShape = oneOf(
  "unchecked",
  "notStarted",
  "underWay",
  "done",
  "doneByOther",
  "failed",
  "contradicts",
  "unknown",
);

/** Why something did not work, and what the user can do. */
export const failureShape = object({ cause: text(), nextMove: text() }, { correlationId: text(200) });

const factShape = object({ name: text(200), value: text() });

/** One value that can be chosen. */
export const choiceShape = object(
  { value: text(), label: text(500) },
  /** `warning`: it can be chosen, and will make trouble. */
  { detail: text(), warning: text() },
);

const fieldShape = object(
  {
    /** Name in the record: of the target, or of the VM's choices (`vm.cpuCores`). */
    id: text(100),
    label: text(200),
    kind: oneOf("text", "number", "lines", "choice", "radio"),
    value: text(50_000),
    required: flag,
  },
  {
    hint: text(),
    /** Why the value does not hold. */
    problem: text(),
    /** Given ahead, for a radio group. */
    options: listOf(choiceShape, 20),
    /** What the choices hang on: asked for again when it changes. Absent where there is nothing to ask yet. */
    choicesFrom: text(),
    /** Why it cannot be changed now. */
    locked: text(),
  },
);

export const actionNames = [
  "next",
  "checkPrerequisites",
  "run",
  "runRemaining",
  "watch",
  "stop",
  "copy",
  "terminal",
  "openScript",
  "openReport",
  "playVm",
  "sayDone",
  "sayNotDone",
  "copyCorrelationId",
  "showLog",
] as const;

/** What can be pressed. */
const actionShape = object(
  { name: oneOf(...actionNames), label: text(200), primary: flag },
  /** `because`: why it cannot be pressed now. */
  { disabledReason: text(), hint: text() },
);

const activityShape = object(
  { title: text(), since: text(40) },
  /** `stop`: what the button says that ends the waiting; Azure continues. */
  { page: pageNumber, doing: text(), stop: text(200) },
);

const stepShape = object(
  { number: pageNumber, title: text(200), state: stateShape, stateLabel: text(200) },
  { summary: text(), at: text(40) },
);

export const dialectNames = ["az", "powershell", "rest", "bicep"] as const;
const dialectShape = oneOf(...dialectNames);

const sendingShape = object(
  {
    dialect: dialectShape,
    dialects: listOf(object({ name: dialectShape, label: text(100) }), 10),
    /** Says what the text is: what this workstation sends, or what is typed in the VM. */
    note: text(),
    actions: listOf(actionShape, 10),
  },
  /** `text` is absent where `blocked` says why. */
  { text: text(400_000), blocked: failureShape },
);

const shownShape = object(
  { state: stateShape, stateLabel: text(200), summary: text(), source: text(200), facts: listOf(factShape) },
  { at: text(40), nextMove: text() },
);

const pageShape = object(
  {
    number: pageNumber,
    title: text(200),
    why: text(),
    where: text(200),
    fields: listOf(fieldShape, 50),
    actions: listOf(actionShape, 10),
    pitfalls: listOf(object({ symptom: text(), cause: text(), fix: text() }), 50),
  },
  { shown: shownShape, sending: sendingShape },
);

export const modelShape = object(
  {
    enrollment: text(100),
    name: text(500),
    place: text(500),
    way: text(200),
    wayHint: text(),
    done: whole(0, 10),
    /** One sentence for the live region. */
    said: text(),
    checkLabel: text(200),
    steps: listOf(stepShape, 11),
    page: pageShape,
    actions: listOf(actionShape, 10),
  },
  { checkedAt: text(40), activity: activityShape, failure: failureShape },
);

export type Model = Of<typeof modelShape>;
export type PageModel = Of<typeof pageShape>;
export type Field = Of<typeof fieldShape>;
export type Action = Of<typeof actionShape>;
export type ActionName = (typeof actionNames)[number];
export type Activity = Of<typeof activityShape>;
export type Choice = Of<typeof choiceShape>;
export type StepLine = Of<typeof stepShape>;
export type Sending = Of<typeof sendingShape>;
export type Shown = Of<typeof shownShape>;
export type Failure = Of<typeof failureShape>;
export type ShownState = Of<typeof stateShape>;
export type Dialect = (typeof dialectNames)[number];
