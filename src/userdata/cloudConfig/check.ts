/** Judges one cloud-config text: how cloud-init would read it, and whether its validator would take it. */
import { say } from "../../l10n/sentence";
import type { TemplateKind } from "../document";
import { compareFindings, type Finding } from "../finding";
import type { LineIndex } from "../lineIndex";
import type { Slices } from "../slices";
import { jinjaMistake } from "../jinja/jinjaMistake";
import { jinjaText } from "../jinja/jinjaText";
import { maskTemplate } from "../template/templates";
import type { YamlDocument, YamlNode, YamlProblem } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";
import { cloudConfigSchema } from "./catalogue";
import { isCertain } from "./certain";
import { pathOf } from "./location";
import { misreadFindings } from "./yamlMistakes/misread";
import { ignoredParts } from "./ignoredParts";
import type { Problem } from "./validation/problem";
import { pythonLines } from "./yamlMistakes/pythonLines";
import { sectionsAfter } from "./yamlMistakes/recovery";
import { schemaFindings } from "./validation/schemaFindings";
import { slipBehind } from "./yamlMistakes/slips";
import { TooMuchData, validate, type Verdict } from "./validation/validate";
import { validatorPlaces } from "./validation/validatorPlaces";
import {
  duplicateFindings,
  surprisingFindings,
  syntaxFinding,
  syntaxPlaces,
} from "./yamlMistakes/yamlFindings";

export interface CloudConfigCheck {
  /** What cloud-init's own validator would say. For jinja, as far as it can be told without the VM's own data. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  /** Places that its validator would name besides; see `validatorPlaces`. */
  readonly places: readonly Finding[];
  /** The tree of the text as it stands, up to the first mistake; none where the marks of a template had to be masked. */
  readonly yaml?: YamlDocument;
  /** What the catalogue refuses, where the tree was held against it. */
  readonly problems?: readonly Problem[];
}

/** `lines` is the index of the whole text, header included. In slices: it yields between reading, judging and wording. */
export function* checkCloudConfig(
  lines: LineIndex,
  template: TemplateKind | undefined,
): Slices<CloudConfigCheck> {
  const check = yield* checkText(lines, template);
  const ignored = ignoredParts(lines);
  const findings = [...check.findings, ...ignored];
  const places = [...check.places, ...pythonLines([...findings, ...check.places], lines)];
  const valid =
    check.valid && !(ignored.length > 0 && findings.some(({ rule }) => rule === "schema/deprecated"));
  return { ...check, valid, findings, places };
}

function* checkText(lines: LineIndex, template: TemplateKind | undefined): Slices<CloudConfigCheck> {
  const { text } = lines;
  if (template === "jinja") return yield* checkJinja(lines);
  const yaml = readYaml(text);
  yield;
  if (yaml.problem === undefined || template === undefined) {
    return { ...(yield* checkYaml(yaml, lines)), yaml };
  }
  return yield* checkUnfilled(yaml.problem, template, lines);
}

/** What the tree says; whose text it is, the caller knows. */
function* checkYaml({ root, problem }: YamlDocument, lines: LineIndex): Slices<CloudConfigCheck> {
  if (problem !== undefined) {
    const { start } = slipBehind(problem, lines) ?? problem;
    const findings = [syntaxFinding(problem, lines), ...recovered({ ...problem, start }, lines)];
    const places = syntaxPlaces(problem, lines);
    return { valid: false, findings: findings.sort(compareFindings), places };
  }
  if (root?.kind !== "mapping") return { valid: false, findings: [notAMapping(root, lines)], places: [] };
  return yield* checkTree(root, lines);
}

function* checkTree(root: YamlNode, lines: LineIndex): Slices<CloudConfigCheck> {
  const verdict = verdictOn(root);
  yield;
  if (verdict === undefined) {
    return { valid: false, findings: [tooMuch(lines)], places: [], problems: [] };
  }
  const findings = schemaFindings(verdict, lines);
  const places = validatorPlaces(verdict.problems, findings, lines);
  yield;
  const more = [
    ...misreadFindings(root, verdict.problems, lines),
    ...duplicateFindings(root, lines),
    ...surprisingFindings(root, findings, lines),
  ];
  return {
    valid: verdict.problems.length === 0,
    findings: [...findings, ...more].sort(compareFindings),
    places,
    problems: verdict.problems,
  };
}

function verdictOn(root: YamlNode): Verdict | undefined {
  try {
    return validate(root, cloudConfigSchema);
  } catch (error) {
    if (error instanceof TooMuchData) return undefined;
    throw error;
  }
}

/** cloud-init fills in jinja itself, so only what no value can change counts. */
function* checkJinja(lines: LineIndex): Slices<CloudConfigCheck> {
  const { text } = lines;
  const mistake = jinjaMistake(text);
  const masked = maskTemplate(text, "jinja");
  const yaml = readYaml(masked);
  const asItStands = masked === text && { yaml };
  if (mistake !== undefined) {
    const { start, end, message } = mistake;
    const range = lines.range(start, end);
    const finding: Finding = {
      rule: "template/jinja",
      severity: "error",
      message,
      path: "format-l1.c1",
      range,
    };
    return { valid: false, findings: [finding], places: [headerPlace(lines)], ...asItStands };
  }
  const check: CloudConfigCheck = { ...(yield* checkYaml(yaml, lines)), ...asItStands };
  yield;
  if (yaml.problem === undefined && yaml.root?.kind !== "mapping") return check;
  const filled = yaml.problem !== undefined || /\{[%#]/.test(text) ? checkFilled(lines) : filledWell;
  if (yaml.problem !== undefined) {
    if (filled.valid) return { ...check, valid: true, findings: check.findings.map(perhaps), places: [] };
    return { ...check, places: [...check.places, ...filled.places] };
  }
  const problems = check.problems ?? [];
  const certain = problems.filter((problem) => isCertain(problem, text));
  if (certain.length > 0) return { ...check, valid: false };
  if (filled.valid) return { ...check, valid: true, places: [] };
  return { ...check, valid: false, findings: [...check.findings, ...filled.findings], places: filled.places };
}

const filledWell: CloudConfigCheck = { valid: true, findings: [], places: [] };

/** The document as it is once jinja has filled it in: what is wrong there is wrong whatever the values are. */
function checkFilled(lines: LineIndex): CloudConfigCheck {
  const { text, marked, originOf } = jinjaText(lines.text);
  const { root, problem } = readYaml(text);
  const end = (start: number): number => lines.startOf(lines.lineAt(start) + 1);
  const findingAt = (offset: number, path: string, what: string): Finding => {
    const start = originOf(offset);
    const message = say`${what} This is the text after jinja has filled it in: jinja removes the line break after each block, and keeps its indentation.`;
    const range = lines.range(start, Math.max(start, end(start) - 1));
    return { rule: "template/jinja", severity: "error", message, path, range };
  };
  if (problem !== undefined) {
    const finding = findingAt(problem.start, problem.path, problem.message);
    const line = Number(/^format-l(\d+)/.exec(problem.path)?.[1] ?? 1) - 1;
    const start = lines.startOf(line);
    return {
      valid: false,
      findings: [finding],
      places: [{ ...finding, ...hint, range: lines.range(start, start) }],
    };
  }
  if (root?.kind !== "mapping")
    return { valid: false, findings: [findingAt(0, "", say`No keys remain.`)], places: [] };
  const [first] = verdictOn(root)?.problems.filter((each) => isCertain(each, marked)) ?? [];
  if (first === undefined) return filledWell;
  const path = pathOf(first.at);
  const finding = findingAt(first.at.item.node.start, path, say`cloud-init rejects "${path}".`);
  return { valid: false, findings: [finding], places: [] };
}

const hint = {
  rule: "schema/place",
  severity: "hint",
  message: say`cloud-init's own validator counts lines after the template is filled in.`,
} as const;

/** A mistake that stands between branches of which only one is written. */
function perhaps(finding: Finding): Finding {
  if (finding.severity !== "error") return finding;
  const message = say`${finding.message} It may be valid after the template is filled in.`;
  return { ...finding, severity: "information", message };
}

function headerPlace(lines: LineIndex): Finding {
  const message = say`cloud-init's own validator reports the first line. The cause is below.`;
  const range = lines.range(0, lines.lineText(0).length);
  return { rule: "schema/place", severity: "hint", message, path: "format-l1.c1", range };
}

/** A template that another tool fills in first: cloud-init refuses it as it stands, and what stands in it is judged. */
function* checkUnfilled(
  problem: YamlProblem,
  template: TemplateKind,
  lines: LineIndex,
): Slices<CloudConfigCheck> {
  const masked = readYaml(maskTemplate(lines.text, template));
  const inner = yield* checkYaml(masked, lines);
  const name = template === "terraform" ? "Terraform" : "Go";
  const first = syntaxFinding(problem, lines);
  const readable = masked.problem === undefined;
  const message = readable
    ? say`This is a ${name} template: cloud-init rejects it unchanged, so fill it in before you send it.`
    : say`${first.message} The text looks like a ${name} template. Fill it in before you send it.`;
  const finding: Finding = { ...first, rule: "template/unfilled", severity: "information", message };
  return {
    valid: false,
    findings: [finding, ...(readable ? inner.findings : [])],
    places: syntaxPlaces(problem, lines),
  };
}

/** Findings in the parts of the text that the mistake does not touch. */
function recovered(problem: YamlProblem, lines: LineIndex): Finding[] {
  return sectionsAfter(lines.text, problem).flatMap((section) => {
    if (section.problem !== undefined) return [syntaxFinding(section.problem, lines)];
    const verdict = section.root?.kind === "mapping" ? verdictOn(section.root) : undefined;
    if (verdict === undefined || section.root === undefined) return [];
    return [...schemaFindings(verdict, lines), ...duplicateFindings(section.root, lines)];
  });
}

function notAMapping(root: YamlNode | undefined, lines: LineIndex): Finding {
  const empty = root === undefined || (root.kind === "scalar" && root.value.type === "null");
  const message = empty
    ? say`This cloud-config is empty: cloud-init's validator requires at least one key.`
    : say`cloud-config must be a mapping of keys, not a ${root.kind === "sequence" ? say`list` : say`text`}.`;
  const start = root?.start ?? 0;
  const line = lines.lineAt(start);
  const end = empty ? lines.lineText(0).length : lines.startOf(line) + lines.lineText(line).length;
  const range = lines.range(empty ? 0 : start, end);
  return { rule: "schema/not-a-mapping", severity: "error", message, path: "", range };
}

function tooMuch(lines: LineIndex): Finding {
  const message = say`The aliases of this document expand to more data than can be checked.`;
  return {
    rule: "yaml/too-much",
    severity: "error",
    message,
    path: "",
    range: lines.range(0, lines.lineText(0).length),
  };
}
