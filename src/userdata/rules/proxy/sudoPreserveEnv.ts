import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { enrollment, installAgent, login } from "../examples";
import { runsDownload } from "../facts/installers";
import { needsNetwork } from "../facts/network/network";
import { addressNames } from "../facts/network/proxy";
import type { Rule } from "../rule";

export const sudoPreserveEnv: Rule = {
  id: "sudo-preserve-env",
  severity: "warning",
  title: "`sudo -E` for the proxy variables",
  why: "On Ubuntu 25.10 and later `sudo` is sudo-rs. It ignores `-E`, and version 0.2.5 ignores `--preserve-env=LIST` too: a warning, and the command runs without the proxy.",
  fix: "Omit `sudo`, because user data runs as root. Otherwise write `sudo HTTPS_PROXY=… https_proxy=… COMMAND`.",
  bad: enrollment(login, "sudo -E curl -fsSL -o /tmp/tool https://aka.ms/tool", installAgent),
  good: enrollment(login, "curl -fsSL -o /tmp/tool https://aka.ms/tool", installAgent),
  *check({ shell, steps }) {
    if (!steps.enrolls && !steps.wantsRelay) return;
    for (const command of shell.commands) {
      const by = command.lost?.doubtful === true ? command.lost.by : undefined;
      if (by === undefined) continue;
      if (!needsNetwork(command) && !isInstaller(command) && !runsDownload(command, shell.files)) continue;
      if (!addressNames.some((name) => cameThrough(command, name))) continue;
      yield {
        span: command.span,
        message: say`sudo-rs, the sudo of Ubuntu 25.10 and later, ignores this option of ${by}, and the proxy variables are lost. Omit sudo, or write sudo HTTPS_PROXY=… https_proxy=….`,
      };
    }
  },
};

/** Whether a variable reaches the command only because sudo passed it on. */
function cameThrough({ lost, exported }: ShellCommand, name: string): boolean {
  const variable = exported.get(name);
  return variable !== undefined && lost?.variables.get(name) === variable;
}

/** A script that is run by a shell: an installer, in an enrollment. */
function isInstaller({ program, words }: ShellCommand): boolean {
  return (program === "bash" || program === "sh") && words.length > 1;
}
