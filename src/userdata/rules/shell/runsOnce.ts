import { say } from "../../../l10n/sentence";
import { argumentsOf } from "../../script/options";
import type { ShellCommand } from "../../script/command";
import { literal } from "../../script/value";
import { script } from "../examples";
import type { Rule } from "../rule";

const forgetful = new Set(["sysctl", "ip", "modprobe"]);

export const runsOnce: Rule = {
  id: "runs-once",
  severity: "hint",
  needs: "shell",
  programs: forgetful,
  title: "Setting that is lost at the next boot",
  why: "User-data scripts and `runcmd` run once, at the first boot of the VM; to change the user data later, you must create the VM again. A setting that is only in memory is lost at a restart. A failed first boot is not repeated either: after a restart `cloud-init status` reports done.",
  fix: "Write it to a place that the system reads at every boot: /etc/sysctl.d, /etc/fstab (`mounts`, `swap`), /etc/modules-load.d, netplan.",
  bad: script("#cloud-config", "runcmd:", "  - sysctl -w net.ipv4.ip_forward=1"),
  good: script(
    "#cloud-config",
    "write_files:",
    "  - path: /etc/sysctl.d/90-forward.conf",
    "    content: net.ipv4.ip_forward=1",
    "runcmd:",
    "  - sysctl --system",
  ),
  *check({ shell }) {
    for (const command of shell.commands) {
      const { place } = command;
      if (place.kind !== "runcmd" && (place.kind !== "script" || place.everyBoot)) continue;
      const remedy = forgotten(command);
      if (remedy !== undefined)
        yield {
          span: command.span,
          message: say`This runs only at the first boot and is lost after a restart. ${remedy}`,
        };
    }
  },
};

function forgotten(command: ShellCommand): string | undefined {
  if (!forgetful.has(command.program ?? "")) return undefined;
  const [first, second] = argumentsOf(command).map((word) => literal(word.value) ?? "");
  switch (command.program ?? "") {
    case "sysctl":
      return first === "-w" ? say`Put it into /etc/sysctl.d.` : undefined;
    case "ip":
      return /^(?:route|r|addr|address|a|link)$/u.test(first ?? "") &&
        /^(?:add|replace|set)$/u.test(second ?? "")
        ? say`Put it into the network configuration.`
        : undefined;
    case "modprobe":
      return first !== undefined && !first.startsWith("-")
        ? say`Put it into /etc/modules-load.d.`
        : undefined;
    default:
      return undefined;
  }
}
