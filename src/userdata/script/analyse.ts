import type { Slices } from "../slices";
import type { Flow, CommandSource, ShellCommand } from "./command";
import { FileStore } from "./files";
import type { MappedText, Span } from "./text/mappedText";
import { runWords } from "./run/execute";
import { interpreterOf, runExits, setOwnOptions } from "./run/nested";
import type { Program } from "./programs";
import { fileProgram, itemsProgram, type Dialect } from "./programs";
import { deeper, endsTurn, leave, spend } from "./run/shell";
import type { Ending, ReadScript, DocumentWalk, Shell, Unfollowed } from "./run/shell";
import { ShellState } from "./state";
import type { ShellWord } from "./state";
import { followStatement, openText, walk } from "./run/walk";

/** One line of a `runcmd` or `bootcmd`: a text for the shell, or a list of words. */
export type Item =
  | { readonly kind: "text"; readonly source: MappedText }
  | { readonly kind: "words"; readonly words: readonly ShellWord[]; readonly span: Span };

/** What a document does on the VM, in the order in which cloud-init does it. */
export type Action =
  | { readonly kind: "write"; readonly path: string; readonly content: MappedText; readonly span: Span }
  | {
      readonly kind: "script";
      readonly source: MappedText;
      readonly dialect: Dialect;
      readonly place: CommandSource;
    }
  /** cloud-init joins the items into one `sh` script. They are made one by one, for there may be more than are followed. */
  | {
      readonly kind: "items";
      readonly items: () => Iterable<Item>;
      /** Puts the script together; nothing where sh reads none. */
      readonly script: (() => MappedText) | undefined;
      readonly place: CommandSource;
    };

/** Every command of a document in the order of its run, and every script that was read. */
export interface ShellAnalysis {
  readonly commands: readonly ShellCommand[];
  readonly scripts: readonly ReadScript[];
  /** The files that the document and its commands write. */
  readonly files: FileStore;
  /** Every text that one shell reads from its start to its end, with files that are written and not run here. */
  readonly programs: readonly Program[];
  /** Places that were too much, too deep or too long to follow; nothing is known of what runs there and after them. */
  readonly unfollowed: readonly Unfollowed[];
}

/** Enough for a script of 5,000 lines; keeps a hostile text within a tenth of a second. */
const MAX_STEPS = 25_000;

const plainFlow: Flow = {
  status: "plain",
  reached: "always",
  background: false,
  output: "log",
  guarded: false,
};

/** Follows the shell commands of a document, in slices: it yields after each statement. Never throws, whatever the text. */
export function* analyse(actions: readonly Action[]): Slices<ShellAnalysis> {
  const session: DocumentWalk = {
    commands: [],
    scripts: [],
    programs: new Map(),
    files: new FileStore(),
    followed: new Map(),
    steps: MAX_STEPS,
    turn: MAX_STEPS,
    substitutions: 0,
    unfollowed: [],
    exported: undefined,
  };
  for (const action of actions) {
    if (action.kind === "write") write(session, action);
    else yield* act(session, action);
  }
  return { ...session, programs: [...session.programs.values()] };
}

function write(session: DocumentWalk, { path, content }: Extract<Action, { kind: "write" }>): void {
  session.files.write({ kind: "text", path, content });
  const program = fileProgram(path, content, interpreterOf(content.text));
  if (program !== undefined) session.programs.set(content, program);
}

function* act(session: DocumentWalk, action: Exclude<Action, { kind: "write" }>): Slices<void> {
  switch (action.kind) {
    case "script":
      yield* followScript(
        newShell(session, action.place, action.source, action.dialect),
        action.source,
        action.dialect,
      );
      break;
    case "items":
      yield* followItems(session, action);
      break;
  }
}

function* followScript(shell: Shell, source: MappedText, dialect: Dialect): Slices<void> {
  setOwnOptions(shell.state, source.text);
  const inner = deeper(shell);
  const opened = openText(inner, source, dialect, "script");
  yield;
  for (const statement of opened?.statements ?? []) {
    if (opened === undefined) break;
    const ending = yield* followStatement(opened.shell, statement);
    if (!ending.includes("continues")) break;
    if (endsTurn(shell.session)) yield;
  }
  runExits(walk, inner, dialect);
}

function* followItems(
  session: DocumentWalk,
  { items, script, place }: Extract<Action, { kind: "items" }>,
): Slices<void> {
  const none: MappedText = { text: "", span: () => ({ start: 0, end: 0 }) };
  const shell = newShell(session, place, none, "sh");
  let parsed: MappedText[] | undefined = [];
  for (const item of items()) {
    if (session.steps <= 0) {
      leave(
        session,
        "too much",
        item.kind === "text" ? item.source.span(0, item.source.text.length) : item.span,
      );
      break;
    }
    const next = session.scripts.length;
    const ending = runItem(shell, item);
    if (item.kind === "text") {
      if (isParsed(session.scripts[next], item.source)) parsed?.push(item.source);
      else parsed = undefined;
    }
    // What follows is not read here.
    if (!ending.includes("continues")) {
      parsed = undefined;
      break;
    }
    if (endsTurn(session)) yield;
  }
  if (script !== undefined && session.steps > 0)
    session.programs.set(script, itemsProgram(script, place, parsed));
  runExits(walk, shell, "sh");
}

function isParsed(read: ReadScript | undefined, source: MappedText): boolean {
  return read?.source === source && read.syntax.errors === undefined;
}

function runItem(shell: Shell, item: Item): Ending {
  if (item.kind === "text") return walk.text(shell, item.source, "sh", "item");
  if (!spend(shell.session, 1)) leave(shell.session, "too much", item.span);
  return runWords(walk, shell, {
    form: "list",
    span: item.span,
    words: item.words,
    prefix: [],
    settings: [],
    redirections: [],
  });
}

function newShell(session: DocumentWalk, place: CommandSource, source: MappedText, dialect: Dialect): Shell {
  return {
    session,
    dialect,
    source,
    place,
    state: new ShellState(),
    user: { kind: "root" },
    flow: plainFlow,
    depth: 0,
    calling: [],
    returns: [],
    exits: [],
    input: undefined,
    pipedFrom: undefined,
  };
}
