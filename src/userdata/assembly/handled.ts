/**
 * The second thing that cloud-init does with user data: each attachment goes to the handler of its type, which merges
 * it, writes it as a script, or runs it. Source: `handlers/*.py` and `stages.py` of cloud-init 22.4.2 and 26.2.
 */
import type { MappedText } from "../script/text/mappedText";
import { joinedText } from "../script/text/mappedText";
import type { YamlDocument } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";
import { slice, type Attachment } from "./attachments/attachments";
import { announcedType, frequencyFolders } from "./attachments/contentTypes";
import { fillTemplate, templateYaml } from "./filledTemplate";
import type { Loss } from "./loss";
import { ConfigMerger, type MergedConfig, type SharedKey } from "./merge/mergedConfig";

/** A script as the VM has it. */
export interface Script {
  /** The name of its file, which gives it its place among the others. */
  readonly name: string;
  readonly text: MappedText;
  readonly folder: ScriptFolder;
  /** Whether cloud-init fills it in first. */
  readonly jinja: boolean;
}

export type ScriptFolder = "boothooks" | "scripts" | "per-boot" | "per-instance" | "per-once";

/** A script that another of the same name overwrites before it runs. */
export interface Overwritten {
  readonly earlier: Script;
  readonly later: Script;
}

/** A cloud-config among the parts, to be judged as such, whether cloud-init takes it or not. */
export interface ConfigText {
  readonly body: MappedText;
  readonly jinja: boolean;
}

export interface Handled {
  readonly config: MergedConfig | undefined;
  readonly shared: readonly SharedKey[];
  readonly configTexts: readonly ConfigText[];
  /** In the order of the document; of equal names in one folder the last only. */
  readonly scripts: readonly Script[];
  readonly overwritten: readonly Overwritten[];
  readonly losses: readonly Loss[];
}

/** Hands out the attachments in their order. `yaml` is the tree of a document that is one cloud-config. */
export function handle(found: readonly Attachment[], yaml?: YamlDocument): Handled {
  const handler = new Handler(yaml);
  for (const attachment of found) handler.take(attachment);
  return handler.handled();
}

class Handler {
  readonly #merger = new ConfigMerger();
  readonly #configTexts: ConfigText[] = [];
  readonly #hooks: Script[] = [];
  readonly #scripts = new Map<string, Script>();
  readonly #overwritten: Overwritten[] = [];
  readonly #losses: Loss[] = [];
  readonly #yaml: YamlDocument | undefined;

  constructor(yaml: YamlDocument | undefined) {
    this.#yaml = yaml;
  }

  handled(): Handled {
    return {
      config: this.#merger.result,
      shared: this.#merger.shared,
      configTexts: this.#configTexts,
      scripts: [...this.#hooks, ...this.#scripts.values()],
      overwritten: this.#overwritten,
      losses: this.#losses,
    };
  }

  take(part: Attachment): void {
    switch (part.type) {
      case "text/cloud-config":
        this.#config(part, part.text, this.#yaml, false);
        break;
      case "text/cloud-config-jsonp":
        this.#lose("patch", part);
        break;
      case "text/jinja2":
        this.#template(part);
        break;
      case "text/x-shellscript":
        this.#script(part, part.text, "scripts");
        break;
      case "text/cloud-boothook":
        this.#boothook(part, part.text, false);
        break;
      case "text/part-handler":
        this.#lose("part handler", part);
        break;
      default:
        this.#other(part);
    }
  }

  #lose(why: Loss["why"], { place, text }: Attachment, detail = ""): void {
    const line = text.text.search(/[\r\n]/u);
    const first = text.opaque ? place : text.span(0, Math.min(line < 0 ? text.text.length : line, 80));
    this.#losses.push({ why, place: first.end > first.start ? first : place, detail });
  }

  #other(part: Attachment): void {
    const folder = Object.hasOwn(frequencyFolders, part.type) ? frequencyFolders[part.type] : undefined;
    if (folder !== undefined) this.#script(part, part.text, folder);
    else if (part.text.text === "") return;
    else if (part.archived && announcedType(part.text.text) !== undefined)
      this.#lose("not examined", part, part.type);
    else if (part.type === "text/plain" || part.type === "text/x-not-multipart")
      this.#lose("no header", part);
    else this.#lose("unhandled type", part, part.type);
  }

  #config(part: Attachment, source: MappedText, given: YamlDocument | undefined, jinja: boolean): void {
    this.#configTexts.push({ body: part.text, jinja });
    if (part.harm === "lost") {
      this.#lose("letters", part);
      return;
    }
    const { root, problem } = given ?? readYaml(source.text);
    // A document that is one cloud-config is judged as it was meant, up to its first mistake.
    const meant = given !== undefined && given === this.#yaml && root?.kind === "mapping";
    if (problem !== undefined && !meant) this.#lose("broken config", part, problem.message);
    else if (root === undefined || (root.kind === "scalar" && root.value.type === "null"))
      this.#lose("empty config", part);
    else if (root.kind !== "mapping") this.#lose("config is no mapping", part);
    else {
      const loss = this.#merger.add({ name: part.name, root, source, headers: part.headers });
      if (loss !== undefined) this.#lose(loss.why, part, loss.detail);
    }
  }

  #template(part: Attachment): void {
    const filled = fillTemplate(part.text);
    if ("why" in filled) {
      this.#lose(filled.why, part, filled.detail);
      return;
    }
    switch (announcedType(filled.words)) {
      case "text/cloud-config":
      case "text/cloud-config-jsonp":
        if (this.#yaml === undefined) this.#config(part, filled.text, templateYaml(filled), true);
        else this.#config(part, part.text, this.#yaml, true);
        break;
      case "text/x-shellscript":
        this.#script(part, filled.text, "scripts", true);
        break;
      case "text/cloud-boothook":
        // cloud-init 22.4.2 drops it, 26.2 runs it.
        this.#boothook(part, filled.text, true);
        break;
      default:
        if (filled.text.text.trim() !== "")
          this.#lose("jinja kind", part, announcedType(filled.words) ?? "no known first line");
    }
  }

  #script(part: Attachment, text: MappedText, folder: ScriptFolder, jinja = false): void {
    const given = folder === "scripts" ? part.name : part.name.slice(part.name.lastIndexOf("/") + 1);
    const name = cleanName(given);
    if (part.harm === "lost") this.#lose("letters", part);
    else if (/^\.{0,2}$/u.test(name)) this.#lose("no file name", part);
    else {
      const script = { name, text: unixText(text), folder, jinja };
      const key = `${folder}/${name}`;
      const earlier = this.#scripts.get(key);
      if (earlier !== undefined) this.#overwritten.push({ earlier, later: script });
      this.#scripts.set(key, script);
    }
  }

  /** A boothook runs when it is met, before any later part is looked at. */
  #boothook(part: Attachment, given: MappedText, jinja: boolean): void {
    const name = cleanName(part.name);
    if (part.harm === "lost") this.#lose("letters", part);
    else if (/^\.{0,2}$/u.test(name)) this.#lose("no file name", part);
    else {
      const text = unixText(given);
      const mark = text.text.startsWith(hookMark) ? hookMark.length : 0;
      const start = mark + (/^\s*/u.exec(text.text.slice(mark))?.[0].length ?? 0);
      const hook = slice(text, start, text.text.length);
      this.#hooks.push({ name, text: hook, folder: "boothooks", jinja });
    }
  }
}

const hookMark = "#cloud-boothook";

/** The name that a file gets: a slash becomes `_`, and what is no letter, digit or `_-.()` goes. */
function cleanName(name: string): string {
  return name.replaceAll("/", "_").replace(/[^\w.()-]/gu, "");
}

/** Line ends as the VM has them: all are changed where the first line ends in CRLF, none otherwise. */
function unixText(source: MappedText): MappedText {
  const { text } = source;
  const first = text.indexOf("\n");
  if (first <= 0 || text[first - 1] !== "\r") return source;
  const runs = [];
  for (let at = 0; at < text.length;) {
    const found = text.indexOf("\r\n", at);
    const end = found < 0 ? text.length : found;
    const start = at;
    if (end > start)
      runs.push({
        text: text.slice(start, end),
        span: (from: number, to: number) => source.span(start + from, start + to),
      });
    if (found >= 0) runs.push({ text: "\n", span: () => source.span(found, found + 2) });
    at = found < 0 ? text.length : found + 2;
  }
  return { ...joinedText(runs), ...(source.opaque && { opaque: source.opaque }) };
}
