/**
 * Where a mistake of YAML was made. A reader notices a key without its colon only at the next line, and an open quote only at the
 * end of the text; here the line is found that the writer has to change, and what to change in it.
 */
import { say } from "../../../l10n/sentence";
import type { LineIndex } from "../../lineIndex";
import type { YamlProblem } from "../../yaml/nodes";
import { blockAbove } from "./blockText";
import { invisibleIn, invisibleName, spacesFor } from "./invisible";

export interface Slip {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** One repair: the text between the two offsets is replaced. */
  readonly repair?: {
    readonly title: string;
    readonly from: number;
    readonly to: number;
    readonly text: string;
  };
}

/** The slip behind a problem; nothing where the reader's own place and words are the best. */
export function slipBehind(problem: YamlProblem, lines: LineIndex): Slip | undefined {
  const { message, start, pathOffset } = problem;
  if (message.startsWith('A ":" is missing'))
    return lineSlip(lines, lines.lineAt(pathOffset)) ?? noColon(lines, pathOffset);
  if (message.startsWith('A second ": "')) return earlierSlip(lines, start);
  if (message.startsWith("The closing quote is missing")) return openedAt(pathOffset, message, lines);
  if (message.includes("is missing before")) return openBracket(problem, lines);
  if (message.includes("cannot continue with"))
    return lineSlip(lines, lines.lineAt(start)) ?? invisibleBefore(lines, start) ?? openQuote(problem, lines);
  return undefined;
}

function invisibleBefore(lines: LineIndex, at: number): Slip | undefined {
  const earlier = before(lines, lines.lineAt(at));
  return earlier && invisibleSlip(lines, earlier);
}

/** A line with its place and without what is blank around it. */
interface Line {
  readonly number: number;
  readonly offset: number;
  readonly text: string;
  readonly indent: number;
}

function lineOf(lines: LineIndex, number: number): Line {
  const whole = lines.lineText(number);
  const indent = whole.length - whole.trimStart().length;
  return { number, offset: lines.startOf(number) + indent, text: whole.trim(), indent };
}

function before(lines: LineIndex, number: number): Line | undefined {
  for (let at = number - 1; at >= 0; at--) {
    const line = lineOf(lines, at);
    if (line.text !== "" && !line.text.startsWith("#")) return line;
  }
  return undefined;
}

function slip(line: Line, message: string, repair?: Slip["repair"]): Slip {
  const end = line.offset + line.text.length;
  return { start: line.offset, end, message, ...(repair && { repair }) };
}

/** A key whose colon touches its value; an address (`http://`) is not one. */
const tightColon = /^(?:-\s+)*(["']?[A-Za-z_][\w.-]*["']?):(?=[^\s:])(?!\/\/)/u;
const tightDash = /^-(?=[^\s-])/u;
const equalSign = /^(?:-\s+)*[a-z_][a-z_-]*(\s*=\s*)\S/u;
const otherColon = /^(?:-\s+)*[\w.-]+\s*([：﹕ː])\s*/u;

/** What is wrong with a line by itself. */
export function lineSlip(lines: LineIndex, number: number): Slip | undefined {
  const line = lineOf(lines, number);
  const { text, offset } = line;
  const key = keyWithoutColon(line);
  if (key !== undefined) return key;
  const block = blockAbove(lines, number);
  if (block !== undefined) {
    const opening = invisibleSlip(lines, lineOf(lines, block));
    if (opening !== undefined) return opening;
    const message = say`This line is not indented, so it does not belong to the text that starts in line ${block + 1}.`;
    return slip(line, message);
  }
  return invisibleSlip(lines, line) ?? tightSlip(line, text, offset);
}

function tightSlip(line: Line, text: string, offset: number): Slip | undefined {
  const colon = tightColon.exec(text);
  if (colon !== null) return spaceAt(line, offset + colon[0].length, "colon");
  if (tightDash.test(text)) return spaceAt(line, offset + 1, "dash");
  const wrong = otherColon.exec(text);
  if (wrong?.[1] !== undefined) {
    const from = offset + wrong[0].indexOf(wrong[1]);
    const message = say`"${wrong[1]}" is not a colon that YAML recognizes.`;
    return slip(line, message, {
      title: say`Write a colon and a space`,
      from,
      to: offset + wrong[0].length,
      text: ": ",
    });
  }
  const sign = equalSign.exec(text);
  if (sign?.[1] === undefined) return undefined;
  const from = offset + sign[0].indexOf(sign[1]);
  const repair = { title: say`Write a colon and a space`, from, to: from + sign[1].length, text: ": " };
  return slip(line, say`A key and its value are joined by ": ", not by "=".`, repair);
}

function spaceAt(line: Line, at: number, after: "colon" | "dash"): Slip {
  const repair = { title: say`Put a space after the ${after}`, from: at, to: at, text: " " };
  return slip(line, say`A space is missing after the ${after}.`, repair);
}

/** A blank that YAML takes for a letter, where the structure needs a space. */
function invisibleSlip(lines: LineIndex, { number, offset, text }: Line): Slip | undefined {
  const whole = lines.lineText(number);
  const found = invisibleIn(whole);
  if (found === undefined) return undefined;
  const from = lines.startOf(number) + found.start;
  const to = lines.startOf(number) + found.end;
  const message = say`${invisibleName(whole.charAt(found.start))} is here, which YAML reads as a letter. Write a space.`;
  return {
    start: Math.min(offset, from),
    end: offset + text.length,
    message,
    repair: { title: say`Write spaces`, from, to, text: spacesFor(whole.slice(found.start, found.end)) },
  };
}

/** `permissions '0600'`: a key of cloud-config that is no program's name, so that the line is no text of a script. */
function keyWithoutColon(line: Line): Slip | undefined {
  const [, dashes = "", key = ""] = /^((?:-\s+)*)([a-z_]+)(?=\s+[^\s:=]|$)/u.exec(line.text) ?? [];
  if (!certainKeys.has(key)) return undefined;
  const at = line.offset + dashes.length + key.length;
  return slip(line, say`A colon is missing after "${key}".`, {
    title: say`Add a colon`,
    from: at,
    to: at,
    text: ":",
  });
}

const certainKeys: ReadonlySet<string> = new Set(
  "permissions owner encoding defer append content passwd hashed_passwd plain_text_passwd lock_passwd homedir gecos uid ssh_authorized_keys primary_group runcmd bootcmd write_files packages package_update package_upgrade users chpasswd ssh_pwauth power_state disable_root".split(
    " ",
  ),
);

/** A word alone, where a key must stand. */
function noColon(lines: LineIndex, at: number): Slip {
  const line = lineOf(lines, lines.lineAt(at));
  const isKey = /^[A-Za-z_][\w-]*$/u.test(line.text);
  const end = line.offset + line.text.length;
  if (!isKey) return slip(line, say`A ":" is missing: this line is where a key of the mapping must be.`);
  return slip(line, say`A colon is missing after "${line.text}".`, {
    title: say`Add a colon`,
    from: end,
    to: end,
    text: ":",
  });
}

/** A second colon in one text that started on the line before: that line, or an indentation that is too deep. */
function earlierSlip(lines: LineIndex, at: number): Slip | undefined {
  const line = lineOf(lines, lines.lineAt(at));
  if (/:\s/u.test(lines.lineText(line.number).slice(0, at - lines.startOf(line.number)))) return undefined;
  const earlier = before(lines, line.number);
  if (earlier === undefined) return undefined;
  const found = lineSlip(lines, earlier.number);
  if (found !== undefined) return found;
  const isBare = /^(?:-\s+)*[A-Za-z_][\w-]*$/u.test(earlier.text);
  if (isBare) return noColon(lines, earlier.offset);
  if (line.indent <= earlier.indent) return undefined;
  return slip(
    line,
    say`This line is indented more than line ${earlier.number + 1}, so YAML reads it as part of that line's value.`,
  );
}

function openedAt(offset: number, message: string, lines: LineIndex): Slip {
  const number = lines.lineAt(offset);
  return { start: offset, end: lines.startOf(number) + lines.lineText(number).length, message };
}

/** A list or mapping in brackets that the next key finds open. */
function openBracket({ start, pathOffset, message }: YamlProblem, lines: LineIndex): Slip | undefined {
  const opened = lines.lineAt(pathOffset);
  const line = lineOf(lines, lines.lineAt(start));
  if (line.number === opened || line.indent > lineOf(lines, opened).indent || !/^[\w-]+:/u.test(line.text))
    return undefined;
  const bracket = lines.text.charAt(pathOffset);
  return openedAt(pathOffset, say`The "${bracket}" that opens here is not closed. ${message}`, lines);
}

/** A quote that was left open closes at the next quote, one line late. */
function openQuote({ start }: YamlProblem, lines: LineIndex): Slip | undefined {
  const quote = lines.text.charAt(start - 1);
  const number = lines.lineAt(start);
  if (quote !== '"' && quote !== "'") return undefined;
  const earlier = before(lines, number);
  const at = earlier === undefined ? -1 : earlier.text.lastIndexOf(quote);
  if (earlier === undefined || at < 0 || earlier.text.split(quote).length % 2 === 1) return undefined;
  return openedAt(
    earlier.offset + at,
    say`The quote that opens here is closed in line ${number + 1}: its own closing quote is missing.`,
    lines,
  );
}
