import type { ShellCommand } from "../../../script/command";
import { baseName } from "../../../script/files";
import { argumentsOf, hasSwitch } from "../../../script/options";
import type { ShellWord } from "../../../script/state";
import { filled, knownStart, literal, written } from "../../../script/value";
import { takesNextWord } from "./agentOptions";
import { verbOf } from "../verb";

/** The words of an `azcmagent` command that are neither options nor their values: `connect existing`. */
export const agentVerb = verbOf("azcmagent", readVerb);

function readVerb(command: ShellCommand): string {
  const words: string[] = [];
  let valueFollows = false;
  for (const word of argumentsOf(command)) {
    const text = literal(word.value) ?? "";
    const isOption = text.startsWith("-");
    if (!isOption && !valueFollows && text !== "") words.push(text);
    valueFollows = isOption && takesNextWord(text);
  }
  return words.join(" ");
}

export function connects(command: ShellCommand): boolean {
  return /^connect(?: |$)/u.test(agentVerb(command));
}

export function connectsExisting(command: ShellCommand): boolean {
  return /^connect existing(?: |$)/u.test(agentVerb(command));
}

/** The proxy that a command gives the agent itself: by its settings, by the tool of older agents, or with its installation. */
export function agentProxyOf(command: ShellCommand): ShellWord | undefined {
  const { program, words } = command;
  if (program === "azcmagent_proxy") return literal(words[1]?.value ?? []) === "add" ? words[2] : undefined;
  if (program !== "azcmagent") return undefined;
  return /^config set proxy\.url(?: |$)/u.test(agentVerb(command)) ? words[4] : undefined;
}

/** Whether the agent has its own proxy after a command: set by itself, or by the installer, which hands on its `--proxy`. */
export function setsAgentProxy(command: ShellCommand): boolean {
  if (agentProxyOf(command) !== undefined) return true;
  const { program = "" } = command;
  if (!shells.has(program) && !program.endsWith(".sh") && !installerName.test(program)) return false;
  return argumentsOf(command).some((word) => /^(?:--proxy(?:=|$)|-p$)/u.test(knownStart(word.value)));
}

const packageManagers = new Set(["apt", "apt-get", "aptitude", "dnf", "microdnf", "yum", "tdnf", "zypper"]);
const shells = new Set(["sh", "bash", "dash", "source", "."]);
/** The installer's two addresses: aka.ms/azcmagent and …/Install_linux_azcmagent.sh. */
const installerAddress = /(?:aka\.ms\/|install_linux_)azcmagent/iu;

/** What people call the installer's file. */
const installerName = /^install[\w-]*azcmagent(?:\.sh)?$/iu;

/** Whether a command installs the Connected Machine agent. `downloads` holds files that came from the installer's address. */
export function installsAgent(command: ShellCommand, downloads: ReadonlySet<string>): boolean {
  const { program } = command;
  if (program === undefined) return false;
  const managesPackages = packageManagers.has(program) || program === "rpm" || program === "dpkg";
  const words = managesPackages ? argumentsOf(command).map((word) => literal(word.value)) : [];
  if (packageManagers.has(program)) return words.includes("install") && words.some(isAgentPackage);
  if (program === "rpm" || program === "dpkg") {
    return words.some((word) => /^-\w*[iU]/u.test(word ?? "")) && words.some(isAgentPackage);
  }
  if (downloads.has(program) && command.words[0] !== undefined) return true;
  if (!shells.has(program)) return installerName.test(program);
  const from = command.pipedFrom;
  if (from !== undefined && fetchesInstaller(from)) return true;
  return argumentsOf(command).some((word) => {
    const path = written(word.value);
    if (literal(word.value) === undefined && installerAddress.test(path)) return true;
    return downloads.has(baseName(path)) || installerName.test(baseName(path));
  });
}

/** Whether a command can be a step of an enrollment, by its program alone; most commands of most scripts cannot. */
export function mayEnroll({ program, words }: ShellCommand, downloads: ReadonlySet<string>): boolean {
  if (program === undefined) return false;
  if (packageManagers.has(program)) return words.some((word) => isAgentPackage(literal(word.value)));
  return enrolling.has(program) || downloads.has(program) || installerName.test(program);
}

const enrolling = new Set([...["az", "azcmagent", "openssl", "curl", "wget", "rpm", "dpkg"], ...shells]);

function isAgentPackage(word: string | undefined): boolean {
  return word?.includes("azcmagent") === true && /^azcmagent(?:$|[=_-])/u.test(baseName(word));
}

export function fetchesInstaller(command: ShellCommand): boolean {
  if (command.program !== "curl" && command.program !== "wget") return false;
  return argumentsOf(command).some((word) => installerAddress.test(filled(word.value, "?")));
}

/** The file that a download of the installer makes; its name only. */
export function downloadedFile(command: ShellCommand): string | undefined {
  const words = argumentsOf(command);
  const flag = command.program === "curl" ? ["-o", "--output"] : ["-O", "--output-document"];
  const index = words.findIndex((word) => flag.includes(literal(word.value) ?? ""));
  const named = index < 0 ? undefined : words[index + 1];
  const redirected = command.redirections.find((each) => each.operator === ">")?.target;
  const path = named?.value ?? redirected;
  if (path !== undefined) return baseName(filled(path, "?"));
  return words.some((word) => literal(word.value) === "-") ? undefined : "azcmagent";
}

export function removesAgent(command: ShellCommand): boolean {
  const { program = "" } = command;
  if (program !== "rpm" && program !== "dpkg" && !packageManagers.has(program)) return false;
  const words = argumentsOf(command).map((word) => literal(word.value) ?? "");
  if (!words.some(isAgentPackage)) return false;
  if (program === "rpm") return words.includes("-e");
  if (program === "dpkg") return words.includes("-r") || words.includes("-P");
  return (
    packageManagers.has(program) && words.some((word) => /^(?:remove|purge|erase|uninstall)$/u.test(word))
  );
}

/** Whether the agent takes its options from elsewhere too: a file of them, or words that only the VM knows. */
export function takesOptionsElsewhere(command: ShellCommand): boolean {
  return hasSwitch(command, ["--config"]) !== "no";
}
