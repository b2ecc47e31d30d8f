/** What a key or a value is, in markdown. */
import { LineIndex } from "../../lineIndex";
import type { Range } from "../../finding";
import { readDocument } from "../../document";
import { maskTemplate } from "../../template/templates";
import { keyAt } from "../../yaml/keyAt";
import { readYaml } from "../../yaml/readYaml";
import { cloudInitVersion, docsOf } from "../catalogue";
import type { Schema } from "../catalogue/schema";
import { spanOf } from "../location";
import { choices, shownLiteral } from "../validation/messages";
import { schemasAt, type Candidate, type Step } from "./schemaAt";

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** What stands at an offset of a cloud-config; undefined where nothing is known about it. */
export function hover(text: string, offset: number): Hover | undefined {
  const { template } = readDocument(text);
  const { root } = readYaml(template === undefined ? text : maskTemplate(text, template));
  const found = root && keyAt(root, offset);
  if (found === undefined) return undefined;
  const markdown = describe(found.path);
  if (markdown === undefined) return undefined;
  const { start, end } = spanOf(found.key);
  return { range: new LineIndex(text).range(start, end), markdown };
}

/** The words about the key at a path. */
export function describe(steps: readonly Step[]): string | undefined {
  const candidates = schemasAt(steps);
  const [main] = candidates;
  const name = steps.at(-1);
  if (main === undefined || name === undefined) return undefined;
  const { schema } = main;
  const forms = candidates
    .slice(1)
    .flatMap(({ schema: form }) => (form.doc === undefined ? [] : [`- ${form.doc}`]));
  const top = steps.length === 1 && typeof name === "string" ? docsOf(name) : undefined;
  return [
    title(name, main, candidates),
    schema.doc ?? "",
    [...new Set(forms)].join("\n"),
    allowed(candidates),
    schema.default === undefined ? "" : `Default: \`${shownLiteral(plainDefault(schema))}\``,
    outdated(schema),
    schema.example === undefined ? "" : `\`\`\`yaml\n${schema.example.trimEnd()}\n\`\`\``,
    top === undefined ? "" : `[cloud-init ${cloudInitVersion}: ${name}](${top})`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function plainDefault({ default: value }: Schema): string | number | boolean | null {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : (value ?? null);
}

function title(name: Step, { label }: Candidate, candidates: readonly Candidate[]): string {
  const types = [...new Set(candidates.flatMap(({ schema }) => schema.types ?? []))];
  const what = types.length === 0 ? "" : `: ${choices(types, [])}`;
  return `**${name}**${label === undefined ? "" : ` (${label})`}${what}`;
}

function allowed(candidates: readonly Candidate[]): string {
  const values = [...new Set(candidates.flatMap(({ schema }) => schema.values ?? []))];
  if (values.length === 0 || values.length > 20) return "";
  return `Values: ${values.map((value) => `\`${shownLiteral(value)}\``).join(", ")}`;
}

function outdated({ deprecated }: Schema): string {
  if (deprecated === undefined) return "";
  const instead = deprecated.key === undefined ? (deprecated.note ?? "") : `Use \`${deprecated.key}\`.`;
  return `*Deprecated since cloud-init ${deprecated.since}.* ${instead}`.trim();
}
