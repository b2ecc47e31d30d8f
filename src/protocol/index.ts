/**
 * What the wizard's page and its host say to each other: the one module that both import. Each side reads what comes from the
 * other through the shapes below, and ignores what has none of them.
 */
import { actionNames, choiceShape, dialectNames, modelShape, pageNumber, failureShape } from "./model";
import { listOf, nothing, object, oneOf, recordOf, refused, text, whole, type Of, type Shape } from "./shape";

export { actionNames, dialectNames, type ActionName } from "./model";
export { looksPrivate } from "./privateKey";
export { refused } from "./shape";
export type {
  Action,
  Activity,
  Choice,
  Dialect,
  Field,
  Model,
  PageModel,
  Sending,
  Shown,
  ShownState,
  StepLine,
  Failure,
} from "./model";

/** Both sides say it; a page of another version is ignored. */
export const protocolVersion = 1;

/** What the page can ask for. A new one here does not compile until the host has a handler for it. */
export const requestShapes = {
  /** Turns to a step. */
  turnTo: object({ page: pageNumber }),
  /** What is typed or chosen; kept at once, right or wrong. */
  setField: object({ field: text(100), value: text(50_000) }),
  /** The choices of a field, read from Azure. */
  readChoices: object({ field: text(100) }),
  setDialect: object({ dialect: oneOf(...dialectNames) }),
  /** Looks at Azure again. */
  check: object({}),
  /** Presses a button of the model. One that the model does not offer now does nothing. */
  act: object({ action: oneOf(...actionNames), page: pageNumber }),
} as const;

/** What each request is answered with. */
export const replyShapes = {
  turnTo: nothing,
  setField: nothing,
  readChoices: listOf(choiceShape, 5_000),
  setDialect: nothing,
  check: nothing,
  act: nothing,
} as const satisfies Record<keyof typeof requestShapes, unknown>;

export type RequestName = keyof typeof requestShapes;
export type RequestArguments = { readonly [Name in RequestName]: Of<(typeof requestShapes)[Name]> };
export type Replies = { readonly [Name in RequestName]: Of<(typeof replyShapes)[Name]> };

const requestId = whole(1, Number.MAX_SAFE_INTEGER);
const version = oneOf(protocolVersion);

const envelope = object({ nexusArc: version, kind: oneOf("request", "abort", "ready") });
const requestEnvelope = object({
  id: requestId,
  name: oneOf("turnTo", "setField", "readChoices", "setDialect", "check", "act"),
  args: (value): unknown => value,
});
const abortEnvelope = object({ id: requestId });

/** A request with its own arguments. */
export type Request = {
  readonly [Name in RequestName]: {
    readonly kind: "request";
    readonly id: number;
    readonly name: Name;
    readonly args: RequestArguments[Name];
  };
}[RequestName];

export type FromPage = Request | { readonly kind: "abort"; readonly id: number } | { readonly kind: "ready" };

export type FromHost =
  | { readonly kind: "model"; readonly model: Of<typeof modelShape> }
  | { readonly kind: "reply"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly failure: Of<typeof failureShape> };

/** What goes over the wire. */
export type Wire<Message> = Message & { readonly nexusArc: typeof protocolVersion };

export function toWire<Message extends FromPage | FromHost>(message: Message): Wire<Message> {
  return { ...message, nexusArc: protocolVersion };
}

/** Reads what the page sent; `undefined` for everything that it may not send. Never throws. */
export function readFromPage(value: unknown): FromPage | undefined {
  const head = envelope(value);
  if (head === refused) return undefined;
  switch (head.kind) {
    case "ready":
      return { kind: "ready" };
    case "abort": {
      const abort = abortEnvelope(value);
      return abort === refused ? undefined : { kind: "abort", id: abort.id };
    }
    case "request": {
      const request = requestEnvelope(value);
      return request === refused ? undefined : readRequest(request.id, request.name, request.args);
    }
  }
}

function readRequest(id: number, name: RequestName, given: unknown): Request | undefined {
  switch (name) {
    case "turnTo": {
      const args = requestShapes.turnTo(given);
      return args === refused ? undefined : { kind: "request", id, name, args };
    }
    case "setField": {
      const args = requestShapes.setField(given);
      return args === refused ? undefined : { kind: "request", id, name, args };
    }
    case "readChoices": {
      const args = requestShapes.readChoices(given);
      return args === refused ? undefined : { kind: "request", id, name, args };
    }
    case "setDialect": {
      const args = requestShapes.setDialect(given);
      return args === refused ? undefined : { kind: "request", id, name, args };
    }
    case "check": {
      const args = requestShapes.check(given);
      return args === refused ? undefined : { kind: "request", id, name, args };
    }
    case "act": {
      const args = requestShapes.act(given);
      return args === refused ? undefined : { kind: "request", id, name, args };
    }
  }
}

const fromHostEnvelope = object({ nexusArc: version, kind: oneOf("model", "reply", "failed") });
const modelMessage = object({ model: modelShape });
const replyMessage = object({ id: requestId, value: (value): unknown => value });
const failedMessage = object({ id: requestId, failure: failureShape });

/** Reads what the host sent; a reply's value is read by `replyShapes` of its request. Never throws. */
export function readFromHost(value: unknown): FromHost | undefined {
  const head = fromHostEnvelope(value);
  if (head === refused) return undefined;
  switch (head.kind) {
    case "model": {
      const message = modelMessage(value);
      return message === refused ? undefined : { kind: "model", model: message.model };
    }
    case "reply": {
      const message = replyMessage(value);
      return message === refused ? undefined : { kind: "reply", ...message };
    }
    case "failed": {
      const message = failedMessage(value);
      return message === refused ? undefined : { kind: "failed", ...message };
    }
  }
}

/** Words of the page itself; the host gives them in the user's language. */
export const pageWords = [
  "steps",
  "done",
  "checkedAt",
  "elapsed",
  "values",
  "sent",
  "shown",
  "source",
  "troubleshooting",
  "pitfallCause",
  "pitfallFix",
  "nextMove",
  "optional",
  "reading",
  "choose",
  "byHand",
  "fromList",
  "retry",
  "noChoices",
  "language",
  "correlationId",
  "copyId",
  "warning",
] as const;
export type PageWord = (typeof pageWords)[number];
export type PageWords = Readonly<Record<PageWord, string>>;

/** What the page starts with: it stands in the page as inert JSON. */
export const bootShape = object({
  nexusArc: version,
  words: object(
    Object.fromEntries(pageWords.map((word) => [word, text()])) as Record<PageWord, Shape<string>>,
  ),
  locale: text(50),
  model: modelShape,
});
export type Boot = Of<typeof bootShape>;

/** What the page keeps over a reload, beside what the host keeps: what was typed and not yet taken. Never a secret. */
export const keptShape = object({
  nexusArc: version,
  enrollment: text(100),
  typed: recordOf(text(50_000), 100),
});
export type Kept = Of<typeof keptShape>;
