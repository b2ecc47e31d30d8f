import type { ShellCommand } from "../../../script/command";
import { argumentsOf, option } from "../../../script/options";
import { literal, written } from "../../../script/value";
import { azVerb } from "./az";

/** A setting of az: `use_dynamic_install` of `extension`. */
export interface AzSetting {
  readonly section: string;
  readonly name: string;
}

/**
 * What a setting of az is for a command, in small letters: from the variable `AZURE_SECTION_NAME`, which wins, or from an
 * `az config set` or `az configure --defaults` before it. Nothing where the script does not set it; what
 * only the VM knows stands as written. Source: knack's `CLIConfig` and azure-cli 2.45.
 */
export function azSetting(
  commands: readonly ShellCommand[],
  at: number,
  { section, name }: AzSetting,
): string | undefined {
  const used = commands[at];
  const own = used && variableOf(used, `AZURE_${section}_${name}`.toUpperCase());
  if (own !== undefined) return own.toLowerCase();
  for (let index = at - 1; index >= 0; index--) {
    const command = commands[index];
    const found = command && setBy(command, section, name);
    if (found !== undefined) return found.toLowerCase();
  }
  return undefined;
}

/** A variable as az sees it. */
function variableOf(command: ShellCommand, name: string): string | undefined {
  const content = command.exported.get(name)?.content;
  return content?.kind === "scalar" ? written(content.value) : undefined;
}

function setBy(command: ShellCommand, section: string, name: string): string | undefined {
  const verb = azVerb(command);
  if (verb.startsWith("config set")) return valueIn(command, `${section}.${name}=`);
  if (
    verb === "configure" &&
    section === "defaults" &&
    option(command, ["--defaults", "-d"]).kind === "given"
  )
    return valueIn(command, `${name}=`);
  return undefined;
}

function valueIn(command: ShellCommand, start: string): string | undefined {
  const texts = argumentsOf(command).map((word) => literal(word.value) ?? written(word.value));
  return texts.findLast((text) => text.startsWith(start))?.slice(start.length);
}

/** Whether a setting's text stands for true (Python's `configparser`). */
export function isOn(setting: string | undefined): boolean {
  return setting !== undefined && ["1", "yes", "true", "on"].includes(setting);
}
