import type { ShellCommand } from "../../../script/command";
import { argumentsOf, hasSwitch, option } from "../../../script/options";
import { literal } from "../../../script/value";
import { opensslVerb } from "./openssl";

/** What a command does with base64: encodes it in one line or in several, or decodes it. */
export type Base64Use = "one line" | "lines" | "decodes" | "unclear";

/** How a command uses base64; nothing for other commands. Sources: GNU coreutils 9.1 (`-w` is 76), openssl 3.0 (64 unless `-A`). */
export function base64Of(command: ShellCommand): Base64Use | undefined {
  const { program } = command;
  if (program === "base64") return coreutils(command);
  if (program === "basenc") return hasSwitch(command, ["--base64"]) === "no" ? undefined : coreutils(command);
  const verb = opensslVerb(command);
  const encodes = verb === "base64" || (verb === "enc" && hasSwitch(command, ["-base64", "-a"]) === "yes");
  if (!encodes) return undefined;
  if (hasSwitch(command, ["-d"]) === "yes") return "decodes";
  const joined = hasSwitch(command, ["-A"]);
  return joined === "unclear" ? "unclear" : joined === "yes" ? "one line" : "lines";
}

function coreutils(command: ShellCommand): Base64Use {
  if (argumentsOf(command).some((word) => /^-[di]*[dD]|^--decode$/u.test(literal(word.value) ?? "")))
    return "decodes";
  const width = option(command, ["-w", "--wrap"]);
  if (width.kind === "absent") return "lines";
  const columns = width.kind === "given" ? literal(width.value) : undefined;
  if (columns === undefined || !/^\d+$/u.test(columns)) return "unclear";
  return Number(columns) === 0 ? "one line" : Number(columns) < 300 ? "lines" : "unclear";
}
