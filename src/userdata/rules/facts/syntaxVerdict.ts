import type { Program } from "../../script/programs";
import { checkSyntax } from "../../script/syntax/check";
import type { SyntaxCheck } from "../../script/syntax/check";
import { isSurelySound } from "../../script/syntax/sound";
import type { OpenDocument, SyntaxProblem } from "../../script/syntax/problem";
import type { TemplateKind } from "../../document";
import { maskTemplate } from "../../template/templates";
import type { Subject } from "../subject";
import { once } from "./once";

/** What is wrong with the syntax of one program. */
export interface SyntaxVerdict {
  readonly program: Program;
  /** Which shell reads it, as a reader knows it. */
  readonly shell: "bash" | "sh" | "sh or bash";
  /** An error for every shell that may read it. */
  readonly problem: SyntaxProblem | undefined;
  /** An error in dash alone: bash would read the text. */
  readonly dashProblem: SyntaxProblem | undefined;
  readonly openDocument: OpenDocument | undefined;
}

/** The programs of a document with something wrong in their syntax. */
export const syntaxVerdicts = once((subject: Subject): readonly SyntaxVerdict[] => {
  const asBash = shIsBash(subject);
  return subject.shell.programs.flatMap((program) => verdictOf(program, subject, asBash) ?? []);
});

const redHat = new Set(["dnf", "yum", "tdnf", "microdnf", "zypper", "subscription-manager"]);
const debian = new Set(["apt", "apt-get", "apt-key", "dpkg", "add-apt-repository", "snap"]);

/** Whether the document is for systems whose sh is bash: it installs with their package manager and with no other. */
export const shIsBash = once(({ shell }: Subject): boolean => {
  let found = false;
  for (const { program } of shell.commands) {
    if (program === undefined) continue;
    if (debian.has(program)) return false;
    found ||= redHat.has(program);
  }
  return found;
});

/** Marks that steer a template: what text they leave, only the tool that fills it in knows. */
const steering = /\{%|%\{|\{#/u;

function verdictOf(program: Program, { document }: Subject, asBash: boolean): SyntaxVerdict | undefined {
  const { template, kind } = document;
  // Without a header nothing runs: it may be any text that speaks of commands.
  if (kind === "unknown" && program.place.kind === "script") return undefined;
  if (isRead(program, template, asBash)) return undefined;
  const { text } = program.source;
  if (template !== undefined && steering.test(text)) return undefined;
  const certain = template === undefined || !text.includes("{{") ? text : maskTemplate(text, template);
  const verdict = { program, ...judge(program, certain, asBash) };
  return verdict.problem || verdict.dashProblem || verdict.openDocument ? verdict : undefined;
}

/** Whether the tolerant parser's reading is enough to know that the shell finds no fault: that of most programs. */
function isRead({ parsed, dialect }: Program, template: TemplateKind | undefined, asBash: boolean): boolean {
  const shell = asBash && dialect === "sh" ? "bash" : dialect;
  if (parsed === undefined || shell === undefined) return false;
  return parsed.every(
    ({ text }) => (template === undefined || !/\{[{%#]|%\{/u.test(text)) && isSurelySound(text, shell),
  );
}

function judge({ dialect }: Program, text: string, asBash: boolean): Omit<SyntaxVerdict, "program"> {
  if (dialect === "bash" || (dialect === "sh" && asBash)) {
    return { shell: dialect, dashProblem: undefined, ...reached(checkSyntax(text, "bash")) };
  }
  const shell = dialect ?? "sh or bash";
  const dash = reached(checkSyntax(text, "sh"));
  if (dash.problem === undefined) return { shell, dashProblem: undefined, ...dash };
  const bash = reached(checkSyntax(text, "bash"));
  const both = { shell, openDocument: dash.openDocument } as const;
  const dashOnly = dialect === undefined ? undefined : dash.problem;
  if (bash.problem === undefined) return { ...both, problem: undefined, dashProblem: dashOnly };
  if (bash.problem.command === dash.problem.command)
    return { ...both, problem: dash.problem, dashProblem: undefined };
  return { ...both, problem: bash.problem, dashProblem: dashOnly };
}

/** Without what stands behind an `exit`: no shell reads so far. */
function reached({
  problem,
  openDocument,
  exit,
}: SyntaxCheck): Pick<SyntaxCheck, "problem" | "openDocument"> {
  return {
    problem: problem !== undefined && problem.command > exit ? undefined : problem,
    openDocument: openDocument !== undefined && openDocument.at > exit ? undefined : openDocument,
  };
}
