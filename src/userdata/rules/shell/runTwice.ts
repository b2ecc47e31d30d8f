import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { argumentsOf, hasSwitch } from "../../script/options";
import { literal } from "../../script/value";
import { agentProxy, connect, enrollment } from "../examples";
import { agentVerb, connects } from "../facts/azure/agent";
import type { Rule } from "../rule";
import type { Subject } from "../subject";

const line = "echo HTTPS_PROXY=http://169.254.0.11:3128";

export const runTwice: Rule = {
  id: "run-twice",
  severity: "warning",
  needs: "shell",
  title: "Not safe to run twice",
  why: "A script is run again manually when a step failed, and `bootcmd`, a boothook and a text/x-shellscript-per-boot part run at every boot. After a failed boot, a restart runs nothing again: cloud-init treats the instance as done, reports `status: done`, and discards the failure. Lines that are appended twice, existing users, and a connected machine make the second run fail.",
  fix: "Write complete files (`>`), use `mkdir -p` and `ln -sf`, and check before you act: `id user || useradd user`, `azcmagent show | grep -q Connected || azcmagent connect …`.",
  bad: enrollment(`${line} >> /etc/environment`, agentProxy, connect()),
  good: enrollment(`${line} > /etc/environment`, agentProxy, connect()),
  *check(subject) {
    for (const command of subject.shell.commands) {
      if (command.flow.guarded || command.flow.reached === "maybe") continue;
      const message = trouble(subject, command);
      if (message !== undefined) yield { span: command.span, message };
    }
  },
};

function trouble(subject: Subject, command: ShellCommand): string | undefined {
  const everyBoot = everyBootName(command);
  if (everyBoot !== undefined && connects(command)) {
    return say`${everyBoot} runs at every boot, but the agent connects only once. Move this to runcmd.`;
  }
  const appended = appends(command);
  if (everyBoot !== undefined && appended !== undefined)
    return say`${everyBoot} runs at every boot and appends this to ${appended} each time. Write the complete file, or check first.`;
  if (!subject.steps.enrolls) return undefined;
  if (agentVerb(command) === "genkey" && everyBoot !== undefined) {
    return say`${everyBoot} runs at every boot and generates a new key each time.`;
  }
  if (appended !== undefined)
    return say`A second run appends this to ${appended} again. Write the complete file, or check first.`;
  const failing =
    command.flow.status === "plain" && command.options.errexit ? failsAgain(command) : undefined;
  return failing;
}

/** The file of the system or of an account that a command appends to; a log is meant to grow. */
function appends(command: ShellCommand): string | undefined {
  for (const { operator, target } of command.redirections) {
    const path = operator === ">>" ? literal(target) : undefined;
    if (path !== undefined && systemFile.test(path)) return path;
  }
  if (command.program !== "tee") return undefined;
  const words = argumentsOf(command).map((word) => literal(word.value) ?? "");
  const adds = words.some((word) => /^(?:-[a-z]*a|--append)/u.test(word));
  return adds ? words.find((path) => systemFile.test(path)) : undefined;
}

const systemFile = /^\/(?:etc|root|home)\//u;

/** What a command that runs at every boot stands in. */
function everyBootName({ place }: ShellCommand): string | undefined {
  if (place.kind === "bootcmd") return "bootcmd";
  if (place.kind !== "script" || !place.everyBoot) return undefined;
  return place.folder === "boothooks" ? "A boothook" : say`A per-boot script`;
}

/** Commands that fail when what they make already exists. */
function failsAgain(command: ShellCommand): string | undefined {
  switch (command.program ?? "") {
    case "mkdir":
      return hasSwitch(command, ["-p", "--parents"]) === "no" && !hasShort(command, "p")
        ? say`mkdir fails when the directory exists. Use mkdir -p.`
        : undefined;
    case "ln":
      return hasShort(command, "f") ? undefined : say`ln fails when the link exists. Use ln -sf.`;
    case "useradd":
    case "groupadd":
      return say`${command.program ?? ""} fails if the name exists. Check first with id or getent.`;
    default:
      return undefined;
  }
}

function hasShort(command: ShellCommand, letter: string): boolean {
  return argumentsOf(command).some((word) =>
    new RegExp(`^-[a-zA-Z]*${letter}`, "u").test(literal(word.value) ?? ""),
  );
}
