import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import { literal } from "../../script/value";
import { agentProxy, connect, enrollment, installAgent, login, script } from "../examples";
import { hasOwnConfiguration } from "../facts/network/configuredProxy";
import { CSN_PROXY } from "../facts/azure/enrollment";
import { namesProxy, runsDownload, runsScript } from "../facts/installers";
import { needsNetwork } from "../facts/network/network";
import { hasProxy, readerOfProgram, setNames } from "../facts/network/proxy";
import { lineBefore } from "../repairs";
import type { Report, Rule } from "../rule";
import type { Subject } from "../subject";

export const proxyMissing: Rule = {
  id: "proxy-missing",
  severity: "error",
  title: "No proxy for a command that needs the network",
  why: "An Operator Nexus VM reaches Azure only through the proxy of its Cloud Services Network. Programs read different variables, and `sudo`, `su -`, `runuser -l` and `env -i` do not pass them on, to an installer either.",
  fix: "Export HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy as http://169.254.0.11:3128, and NO_PROXY and no_proxy with 169.254.169.254, before the first command that needs the network. Omit `sudo`: user data runs as root. If you need another user, write the variables after it: `sudo -u USER HTTPS_PROXY=… https_proxy=… COMMAND`.",
  bad: script("#!/bin/bash", "set -euo pipefail", login, installAgent, agentProxy, connect()),
  good: enrollment(login, installAgent, agentProxy, connect()),
  *check(subject) {
    const { shell, steps } = subject;
    // Elsewhere the network may need no proxy.
    if (!steps.wantsRelay) return;
    const agent = new Set(steps.installs.map(({ command }) => command));
    const reachesOut = (command: ShellCommand): boolean =>
      needsNetwork(command) || (agent.has(command) && runsScript(command) && !namesProxy(command));
    const bare = shell.commands.filter(
      (command) =>
        (reachesOut(command) || isDroppedDownload(subject, command)) &&
        !hasProxy(command) &&
        !hasOwnConfiguration(subject, command),
    );
    for (const command of bare) if (isDropped(command)) yield dropped(command);
    const first = bare.find((command) => !isDropped(command));
    if (first === undefined || isSetLater(subject, first)) return;
    yield {
      span: first.span,
      message:
        unread(first) ?? say`Nothing exports HTTPS_PROXY for this command. Set the proxy variables first.`,
      repairs: lineBefore(subject, first, exportLine, say`Export the proxy variables first`),
    };
  },
};

const exportLine = [
  `export HTTPS_PROXY=${CSN_PROXY} https_proxy=${CSN_PROXY} HTTP_PROXY=${CSN_PROXY} http_proxy=${CSN_PROXY}`,
  "export NO_PROXY=localhost,127.0.0.1,::1,169.254.169.254 no_proxy=localhost,127.0.0.1,::1,169.254.169.254",
].join("\n");

/** An installer other than the agent's: it is judged where somebody meant it to have the proxy. */
function isDroppedDownload({ shell }: Subject, command: ShellCommand): boolean {
  return isDropped(command) && runsDownload(command, shell.files) && !namesProxy(command);
}

/** Whether the command would have a proxy if nothing in front of it kept the variables back. */
function isDropped(command: ShellCommand): boolean {
  return command.lost !== undefined && hasProxy(command, command.lost.variables);
}

function dropped(command: ShellCommand): Report {
  const by = command.lost?.by ?? "";
  const message = /^(?:sudo|doas)\b/u.test(by)
    ? say`${by} drops the proxy variables. Omit it (user data runs as root), or write them after it: sudo HTTPS_PROXY=… https_proxy=… COMMAND.`
    : say`${by} drops the proxy variables. Set them for this command again.`;
  return { span: command.span, message };
}

/** Where a proxy is set, but not so that the program sees it: what it reads. */
function unread(command: ShellCommand): string | undefined {
  const { program = "" } = command;
  const empty = ["https_proxy", "http_proxy"].find((name) => {
    const content = command.exported.get(name)?.content;
    return content?.kind === "scalar" && literal(content.value) === "";
  });
  const set = setNames(command);
  if (set.length === 0) return undefined;
  if (empty !== undefined)
    return say`${empty} is exported without a value, and ${program} then connects without the proxy.`;
  const { https } = readerOfProgram(program);
  const names = https.flatMap((group) => group.names).join(", ");
  return say`${set.join(" and ")} does not pass ${program} a proxy here: it reads ${names}, and for http ${httpNames(program)}.`;
}

function httpNames(program: string): string {
  return readerOfProgram(program)
    .http.flatMap((group) => group.names)
    .join(", ");
}

/** Set later: that is another rule's business. */
function isSetLater({ shell }: Subject, bare: ShellCommand): boolean {
  return shell.commands
    .slice(shell.commands.indexOf(bare))
    .some(
      (command) =>
        command.place === bare.place && command.assignments.some((each) => /^https_proxy$/iu.test(each.name)),
    );
}
