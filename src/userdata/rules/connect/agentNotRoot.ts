import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment } from "../examples";
import { agentVerb } from "../facts/azure/agent";
import type { Rule } from "../rule";

export const agentNotRoot: Rule = {
  id: "agent-not-root",
  severity: "error",
  title: "azcmagent as a user other than root",
  why: "All azcmagent commands except `show`, `version`, and `help` need root. Otherwise they end with AZCM0018.",
  fix: "User data already runs as root: omit `sudo -u`, `su`, and `runuser`.",
  bad: enrollment(agentProxy, `sudo -u azureuser ${connect()}`),
  good: enrollment(agentProxy, connect()),
  *check({ shell }) {
    for (const command of shell.commands) {
      const verb = agentVerb(command);
      if (verb === "" || command.user.kind === "root" || /^(?:show|version|help|logs)(?: |$)/u.test(verb))
        continue;
      yield {
        span: command.span,
        message: say`azcmagent ${verb.split(" ", 1)[0] ?? ""} needs root, but this runs as ${command.user.name}.`,
      };
    }
  },
};
