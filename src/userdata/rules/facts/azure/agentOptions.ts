import type { ShellCommand } from "../../../script/command";
import type { OptionUse } from "../../../script/options";
import { argumentsOf, option } from "../../../script/options";
import type { ShellWord } from "../../../script/state";
import { knownStart, literal } from "../../../script/value";

/** One option of `azcmagent`: its long name, its letter, and whether the next word is its value. */
interface AgentOption {
  readonly letter?: string;
  readonly takes: "value" | "nothing";
}

/**
 * The options of `azcmagent connect`. Sources: Microsoft's azcmagent-connect.md (25 September 2025) with the flags common to
 * all commands; `--use-azcli` (agent 1.59) and `--enable-automatic-upgrade` of its release notes; `--vmid`, `--private-key` and
 * `--use-saved-key` of `connect existing`, which no page describes.
 */
const connectOptions = {
  "--subscription-id": { letter: "s", takes: "value" },
  "--resource-group": { letter: "g", takes: "value" },
  "--resource-name": { letter: "n", takes: "value" },
  "--location": { letter: "l", takes: "value" },
  "--tenant-id": { letter: "t", takes: "value" },
  "--vmid": { takes: "value" },
  "--private-key": { takes: "value" },
  "--use-saved-key": { takes: "nothing" },
  "--access-token": { takes: "value" },
  "--service-principal-id": { letter: "i", takes: "value" },
  "--service-principal-secret": { letter: "p", takes: "value" },
  "--service-principal-cert": { takes: "value" },
  "--use-device-code": { takes: "nothing" },
  "--use-azcli": { takes: "nothing" },
  "--user-tenant-id": { takes: "value" },
  "--automanage-profile": { takes: "value" },
  "--cloud": { takes: "value" },
  "--correlation-id": { takes: "value" },
  "--enable-automatic-upgrade": { takes: "nothing" },
  "--gateway-id": { takes: "value" },
  "--ignore-network-check": { takes: "nothing" },
  "--private-link-scope": { takes: "value" },
  "--tags": { takes: "value" },
  "--config": { takes: "value" },
  "--help": { letter: "h", takes: "nothing" },
  "--json": { letter: "j", takes: "nothing" },
  "--log-stderr": { takes: "nothing" },
  "--no-color": { takes: "nothing" },
  "--verbose": { letter: "v", takes: "nothing" },
} as const satisfies Readonly<Record<string, AgentOption>>;

export type AgentOptionName = keyof typeof connectOptions;

export const agentOptionNames: readonly string[] = Object.keys(connectOptions);

const options: ReadonlyMap<string, AgentOption> = new Map(
  Object.entries<AgentOption>(connectOptions).flatMap(([name, use]) =>
    use.letter === undefined
      ? [[name, use] as const]
      : [[name, use] as const, [`-${use.letter}`, use] as const],
  ),
);

/** The names that an option goes by: `--location`, `-l`. */
export function agentNames(name: AgentOptionName): readonly string[] {
  const { letter }: AgentOption = connectOptions[name];
  return letter === undefined ? [name] : [name, `-${letter}`];
}

/** What a command line of `azcmagent connect` says about an option, by either of its names. */
export function agentOption(command: ShellCommand, name: AgentOptionName): OptionUse {
  return option(command, agentNames(name));
}

/** Switches of other verbs (`config set --add`, `disconnect --force-local-only`, `check --enable-pls-check`). */
const otherSwitches = new Set([
  "-a",
  "--add",
  "-r",
  "--remove",
  "-f",
  "--force-local-only",
  "--enable-pls-check",
]);

/** Whether the word behind an option is its value; of an option that is not known, it is taken to be. */
export function takesNextWord(text: string): boolean {
  if (text.includes("=") || otherSwitches.has(text)) return false;
  const known = options.get(text);
  if (known !== undefined) return known.takes === "value";
  return text.startsWith("--") || /^-[a-z]$/u.test(text);
}

/** The words that stand where an option of `azcmagent connect` does and are none. */
export function unknownAgentOptions(command: ShellCommand): readonly ShellWord[] {
  const found: ShellWord[] = [];
  let valueFollows = false;
  for (const word of argumentsOf(command)) {
    const isValue = valueFollows;
    valueFollows = false;
    if (isValue) continue;
    const text = literal(word.value) ?? knownStart(word.value);
    if (text === "--") break;
    if (!/^--?[A-Za-z]/u.test(text)) continue;
    const name = text.replace(/=.*$/su, "");
    // Where the name itself is not certain, nothing is.
    if (name === text && literal(word.value) === undefined) continue;
    valueFollows = takesNextWord(text);
    if (!isKnown(name)) found.push(word);
  }
  return found;
}

/** `-gvalue` and `-vj` are letters with what belongs to them. */
function isKnown(name: string): boolean {
  return options.has(name) || (!name.startsWith("--") && options.has(name.slice(0, 2)));
}
