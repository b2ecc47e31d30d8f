import { assemble } from "../assembly/assemble";
import type { Assembly } from "../assembly/assembly";
import type { UserDataDocument } from "../document";
import type { Action } from "../script/analyse";
import { documentActions } from "../script/documentActions";
import { FileStore } from "../script/files";
import type { Slices } from "../slices";
import type { YamlDocument } from "../yaml/nodes";
import type { CommandCode } from "./commandCode";
import { noSteps } from "./facts/steps";
import type { RuleGroup } from "./group";
import { groupsForAll } from "./groupsForAll";
import { namesCsnProxy, needsMet, type Need } from "./needs";
import type { Rule } from "./rule";
import { usualLimits, type Limits, type Subject } from "./subject";

/** What the caller has read already. */
export interface Read {
  readonly yaml?: YamlDocument;
  readonly assembly?: Assembly;
}

/** Gives the code for commands; the slices yield what has to be awaited where it is loaded on need. */
export type CommandCodeSource<Wait> = () => Slices<CommandCode, Wait>;

export interface Prepared {
  readonly subject: Subject;
  /** The rules that may have something to report about it. */
  readonly rules: readonly Rule[];
}

/** Reads a document as rules look at it, its commands in the order of their run, and picks the rules to ask; in slices. */
export function* prepare<Wait>(
  document: UserDataDocument,
  commandCode: CommandCodeSource<Wait>,
  { yaml, assembly = assemble(document, yaml) }: Read = {},
  limits: Limits = usualLimits,
): Slices<Prepared, Wait> {
  const { actions, config } = documentActions(document, assembly, yaml);
  yield;
  const code = needsCommandCode(document, actions) ? yield* commandCode() : undefined;
  const followed = code === undefined ? nothingFollowed() : yield* code.follow(actions);
  const subject = { document, assembly, configs: config === undefined ? [] : [config], limits, ...followed };
  const groups = code === undefined ? groupsForAll : groupsWith(code);
  return { subject, rules: rulesToAsk(groups, subject) };
}

/** `packages` alone makes one command that no rule is about. */
function needsCommandCode({ text }: UserDataDocument, actions: readonly Action[]): boolean {
  return (
    namesCsnProxy(text) ||
    actions.some((action) => action.kind === "write" || action.place.kind !== "packages")
  );
}

function nothingFollowed(): Pick<Subject, "shell" | "steps"> {
  const shell = { commands: [], scripts: [], files: new FileStore(), programs: [], unfollowed: [] };
  return { shell, steps: noSteps };
}

let allGroups: readonly RuleGroup[] | undefined;

function groupsWith(code: CommandCode): readonly RuleGroup[] {
  return (allGroups ??= [...code.groups, ...groupsForAll]);
}

function rulesToAsk(groups: readonly RuleGroup[], subject: Subject): readonly Rule[] {
  const ran = new Set(subject.shell.commands.map(({ program }) => program));
  return rulesMeeting(groups, needsMet(subject)).filter(
    ({ programs }) => programs === undefined || [...programs].some((program) => ran.has(program)),
  );
}

const rulesByNeeds = new WeakMap<readonly RuleGroup[], Map<string, readonly Rule[]>>();

/** The rules whose needs are met. */
function rulesMeeting(groups: readonly RuleGroup[], met: readonly Need[]): readonly Rule[] {
  const byNeeds = rulesByNeeds.get(groups) ?? new Map<string, readonly Rule[]>();
  rulesByNeeds.set(groups, byNeeds);
  const key = met.join(" ");
  const known = byNeeds.get(key);
  if (known !== undefined) return known;
  const isMet = ({ needs }: Pick<Rule, "needs">): boolean => needs === undefined || met.includes(needs);
  const found = groups.filter(isMet).flatMap((group) => group.rules.filter(isMet));
  byNeeds.set(key, found);
  return found;
}
