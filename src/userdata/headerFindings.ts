/** What is wrong with the first line: without it cloud-init does not know the document and drops it. */
import { say } from "../l10n/sentence";
import { asksForJinja, lacksMimeVersion, type UserDataDocument } from "./document";
import type { Finding, Fix } from "./finding";
import { topLevelKeys } from "./cloudConfig/catalogue";

/** As cloud-init's validator calls the place, whatever the cause. */
const path = "format-l1.c1";
const docs = "https://docs.cloud-init.io/en/latest/explanation/format/index.html";
const known =
  "#cloud-config, #!, #include, #include-once, #cloud-boothook, #cloud-config-archive, #part-handler, ## template: jinja, or MIME headers";

/** Findings for a document whose kind cloud-init would not know. */
export function headerFindings(document: UserDataDocument): Finding[] {
  if (document.kind !== "unknown" || lacksMimeVersion(document)) return [];
  return [
    byteOrderMark(document) ??
      jinjaLine(document) ??
      misspelt(document) ??
      notFirst(document) ??
      missing(document),
  ];
}

/** The place that cloud-init's validator names for a first line that it does not know and the findings do not name. */
export function headerPlaces({ kind, template, text, lines }: UserDataDocument): Finding[] {
  const rendered = kind === "unknown" && template === "jinja" && asksForJinja(text);
  if (!rendered && kind !== "mime-multipart") return [];
  const message = rendered
    ? say`cloud-init's own validator reports the line after the jinja header.`
    : say`cloud-init's own validator does not read MIME and rejects its first line. cloud-init itself reads it.`;
  const start = rendered ? lines.startOf(1) : 0;
  const range = lines.range(start, start);
  return [{ rule: "schema/place", severity: "hint", message, path: rendered ? "format-l2.c1" : path, range }];
}

/** Whether the text is cloud-config but for its header. */
export function looksLikeCloudConfig({ text }: UserDataDocument): boolean {
  const keys = [...text.slice(0, 20_000).matchAll(/^([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)/gm)];
  return keys.some(([, key = ""]) => Object.hasOwn(topLevelKeys, key) && key !== "version");
}

function finding(
  { lines }: UserDataDocument,
  rule: string,
  message: string,
  span: readonly [number, number],
  fixes: readonly Fix[],
): Finding {
  const [start, end] = span;
  return { rule, severity: "error", message, path, range: lines.range(start, end), fixes, docs };
}

function byteOrderMark(document: UserDataDocument): Finding | undefined {
  if (!document.text.startsWith("\ufeff")) return undefined;
  const fix = {
    title: say`Remove the byte-order mark`,
    edits: [document.lines.edit(0, 1, "")],
    preferred: true,
  };
  const message = say`A byte-order mark precedes the first line, so cloud-init does not recognize the header. Save the file as UTF-8 without it.`;
  return finding(document, "header/byte-order-mark", message, [0, 1], [fix]);
}

function jinjaLine(document: UserDataDocument): Finding | undefined {
  const { text, lines, template } = document;
  if (template === "jinja" ? asksForJinja(text) : !misspeltJinja.test(text.slice(0, 200))) return undefined;
  const start = text.length - text.trimStart().length;
  const line = lines.lineAt(start);
  const end = lines.startOf(line) + lines.lineText(line).length;
  const fix = {
    title: say`Write "## template: jinja" in the first line`,
    edits: [lines.edit(0, end, "## template: jinja")],
    preferred: true,
  };
  const message = say`The first line of a template is "## template: jinja", with these two spaces and nothing else. Nothing can come before it, not even a blank line.`;
  return finding(document, "header/misspelt", message, [0, end], [fix]);
}

/** `## template:jinja`, `##template: jinja`: cloud-init knows the line with exactly one blank in each place. */
const misspeltJinja = /^\s*##[ \t]*template:[ \t]*jinja[ \t]*$/imu;

/** `# cloud-config`, `#cloud_config`, `cloud-config:` … */
const near = /^[ \t]*#*[ \t]*cloud[-_ ]?(?:config|init)(?=[\s:]|$)[^\r\n]*/i;

function misspelt(document: UserDataDocument): Finding | undefined {
  const { text, lines } = document;
  const match = near.exec(text.trimStart().slice(0, 200));
  if (match === null) return undefined;
  const start = text.length - text.trimStart().length;
  const end = start + match[0].trimEnd().length;
  const fix = {
    title: say`Write "#cloud-config"`,
    edits: [lines.edit(start, end, "#cloud-config")],
    preferred: true,
  };
  const message = say`The header is "#cloud-config", spelled exactly like this: cloud-init does not know "${match[0].trim().slice(0, 40)}".`;
  return finding(document, "header/misspelt", message, [start, end], [fix]);
}

function notFirst(document: UserDataDocument): Finding | undefined {
  const { text, lines } = document;
  const match = /^#(?:cloud-config|!)[^\r\n]*(?:\r\n|\r|\n|$)/m.exec(text.slice(0, 8192));
  if (match === null || match.index === 0) return undefined;
  const first = lines.lineText(0);
  const move: Fix = {
    title: say`Move the header to the first line`,
    edits: [
      lines.edit(match.index, match.index + match[0].length, ""),
      lines.edit(0, 0, `${match[0].trimEnd()}\n`),
    ],
    preferred: true,
  };
  const message = say`The header "${match[0].trim()}" must be the first line; only blank lines can come before it.`;
  const place = firstLine(document);
  const result = finding(document, "header/not-first", message, place, [move]);
  const related = {
    range: lines.range(match.index, match.index + match[0].trimEnd().length),
    message: say`The header is here.`,
  };
  return first === "" ? result : { ...result, related: [related] };
}

function missing(document: UserDataDocument): Finding {
  const { lines } = document;
  if (looksLikeCloudConfig(document)) {
    const fix = {
      title: say`Add "#cloud-config"`,
      edits: [lines.edit(0, 0, "#cloud-config\n")],
      preferred: true,
    };
    const message = say`The first line must be "#cloud-config": without it cloud-init ignores the whole text.`;
    return finding(document, "header/missing", message, firstLine(document), [fix]);
  }
  const message = say`cloud-init does not know this kind of user data. The first line must start with ${known}.`;
  return finding(document, "header/unknown", message, firstLine(document), []);
}

function firstLine({ lines }: UserDataDocument): readonly [number, number] {
  return [0, Math.max(1, Math.min(lines.lineText(0).length, 120))];
}
