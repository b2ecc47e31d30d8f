import { enrollment, installAgent, login, script } from "../examples";
import { hasProxy } from "../facts/proxy";
import { needsNetwork } from "../facts/network";
import { CSN_PROXY } from "../facts/enrollment";
import { lineBefore } from "../repairs";
import type { Rule } from "../rule";

export const proxyMissing: Rule = {
  id: "proxy-missing",
  severity: "error",
  title: "No proxy for a command that needs the network",
  why: "An Operator Nexus VM reaches Azure only through the proxy of its Cloud Services Network.",
  fix: "Export HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy as http://169.254.0.11:3128, and NO_PROXY and no_proxy with 169.254.169.254, before the first command that needs the network. `sudo` drops them unless it gets `-E`.",
  bad: script("#!/bin/bash", "set -euo pipefail", login, installAgent),
  good: enrollment(login, installAgent),
  *check(subject) {
    const { shell, steps } = subject;
    if (!steps.enrolls) return;
    const reaching = shell.commands.filter(needsNetwork);
    const bare = reaching.find((command) => !hasProxy(command));
    if (bare === undefined) return;
    const index = shell.commands.indexOf(bare);
    // Set later: that is another rule's business.
    if (shell.commands.slice(index).some((command) => command.place === bare.place && setsProxy(command)))
      return;
    if (bare.environment === "dropped" && !mattersBehindSudo(subject, bare.program)) return;
    const dropped = bare.environment === "dropped" && bare.exported.has("HTTPS_PROXY");
    yield {
      span: bare.span,
      message: dropped
        ? "sudo drops the proxy variables. Leave sudo out (user data runs as root), or add -E."
        : "Nothing exports HTTPS_PROXY for this command. Set the proxy variables first.",
      repairs: dropped ? [] : lineBefore(subject, bare, exportLine, "Export the proxy variables first"),
    };
  },
};

const exportLine = [
  `export HTTPS_PROXY=${CSN_PROXY} https_proxy=${CSN_PROXY} HTTP_PROXY=${CSN_PROXY} http_proxy=${CSN_PROXY}`,
  "export NO_PROXY=localhost,127.0.0.1,::1,169.254.169.254 no_proxy=localhost,127.0.0.1,::1,169.254.169.254",
].join("\n");

function setsProxy(command: Parameters<typeof hasProxy>[0]): boolean {
  return command.assignments.some((each) => /^https_proxy$/iu.test(each.name));
}

/** What sudo drops may come back from /etc/environment or the like; only az is judged, and only where no such file is written. */
function mattersBehindSudo(subject: Parameters<Rule["check"]>[0], program: string | undefined): boolean {
  return program === "az" && !/\/etc\/(?:environment|sudoers)/u.test(subject.document.text);
}
