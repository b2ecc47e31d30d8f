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
import type { MappedText } from "./mappedText";
import { pipeline } from "./pipelines";
import type { Dialect, Ending, Exit, Shell, Walk } from "./shell";
import {
  MOST_DEPTH,
  caught,
  continues,
  deeper,
  exited,
  followedBy,
  readingCost,
  spend,
  union,
} from "./shell";
import { readScript } from "./parse";
import type { ShellState, ShellWord } from "./state";
import type { Flow } from "./command";

/** Follows a script in the order in which a shell runs it, and records every simple command on the way. */
export const walk: Walk = {
  substitution(shell, script, source) {
    const flow: Flow = { ...shell.flow, status: "plain", output: "taken" };
    if (shell.depth >= MOST_DEPTH) return;
    runStatements(
      deeper(shell, { source, state: shell.state.fork(), flow, input: undefined }),
      script.commands,
    );
  },
  text: runText,
  body: runNode,
};

function runText(shell: Shell, source: MappedText, dialect: Dialect): Ending {
  const { session, place } = shell;
  if (shell.depth >= MOST_DEPTH || !spend(session, 1 + (source.text.length >> 7))) return continues;
  const syntax: ParsedScript = readScript(source.text);
  session.scripts.push({ source, place, dialect, syntax });
  return runStatements(deeper(shell, { source }), syntax.commands);
}

function runStatements(shell: Shell, statements: readonly Statement[]): Ending {
  let ending: Ending = continues;
  for (const statement of statements) {
    if (!spend(shell.session, 1)) return exited;
    ending = followedBy(ending, runStatement(shell, statement));
    if (!ending.includes("continues")) break;
  }
  return ending;
}

function runStatement(shell: Shell, statement: Statement): Ending {
  if (statement.background !== true) return runNode(shell, statement.command);
  const flow: Flow = { ...shell.flow, background: true, status: "ignored" };
  runNode(deeper(shell, { flow, state: shell.state.fork() }), statement.command);
  return continues;
}

type Node = Statement["command"] | PipelineNode | CommandNode | CompoundList;

function runNode(outer: Shell, node: Node): Ending {
  if (outer.depth >= MOST_DEPTH) return continues;
  const shell = node.type === "Command" ? outer : deeper(outer, {});
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
      runStatements({ ...shell, state: shell.state.fork() }, node.body.commands);
      return continues;
    case "Redirected":
      return runNode(
        redirects(node) ? { ...shell, flow: { ...shell.flow, output: "taken" } } : shell,
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
      runStatements({ ...shell, flow: { ...shell.flow, status: "checked" } }, node.clause.commands);
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
      runNode({ ...shell, state: shell.state.fork() }, node.body);
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

function branch(shell: Shell, body: CompoundList): Outcome {
  const state = shell.state.fork();
  const flow: Flow = { ...shell.flow, reached: "maybe", guarded: true };
  return { state, ending: runStatements({ ...shell, state, flow }, body.commands) };
}

function runIf(shell: Shell, node: Extract<CommandNode, { type: "If" }>): Ending {
  const asking: Shell = { ...shell, flow: { ...shell.flow, status: "checked" } };
  runStatements(asking, node.clause.commands);
  const ways = [(): Outcome => branch(shell, node.then)];
  for (const elif of node.elif) {
    ways.push(() => {
      runStatements({ ...asking, state: shell.state.fork() }, elif.clause.commands);
      return branch(shell, elif.then);
    });
  }
  const last = node.else;
  ways.push(last === undefined ? () => untouched(shell) : () => branch(shell, last));
  return join(shell, ways);
}

/** Goes every way, then keeps what those that go on leave behind. */
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
const MOST_ROUNDS = 12;

function runFor(shell: Shell, name: Word, wordlist: readonly Word[] | undefined, body: CompoundList): Ending {
  const words = (wordlist ?? []).flatMap((word) => expandWord(walk, shell, word));
  const certain = words.every((word) => !word.spreads && word.value.every((piece) => piece.kind === "text"));
  if (!certain || words.length === 0 || words.length > MOST_ROUNDS) {
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
