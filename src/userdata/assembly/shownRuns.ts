/** What the VM runs as a text for people: for the read-only document of the editor and for `nexus-arc runs`. */
import type { UserDataDocument } from "../document";
import type { LineIndex } from "../lineIndex";
import type { MappedText, Span } from "../script/text/mappedText";
import { memberOf } from "../yaml/members";
import type { YamlMapping } from "../yaml/nodes";
import type { Assembly } from "./assembly";
import { generatedScript } from "./generatedScript";
import { lossText } from "./loss";
import type { Frequency, Stage } from "./modules";
import { placeOf, type Run, type Task } from "./runs";

export interface ShownRuns {
  readonly text: string;
  readonly links: readonly ShownLink[];
}

/** Characters of the shown text that lead to a line of the user data; all count from zero. */
export interface ShownLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly sourceLine: number;
}

const stages: Readonly<Record<Stage, string>> = {
  network: "Stage network (cloud-init-network.service; in 22.4.2 cloud-init.service)",
  config: "Stage config (cloud-config.service)",
  final: "Stage final (cloud-final.service)",
};

const frequencies: Readonly<Record<Frequency, string>> = {
  "every boot": "at every boot",
  "first boot of the instance": "at the first boot of the instance",
  once: "once, never again",
};

const introduction = [
  "What the VM runs, in order, as cloud-init 26.2 assembles this user data (22.4.2 does the same unless noted).",
  "Everything runs as root, in /, with standard input from /dev/null. HOME and LOGNAME are not set; USER is not",
  "set on Debian 12 and is root from systemd 262 on. The numbers on the left are lines of the user data.",
];

/** Never throws. */
export function shownRuns(document: UserDataDocument, assembly: Assembly): ShownRuns {
  const page = new Page(document.lines);
  for (const line of introduction) page.note(line);
  if (assembly.failure !== undefined) {
    page.title("Nothing runs");
    page.at(assembly.failure.place.start, lossText(assembly.failure));
    return page.shown();
  }
  if (assembly.composed) showParts(page, assembly);
  let stage: Stage | undefined;
  for (const run of assembly.runs) {
    if (run.stage !== stage) page.title(stages[run.stage]);
    stage = run.stage;
    showRun(page, run);
  }
  if (assembly.runs.length === 0) {
    page.title("Nothing runs");
    page.note("This user data contains nothing that cloud-init can run or set.");
  }
  showLosses(page, assembly);
  return page.shown();
}

function showParts(page: Page, { parts }: Assembly): void {
  page.title("Parts");
  for (const { place, name, type } of parts) page.at(place.start, `${name} (${type})`);
}

function showRun(page: Page, { module, frequency, task }: Run): void {
  const when = frequencies[frequency];
  switch (task.kind) {
    case "script":
      page.heading(`${module}: ${task.script.name}, ${when}, ${interpreter(task)}`);
      if (module === "boothook" && task.script.jinja)
        page.note("cloud-init 22.4.2 drops this one: it does not fill in boothooks.");
      page.code(task.script.text);
      break;
    case "items": {
      page.heading(`${module}: ${task.key}, ${when}, run by /bin/sh`);
      const text = generatedScript(task.items, task.config);
      if (text !== undefined) page.code(text, "generated");
      break;
    }
    case "failed":
      page.heading(`${module}: ${task.key} fails, and none of its commands runs`);
      for (const fault of task.faults)
        page.at(fault.start, "is not a command: a command is a string or a list of words.");
      break;
    case "file":
      page.at(
        placeOf(task.config, task.entry).start,
        `${module}: ${fileWords(task.path, task.entry)}, ${when}`,
      );
      break;
    case "key": {
      const { key, name } = task.member;
      page.at(task.config.sourceOf(key).span(key.start, key.end).start, `${module}: ${name}, ${when}`);
      break;
    }
  }
}

function interpreter(task: Extract<Task, { kind: "script" }>): string {
  if (task.interpreter === undefined) return 'cannot be run ("Exec format error": it does not start with #!)';
  return `run by ${task.interpreter}`;
}

function fileWords(path: string, entry: YamlMapping): string {
  const written = (key: string): string | undefined => {
    const node = memberOf(entry, key)?.node;
    return node?.kind === "scalar" && node.value.type !== "null" ? node.text : undefined;
  };
  const appended = /^(?:true|1|on|yes)$/iu.test(written("append") ?? "");
  return `${appended ? "appends to" : "writes"} ${path}, mode ${written("permissions") ?? "0644"}, owner ${written("owner") ?? "root:root"}`;
}

function showLosses(page: Page, { losses, shared, overwritten }: Assembly): void {
  const lost: [Span, string][] = losses.map((loss) => [loss.place, lossText(loss)]);
  for (const { key, outcome, earlier, later } of shared) {
    if (outcome === "replaced") lost.push([earlier.key, `${later.part} replaces this "${key}".`]);
    if (outcome === "kept")
      lost.push([later.key, `The "${key}" of ${earlier.part} stays; this one has no effect.`]);
  }
  for (const { earlier } of overwritten)
    lost.push([earlier.text.span(0, 1), `A later script overwrites "${earlier.name}"; this one never runs.`]);
  if (lost.length === 0) return;
  page.title("Does not run");
  lost.sort(([a], [b]) => a.start - b.start);
  for (const [place, text] of lost) page.at(place.start, text);
}

/** Digits of a line's number. */
const gutter = 5;

/** A text that is written line by line, with the numbers of the user data's lines in front. */
class Page {
  readonly #lines: string[] = [];
  readonly #links: ShownLink[] = [];
  readonly #source: LineIndex;

  constructor(source: LineIndex) {
    this.#source = source;
  }

  shown(): ShownRuns {
    return { text: `${this.#lines.join("\n")}\n`, links: this.#links };
  }

  note(text: string): void {
    this.#lines.push(text);
  }

  title(text: string): void {
    this.#lines.push("", text, "=".repeat(text.length));
  }

  heading(text: string): void {
    this.#lines.push("", `${" ".repeat(gutter)}   ${text}`);
  }

  /** A line that stands for a place of the user data. */
  at(offset: number, text: string): void {
    this.#numbered(this.#source.lineAt(offset), `   ${text}`);
  }

  /** A script, each line with the number of the line that it comes from; the first line of a generated one is nowhere. */
  code(script: MappedText, origin: "written" | "generated" = "written"): void {
    let at = 0;
    let last = -1;
    for (const line of script.text.replace(/\n$/u, "").split("\n")) {
      const source = this.#source.lineAt(script.span(at, at + Math.max(1, line.length)).start);
      const nowhere = line === "" || (at === 0 && origin === "generated");
      if (nowhere || source === last) this.#lines.push(`${" ".repeat(gutter)} | ${line}`.trimEnd());
      else this.#numbered(source, ` | ${line}`);
      last = nowhere ? last : source;
      at += line.length + 1;
    }
  }

  #numbered(source: number, text: string): void {
    const number = String(source + 1).padStart(gutter);
    const start = number.length - String(source + 1).length;
    this.#links.push({ line: this.#lines.length, start, end: number.length, sourceLine: source });
    this.#lines.push(number + text);
  }
}
