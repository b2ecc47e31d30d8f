import type { Flow, Place, ShellCommand } from "./command";
import { FileStore } from "./files";
import type { MappedText, Span } from "./mappedText";
import { runExits, runScript } from "./nested";
import type { Dialect, ReadScript, Session, Shell } from "./shell";
import { ShellState } from "./state";
import type { ShellWord } from "./state";
import { runWords } from "./execute";
import { walk } from "./walk";

/** One line of a `runcmd` or `bootcmd`: a text for the shell, or a list of words. */
export type Item =
  | { readonly kind: "text"; readonly source: MappedText }
  | { readonly kind: "words"; readonly words: readonly ShellWord[]; readonly span: Span };

/** What a document does on the VM, in the order in which cloud-init does it. */
export type Action =
  | { readonly kind: "write"; readonly path: string; readonly content: MappedText; readonly span: Span }
  | { readonly kind: "script"; readonly source: MappedText; readonly dialect: Dialect; readonly place: Place }
  /** cloud-init joins the items into one `sh` script. */
  | { readonly kind: "items"; readonly items: readonly Item[]; readonly place: Place };

/** Every command of a document in the order of its run, and every script that was read. */
export interface ShellAnalysis {
  readonly commands: readonly ShellCommand[];
  readonly scripts: readonly ReadScript[];
  /** Whether the document was too much to follow to its end. */
  readonly cut: boolean;
}

/** Enough for any script that a person writes; keeps a hostile one within a few hundredths of a second. */
const MOST_STEPS = 30_000;

const plainFlow: Flow = {
  status: "plain",
  reached: "always",
  background: false,
  output: "log",
  guarded: false,
};

/** Follows the shell commands of a document. Never throws, whatever the text. */
export function analyse(actions: readonly Action[]): ShellAnalysis {
  const session: Session = {
    commands: [],
    scripts: [],
    files: new FileStore(),
    followed: new Map(),
    steps: MOST_STEPS,
    substitutions: 0,
  };
  for (const action of actions) act(session, action);
  return { commands: session.commands, scripts: session.scripts, cut: session.steps <= 0 };
}

function act(session: Session, action: Action): void {
  switch (action.kind) {
    case "write":
      session.files.write({ kind: "text", path: action.path, content: action.content, span: action.span });
      break;
    case "script":
      runScript(walk, newShell(session, action.place, action.source), action.source, action.dialect);
      break;
    case "items":
      runItems(session, action.items, action.place);
      break;
  }
}

function runItems(session: Session, items: readonly Item[], place: Place): void {
  const [first] = items;
  if (first === undefined) return;
  const none: MappedText = { text: "", span: () => ({ start: 0, end: 0 }) };
  const shell = newShell(session, place, none);
  for (const item of items) {
    const ending =
      item.kind === "text"
        ? walk.text({ ...shell, source: item.source }, item.source, "sh")
        : runWords(walk, shell, {
            form: "list",
            span: item.span,
            words: item.words,
            prefix: [],
            settings: [],
            redirections: [],
          });
    if (!ending.includes("continues")) break;
  }
  runExits(walk, shell, "sh");
}

function newShell(session: Session, place: Place, source: MappedText): Shell {
  return {
    session,
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
