/**
 * What the page of a fleet and its host say to each other: the one module that both import. The host makes all that is shown; the
 * page names what was pressed. Each side ignores what it cannot read.
 */
import { flag, listOf, object, oneOf, recordOf, refused, text, whole, type Of, type Shape } from "./shape";

export { refused } from "./shape";

/** Both sides say it; a page of another version is ignored. */
export const fleetProtocolVersion = 1;
const version = oneOf(fleetProtocolVersion);

/** A page carries this many VMs, differences and unmanaged VMs; the export has all of them. */
export const maxFleetRows = 5_000;
const count = whole(0, 10_000_000);

/** How good a state is; its words stand beside it. */
const lookShape = oneOf("good", "moving", "warning", "bad", "none");

/** A letter for each of the ten steps: `d`one, `i`nferred from a later one, `n`ot done, `u`nknown. */
const stepLetters: Shape<string> = (value) =>
  typeof value === "string" && /^[dinu]{10}$/.test(value) ? value : refused;

const vmShape = object({
  /** Resource id. */
  id: text(),
  name: text(500),
  place: text(500),
  state: text(200),
  look: lookShape,
  steps: stepLetters,
  /** Whether there is a VM to open. */
  isThere: flag,
});

/** VMs of one state, or that one cause keeps from continuing. */
export const groupKinds = ["cause", "state"] as const;
const groupName = text(2_000);
const groupShape = object({
  by: oneOf(...groupKinds),
  name: groupName,
  label: text(),
  look: lookShape,
  count,
  /** Places in the list of VMs; those that are left out of it are missing here too. */
  vms: listOf(whole(0, maxFleetRows), maxFleetRows),
  /** How many of them a retry deploys again. */
  retries: count,
});

const differenceShape = object({
  vmId: text(),
  name: text(500),
  path: text(1_000),
  inAzure: text(500),
  inFile: text(500),
});

const strangerShape = object({ id: text(), name: text(500), state: text(200) });

export const fleetActions = [
  "look",
  "deploy",
  "exportCsv",
  "exportMarkdown",
  "openFile",
  "signIn",
  "openPractice",
] as const;

const actionShape = object({ name: oneOf(...fleetActions), label: text(200), primary: flag });

export const fleetModelShape = object(
  {
    /** Key of its row. */
    fleet: text(),
    name: text(500),
    /** Where its file is, in words. */
    place: text(1_000),
    /** `3 of 4 Connected`; empty while the fleet is not checked. */
    summary: text(500),
    connected: count,
    total: count,
    /** Whether Azure is being asked, which happens again and again. */
    looking: flag,
    /** One sentence for the live region. */
    said: text(),
    actions: listOf(actionShape, 10),
    vms: listOf(vmShape, maxFleetRows),
    groups: listOf(groupShape, 1_000),
    different: listOf(differenceShape, maxFleetRows),
    strangers: listOf(strangerShape, maxFleetRows),
    /** VMs of the file that are not in Azure. */
    missing: listOf(text(500), maxFleetRows),
    /** How many of each are left out. */
    left: object({ vms: count, different: count, strangers: count, missing: count }),
  },
  {
    /** ISO 8601. */
    lookedAt: text(40),
    /** What is in progress and takes its time. */
    doing: text(),
    /** What stands here instead of VMs. */
    note: text(),
    failure: object({ cause: text(), nextMove: text() }),
  },
);
export type FleetModel = Of<typeof fleetModelShape>;
export type FleetGroupModel = Of<typeof groupShape>;
export type FleetVmModel = Of<typeof vmShape>;
export type FleetLook = Of<typeof lookShape>;
export type FleetAction = (typeof fleetActions)[number];

const doingShapes = {
  /** Presses a button of the header. */
  act: object({ act: oneOf(...fleetActions) }),
  explain: object({ explain: object({ by: oneOf("cause"), name: groupName }) }),
  retry: object({ retry: object({ by: oneOf(...groupKinds), name: groupName }) }),
  explainVm: object({ explainVm: text() }),
  openVm: object({ openVm: text() }),
} as const;

/** What was pressed. One that the model does not offer now does nothing. */
export type FleetDoing = Of<(typeof doingShapes)[keyof typeof doingShapes]>;
export type FleetFromPage = { readonly kind: "ready" } | { readonly kind: "do"; readonly doing: FleetDoing };
export interface FleetFromHost {
  readonly kind: "model";
  readonly model: FleetModel;
}
export type FleetWire<Message> = Message & { readonly nexusArc: typeof fleetProtocolVersion };

export function toFleetWire<Message extends FleetFromPage | FleetFromHost>(
  message: Message,
): FleetWire<Message> {
  return { ...message, nexusArc: fleetProtocolVersion };
}

const fromPage = object({ nexusArc: version, kind: oneOf("ready", "do") });
const doingMessage = object({ doing: (value): unknown => value });
const modelMessage = object({ nexusArc: version, kind: oneOf("model"), model: fleetModelShape });

/** Reads what the page sent; `undefined` for everything that it may not send. Never throws. */
export function readFromFleetPage(value: unknown): FleetFromPage | undefined {
  const head = fromPage(value);
  if (head === refused) return undefined;
  if (head.kind === "ready") return { kind: "ready" };
  const message = doingMessage(value);
  if (message === refused) return undefined;
  for (const shape of Object.values(doingShapes)) {
    const doing = shape(message.doing);
    if (doing !== refused) return { kind: "do", doing };
  }
  return undefined;
}

/** Reads what the host sent. Never throws. */
export function readFromFleetHost(value: unknown): FleetFromHost | undefined {
  const message = modelMessage(value);
  return message === refused ? undefined : { kind: "model", model: message.model };
}

/** Words of the page itself, in the user's language. */
export const fleetWords = [
  "lookedAt",
  "looking",
  "byCause",
  "byState",
  "explain",
  "retry",
  "openVm",
  "vm",
  "state",
  "done",
  "inferred",
  "notDone",
  "unknown",
  "legend",
  "drift",
  "noDrift",
  "missing",
  "strangers",
  "different",
  "property",
  "inAzure",
  "inFile",
  "left",
  "showAll",
] as const;
export type FleetWords = Readonly<Record<(typeof fleetWords)[number], string>>;

/** What the page starts with: it stands in the page as inert JSON. */
export const fleetBootShape = object({
  nexusArc: version,
  words: object(
    Object.fromEntries(fleetWords.map((word) => [word, text()])) as Record<
      (typeof fleetWords)[number],
      Shape<string>
    >,
  ),
  /** Titles of the ten steps. */
  steps: listOf(text(300), 10),
  locale: text(50),
  model: fleetModelShape,
});
export type FleetBoot = Of<typeof fleetBootShape>;

/** What the page keeps over a reload: which fleet it shows, what was opened or closed manually, how far down it was read (pixels). */
export const fleetKeptShape = object({
  nexusArc: version,
  fleet: text(),
  opened: recordOf(flag, 200),
  top: whole(0, 100_000_000),
});
export type FleetKept = Of<typeof fleetKeptShape>;
