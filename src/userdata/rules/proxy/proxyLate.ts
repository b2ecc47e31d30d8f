import { say } from "../../../l10n/sentence";
import { installAgent, login, opening, script } from "../examples";
import { hasProxy } from "../facts/network/proxy";
import { needsNetwork } from "../facts/network/network";
import type { Rule } from "../rule";

const [shebang = "", options = "", ...exports] = opening.split("\n");

export const proxyLate: Rule = {
  id: "proxy-late",
  severity: "warning",
  title: "Proxy set after the first command that needs the network",
  why: "The command before it connects without the proxy, waits for its timeout, and fails.",
  fix: "Move the proxy exports to the top of the script.",
  bad: script(
    shebang,
    options,
    "az extension add --name networkcloud --yes",
    ...exports,
    login,
    installAgent,
  ),
  good: script(
    shebang,
    options,
    ...exports,
    "az extension add --name networkcloud --yes",
    login,
    installAgent,
  ),
  *check({ shell, steps }) {
    if (!steps.enrolls) return;
    const index = shell.commands.findIndex((command) => needsNetwork(command) && !hasProxy(command));
    const early = shell.commands[index];
    if (early === undefined || early.lost !== undefined) return;
    const set = shell.commands
      .slice(index)
      .find(
        (command) =>
          command.place === early.place &&
          command.assignments.some((each) => /^https_proxy$/iu.test(each.name)),
      );
    if (set === undefined) return;
    yield {
      span: early.span,
      message: say`This needs the network, but the proxy is exported only later.`,
      related: [{ span: set.span, message: say`The proxy is exported here.` }],
    };
  },
};
