import type {
  CommandNode,
  CompoundList,
  ParsedScript,
  PipelineNode,
  Statement,
  SyntaxNode,
  Word,
} from "unbash";
import { forEachChild } from "unbash";
import { runCommand } from "./execute";
import { expandWord } from "./evaluate";
import { andOr } from "./lists";
import type { MappedText } from "../text/mappedText";
import { pipeline } from "./pipelines";
import type { Ending, Exit, FunctionCall, Shell, TextForm, Walk } from "./shell";
import type { Dialect } from "../programs";
import type { Slices } from "../../slices";
import {
  maxDepth,
  caught,
  changed,
  continues,
  deeper,
  endsTurn,
  exited,
  followedBy,
  leave,
  readingCost,
  spend,
  stopsAt,
  union,
} from "./shell";
import { readScript } from "../parse";
import type { ShellState, ShellWord } from "../state";
import type { Flow } from "../command";

/** Follows a script in the order in which a shell runs it, and records every simple command on the way. */
export const walk: Walk = {
  substitution(shell, script, source) {
    const flow: Flow = {
      ...shell.flow,
      status: "plain",
      output: "taken",
      ...(dropsErrexit(shell, script, source) && { lenient: true }),
    };
    if (shell.depth >= maxDepth) {
      leave(shell.session, "too deep", source.span(script.pos, Math.min(script.end, script.pos + 80)));
      return;
    }
    runStatements(
      deeper(shell, {
        source,
        state: shell.state.fork(),
        flow,
        piped: { input: undefined, pipedFrom: shell.pipedFrom },
      }),
      script.commands,
    );
  },
  text: runText,
  call: ({ shell, body, finish }) => finish(runNode(shell, body)),
};

function runText(shell: Shell, source: MappedText, dialect: Dialect, form: TextForm): Ending {
  const opened = openText(shell, source, dialect, form);
  return opened === undefined ? continues : runStatements(opened.shell, opened.statements);
}

/** Reads a text, to be followed statement by statement in the shell given back. Nothing where it cannot be read. */
export function openText(
  shell: Shell,
  source: MappedText,
  dialect: Dialect,
  form: TextForm,
): { readonly shell: Shell; readonly statements: readonly Statement[] } | undefined {
  const syntax = readText(shell, source);
  if (syntax === undefined) return undefined;
  const { session, place } = shell;
  session.scripts.push({ source, place, dialect, syntax });
  if (form !== "item" && session.programs.size < MAX_PROGRAMS) {
    session.programs.set(source, {
      source,
      dialect,
      place,
      form,
      parsed: syntax.errors === undefined ? [source] : undefined,
    });
  }
  return { shell: deeper(shell, { source, dialect }), statements: syntax.commands };
}

/** Texts beyond this are followed, but their syntax is not checked: a loop may run the same one over and over. */
const MAX_PROGRAMS = 300;

/** What the parser does before the first command of a text, in steps. */
const READING = 2;

function readText({ session, depth }: Shell, source: MappedText): ParsedScript | undefined {
  const { length } = source.text;
  if (session.steps <= 0) return undefined;
  const enough = spend(session, READING + (length >> 5));
  const syntax = !enough ? "too much" : depth >= maxDepth ? "too deep" : readScript(source.text);
  if (typeof syntax !== "string") return syntax;
  leave(session, syntax, source.span(0, Math.min(length, firstLineLength(source.text))));
  return undefined;
}

function firstLineLength(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 ? Math.min(text.length, 80) : Math.min(end, 80);
}

/** bash turns `set -e` off in a substitution, unless it is said again there or `inherit_errexit` is on; dash keeps it. */
function dropsErrexit({ dialect, state }: Shell, script: ParsedScript, source: MappedText): boolean {
  if (dialect !== "bash" || !state.options.errexit) return false;
  const own = source.text.slice(script.pos, script.end);
  return !/\bset\s+-(?:\w*e|o\s+errexit)/u.test(own) && !source.text.includes("inherit_errexit");
}

function runStatements(shell: Shell, statements: readonly Statement[]): Ending {
  const last = statements.at(-1);
  const { flow } = shell;
  const unwatched =
    flow.lenient === true && flow.status === "plain" && statements.length > 1
      ? changed(shell, { flow: { ...flow, status: "ignored" } })
      : shell;
  let ending: Ending = continues;
  for (const statement of statements) {
    ending = followedBy(ending, runStatement(statement === last ? shell : unwatched, statement));
    if (!ending.includes("continues")) break;
  }
  return ending;
}

export function runStatement(shell: Shell, statement: Statement): Ending {
  if (!spend(shell.session, 1)) {
    leave(shell.session, "too much", shell.source.span(statement.pos, statement.end));
    return exited;
  }
  if (statement.background !== true) return runNode(shell, statement.command);
  const flow: Flow = { ...shell.flow, background: true, status: "ignored" };
  runNode(deeper(shell, { flow, state: shell.state.fork() }), statement.command);
  return continues;
}

/**
 * As `runStatement`, in slices, for careful scripts stand whole in one function: what a called function or a group holds
 * is followed statement by statement.
 */
export function* followStatement(shell: Shell, statement: Statement): Slices<Ending> {
  const { command, background } = statement;
  if (background === true) return runStatement(shell, statement);
  if (command.type === "BraceGroup") return yield* followBody(shell, command);
  if (command.type !== "Command") return runStatement(shell, statement);
  if (stopsAt(shell, statement)) return exited;
  spend(shell.session, 1);
  const calls: FunctionCall[] = [];
  // Only the command's own call comes here: whatever else it runs goes through the walk as it is.
  const catching: Walk = {
    ...walk,
    call: (call) => {
      calls.push(call);
      return continues;
    },
  };
  const ending = runCommand(catching, shell, command);
  const [call] = calls;
  return call === undefined ? ending : call.finish(yield* followBody(call.shell, call.body));
}

function* followBody(outer: Shell, body: FunctionCall["body"]): Slices<Ending> {
  if (body.type !== "BraceGroup" || outer.depth >= maxDepth) return runNode(outer, body);
  const shell = deeper(outer);
  let ending: Ending = continues;
  for (const statement of body.body.commands) {
    ending = followedBy(ending, yield* followStatement(shell, statement));
    if (!ending.includes("continues")) break;
    if (endsTurn(shell.session)) yield;
  }
  return ending;
}

type Node = Statement["command"] | PipelineNode | CommandNode | CompoundList;

function runNode(outer: Shell, node: Node): Ending {
  if (outer.depth >= maxDepth) {
    leave(outer.session, "too deep", outer.source.span(node.pos, Math.min(node.end, node.pos + 80)));
    return continues;
  }
  const shell = node.type === "Command" ? outer : deeper(outer);
  switch (node.type) {
    case "Command":
      return runCommand(walk, shell, node);
    case "Pipeline":
      return pipeline(shell, node, runNode);
    case "AndOr":
      return andOr(shell, node, runNode);
    case "CompoundList":
      return runStatements(shell, node.commands);
    case "BraceGroup":
      return runStatements(shell, node.body.commands);
    case "Subshell":
      runStatements(changed(shell, { state: shell.state.fork() }), node.body.commands);
      return continues;
    case "Redirected":
      return runNode(
        redirects(node) ? changed(shell, { flow: { ...shell.flow, output: "taken" } }) : shell,
        node.command,
      );
    case "If":
      return runIf(shell, node);
    case "Case":
      return join(shell, [
        ...node.items.map((item) => (): Outcome => branch(shell, item.body)),
        (): Outcome => untouched(shell),
      ]);
    case "While":
      runStatements(changed(shell, { flow: { ...shell.flow, status: "checked" } }), node.clause.commands);
      return loop(shell, node.body);
    case "For":
      return runFor(shell, node.name, node.wordlist, node.body);
    case "Select":
    case "ArithmeticFor":
      return loop(shell, node.body);
    case "Function":
      shell.state.setFunction(node.name.value, { body: node.body, source: shell.source });
      return continues;
    case "Coproc":
      runNode(changed(shell, { state: shell.state.fork() }), node.body);
      return continues;
    case "TestCommand":
    case "ArithmeticCommand":
      runSubstitutionsIn(shell, node);
      return continues;
  }
}

interface Outcome {
  readonly state: ShellState;
  readonly ending: Ending;
}

function untouched(shell: Shell): Outcome {
  return { state: shell.state.fork(), ending: continues };
}

/** What it costs to go one of several ways and to bring what it leaves behind together with the others', in steps. */
const BRANCHING = 4;

function branch(shell: Shell, body: CompoundList): Outcome {
  spend(shell.session, BRANCHING);
  const state = shell.state.fork();
  const flow: Flow = { ...shell.flow, reached: "maybe", guarded: true };
  return { state, ending: runStatements(changed(shell, { state, flow }), body.commands) };
}

function runIf(shell: Shell, node: Extract<CommandNode, { type: "If" }>): Ending {
  const asking = changed(shell, { flow: { ...shell.flow, status: "checked" } });
  runStatements(asking, node.clause.commands);
  const ways = [(): Outcome => branch(shell, node.then)];
  for (const elif of node.elif) {
    ways.push(() => {
      runStatements(changed(asking, { state: shell.state.fork() }), elif.clause.commands);
      return branch(shell, elif.then);
    });
  }
  const last = node.else;
  ways.push(last === undefined ? () => untouched(shell) : () => branch(shell, last));
  return join(shell, ways);
}

/** Goes every way, then keeps what those that continue leave behind. */
function join(shell: Shell, ways: readonly (() => Outcome)[]): Ending {
  const outcomes = ways.map((way) => way());
  const states = (exit: Exit): ShellState[] =>
    outcomes.filter((outcome) => outcome.ending.includes(exit)).map((outcome) => outcome.state);
  shell.returns.push(...states("returned"));
  const going = states("continues");
  if (going.length > 0) shell.state.join(going);
  return union(outcomes.map((outcome) => outcome.ending));
}

/** The body of a loop may not run at all, and what it does may come around. */
function loop(shell: Shell, body: CompoundList): Ending {
  return union([caught(runStatements(shell, body.commands), "broke"), continues]);
}

/** A loop over a few certain words is gone through word by word: `for name in HTTP_PROXY http_proxy; do export …`. */
const MAX_ROUNDS = 12;

function runFor(shell: Shell, name: Word, wordlist: readonly Word[] | undefined, body: CompoundList): Ending {
  const words = (wordlist ?? []).flatMap((word) => expandWord(walk, shell, word));
  const certain = words.every((word) => !word.spreads && word.value.every((piece) => piece.kind === "text"));
  if (!certain || words.length === 0 || words.length > MAX_ROUNDS) {
    shell.state.unset(name.value);
    return loop(shell, body);
  }
  let ending: Ending = continues;
  for (const word of words) {
    setLoopVariable(shell.state, name.value, word);
    ending = followedBy(ending, loop(shell, body));
  }
  return ending;
}

function setLoopVariable(state: ShellState, name: string, word: ShellWord): void {
  const exported = state.get(name)?.exported ?? false;
  state.set(name, {
    content: { kind: "scalar", value: word.value },
    exported,
    maybe: false,
    span: word.span,
  });
}

function runSubstitutionsIn(shell: Shell, node: SyntaxNode): void {
  forEachChild(node, (child) => {
    if (!spend(shell.session, readingCost(child.end - child.pos))) return;
    if (child.type === "CommandExpansion" && child.script !== undefined) {
      walk.substitution(shell, child.script, shell.source);
    } else if (child.type !== "Script") {
      runSubstitutionsIn(shell, child);
    }
  });
}

/** Whether what a block prints goes into a file. */
function redirects(node: Extract<CommandNode, { type: "Redirected" }>): boolean {
  return node.redirects.some((each) => each.type === "Redirect" && each.operator.startsWith(">"));
}
