/**
 * Every text for people, found in the code's syntax tree: what is given to `vscode.l10n.t`, the sentences that `say` marks, what a
 * command is about to do (`intent`), and the texts of the ten steps.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { steps } from "../../src/enrollment/steps";
import { targetRules } from "../../src/enrollment/target/targetRules";
import { cloudConfigSchema } from "../../src/userdata/cloudConfig/catalogue";
import { severities } from "../../src/userdata/finding";
import { rules } from "../../src/userdata/rules";
import { textsOfLogs } from "./logTexts";
import { root } from "./paths";

/** Those of VS Code's bundle: sorted, each once. */
export function stringsOfCode(): string[] {
  return sorted([...textsOfFiles((file) => !isAboutUserData(file)), ...textsOfSteps()]);
}

/** Those about user data and its logs, which are read when one of them is first shown (`src/l10n/userData.ts`): sorted, each once. */
export function stringsAboutUserData(): string[] {
  return sorted([
    ...textsOfFiles(isAboutUserData),
    ...textsOfRules(),
    ...notesOfCatalogue(),
    ...textsOfLogs(),
  ]);
}

function isAboutUserData(file: string): boolean {
  return file.startsWith("userdata/") || file.startsWith("enrollment/diagnose/");
}

function textsOfFiles(wanted: (file: string) => boolean): string[] {
  return readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll(path.sep, "/"))
    .filter((file) => file.endsWith(".ts") && wanted(file))
    .flatMap((file) => textsIn(path.join(root, "src", file)));
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/** What the catalogue says about outdated forms. */
function notesOfCatalogue(): string[] {
  const notes: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("since" in value && "note" in value) notes.push(String(value.note));
    Object.values(value).forEach(visit);
  };
  visit(cloudConfigSchema);
  return notes;
}

function textsOfRules(): string[] {
  return [...rules.flatMap(({ title, why, fix }) => [title, why, fix]), ...severities];
}

function textsOfSteps(): string[] {
  const all = steps.flatMap(({ title, why, pitfalls }) => [
    title,
    why,
    ...pitfalls.flatMap(({ symptom, cause, fix }) => [symptom, cause, fix]),
  ]);
  return [...all, ...Object.values(targetRules).map(({ words }) => words)];
}

function textsIn(file: string): string[] {
  const text = readFileSync(file, "utf8");
  if (!/\bt\(|\bsay`|\bintent: /.test(text)) return [];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression))
      texts.push(...literals(node.arguments[0]));
    if (ts.isTaggedTemplateExpression(node) && isSay(node.tag)) texts.push(templateOf(node.template));
    if (ts.isPropertyAssignment(node) && isIntent(node.name)) texts.push(...literals(node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return texts;
}

/** `t(…)`, `l10n.t(…)`, `vscode.l10n.t(…)`, `look.t(…)`. */
function isTranslation(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "t";
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "t";
}

function isSay(tag: ts.Expression): boolean {
  return ts.isIdentifier(tag) && tag.text === "say";
}

function isIntent(name: ts.PropertyName): boolean {
  return ts.isIdentifier(name) && name.text === "intent";
}

/** Values stand as `{0}`, `{1}`, … */
function templateOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (text, { literal }, index) => `${text}{${index}}${literal.text}`,
    template.head.text,
  );
}

/** A text, or both of a choice between two. */
function literals(argument: ts.Expression | undefined): string[] {
  if (argument === undefined) return [];
  if (ts.isStringLiteralLike(argument)) return [argument.text];
  if (ts.isConditionalExpression(argument))
    return [...literals(argument.whenTrue), ...literals(argument.whenFalse)];
  return [];
}
