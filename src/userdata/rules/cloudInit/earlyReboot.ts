import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { argumentsOf } from "../../script/options";
import { literal } from "../../script/value";
import { script } from "../examples";
import type { Rule } from "../rule";

const programs = new Set(["reboot", "poweroff", "halt", "shutdown", "systemctl", "init", "telinit"]);

export const earlyReboot: Rule = {
  id: "early-reboot",
  severity: "error",
  needs: "shell",
  programs,
  title: "Restart before all commands have run",
  why: "A restart or power-off in `runcmd` or a script ends the boot there. The commands after it do not run, not even after the restart, because cloud-init then reports `status: done`. In `bootcmd`, which runs at every boot, the VM restarts forever.",
  fix: "Let cloud-init restart the VM when it has finished: `power_state: {mode: reboot, timeout: 120}`.",
  bad: script("#cloud-config", "runcmd:", "  - systemctl reboot", "  - echo ready"),
  good: script(
    "#cloud-config",
    "runcmd:",
    "  - echo ready",
    "power_state:",
    "  mode: reboot",
    "  timeout: 120",
  ),
  *check({ shell: { commands } }) {
    for (const [order, command] of commands.entries()) {
      const { place } = command;
      if (!restarts(command)) continue;
      if (place.kind === "bootcmd" || (place.kind === "script" && place.everyBoot)) {
        if (command.flow.guarded) continue;
        yield { span: command.span, message: say`This runs at every boot, so the VM restarts forever.` };
      } else if (order < commands.length - 1) {
        yield {
          span: command.span,
          message: say`The commands after it do not run, not even after the restart. Use power_state.`,
        };
      }
    }
  },
};

const stopping = new Set(["reboot", "poweroff", "halt"]);

function restarts(command: ShellCommand): boolean {
  if (!programs.has(command.program ?? "")) return false;
  const words = argumentsOf(command).map((word) => literal(word.value) ?? "");
  switch (command.program ?? "") {
    case "reboot":
    case "poweroff":
    case "halt":
      return !words.includes("--help") && !words.includes("-w");
    case "shutdown":
      return !words.includes("-c") && words.some((word) => word === "now" || word === "+0");
    case "systemctl":
      return words.some((word) => stopping.has(word) || word === "kexec");
    case "init":
    case "telinit":
      return words[0] === "0" || words[0] === "6";
    default:
      return false;
  }
}
