/** Reads on behind a mistake: the top-level section that holds it is blanked out, and the rest is read again. */
import type { YamlDocument, YamlProblem } from "../../yaml/nodes";
import { readYaml } from "../../yaml/readYaml";

/** A key with its colon, also with one that is wrong; or a word alone: a key that is being typed. */
const topLevelKey = /^["']?[A-Za-z_][\w.-]*["']?[ \t]*(?::(?!\/\/)|[=：\u00a0]|\r?$)/gm;
/** Beyond these the text is too broken, or too long, for more to be of use. */
const maxSections = 4;
const maxTextLength = 100_000;

/**
 * First the problems of further sections, at the end the tree of what could be read. Places stay true, for the blanked
 * sections keep their length. Aliases to anchors in a blanked section are no mistakes.
 */
export function sectionsAfter(text: string, problem: YamlProblem): YamlDocument[] {
  if (text.length > maxTextLength || problem.pathOffset === 0) return [];
  const starts = [...text.matchAll(topLevelKey)].map((match) => match.index);
  const found: YamlDocument[] = [];
  let rest = text;
  let mistake = problem;
  for (let tries = 0; tries < maxSections; tries++) {
    // A mistake may show only behind the section that it was made in.
    const blanked =
      blankSection(rest, starts, mistake.start) ?? blankSection(rest, starts, mistake.pathOffset);
    if (blanked === undefined) return found;
    rest = blanked;
    const document = readYaml(rest);
    if (document.problem === undefined) return [...found, document];
    if (document.problem.message.includes("anchor")) return found;
    if (document.problem.pathOffset !== mistake.pathOffset) {
      found.push({ root: undefined, problem: document.problem });
    }
    mistake = document.problem;
  }
  return found;
}

function blankSection(text: string, starts: readonly number[], mistake: number): string | undefined {
  const start = starts.filter((at) => at <= mistake).at(-1);
  const end = starts.find((at) => at > mistake) ?? text.length;
  if (start === undefined) return undefined;
  const section = text.slice(start, end);
  if (section.trim() === "") return undefined;
  return text.slice(0, start) + section.replace(/[^\r\n]/g, " ") + text.slice(end);
}
