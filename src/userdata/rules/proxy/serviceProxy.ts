import { say } from "../../../l10n/sentence";
import { serviceClients, type ServiceClient } from "../../../arm/proxies/services";
import type { ShellCommand } from "../../script/command";
import { argumentsOf } from "../../script/options";
import { knownStart, literal } from "../../script/value";
import { enrollment, installAgent, login } from "../examples";
import type { Rule } from "../rule";
import type { Subject } from "../subject";

const snapProxy = "snap set system proxy.http=http://169.254.0.11:3128 proxy.https=http://169.254.0.11:3128";

export const serviceProxy: Rule = {
  id: "service-proxy",
  severity: "error",
  title: "Service used for a download without a proxy",
  why: "`snap` and `docker` delegate the work to a service. The service does not read the variables of the script, so it connects without the proxy.",
  fix: "Run `snap set system proxy.http=http://169.254.0.11:3128 proxy.https=http://169.254.0.11:3128` first, or write the variables to /etc/environment and restart snapd. For Docker, write a drop-in for docker.service, or `proxies` in /etc/docker/daemon.json (Docker 23.0 and later), and restart it.",
  bad: enrollment(login, "snap install helm", installAgent),
  good: enrollment(login, snapProxy, "snap install helm", installAgent),
  *check(subject) {
    if (!subject.steps.wantsRelay && !subject.steps.enrolls) return;
    const told = new Set<ServiceClient>();
    let order = 0;
    for (const command of subject.shell.commands) {
      const client = clientOf(command);
      if (client !== undefined && !told.has(client) && !isConfigured(subject, client, order)) {
        told.add(client);
        yield {
          span: command.span,
          message: say`${client.service} does not read the proxy variables of this script. First: ${client.fix}.`,
        };
      }
      order++;
    }
  },
};

/** The agent has a rule of its own (`agent-proxy-missing`). */
const clients = serviceClients.filter(({ program }) => program !== "azcmagent");

function clientOf(command: ShellCommand): ServiceClient | undefined {
  const client = clients.find(({ program }) => program === command.program);
  if (client === undefined) return undefined;
  const verb = argumentsOf(command)
    .map((word) => literal(word.value))
    .find((word) => word?.startsWith("-") === false);
  return client.verbs.test(verb ?? "") ? client : undefined;
}

/** Whether the service has a proxy of its own before the command of that place: by its settings, or by its unit's environment. */
function isConfigured({ document, shell }: Subject, client: ServiceClient, order: number): boolean {
  const { text } = document;
  if (client.program === "docker") return text.includes("docker.service.d") || setsDockerProxy(text);
  const before = shell.commands.slice(0, order);
  if (before.some(setsSnapProxy) || text.includes("snapd.service.d")) return true;
  if (!text.includes("/etc/environment")) return false;
  // cloud-init writes its files before snapd starts at the first boot; later only a restart lets snapd read them.
  return /path:\s*["']?\/etc\/environment/u.test(text) || before.some(restartsSnapd);
}

/** daemon.json names a proxy, or may: its content comes from elsewhere. */
function setsDockerProxy(text: string): boolean {
  return text.includes("daemon.json") && (/https?-proxy/u.test(text) || !/"(?:[\w-]+)"\s*:/u.test(text));
}

function setsSnapProxy(command: ShellCommand): boolean {
  return (
    command.program === "snap" &&
    argumentsOf(command).some((word) => /^proxy\.https?=/u.test(knownStart(word.value)))
  );
}

function restartsSnapd(command: ShellCommand): boolean {
  if (command.program !== "systemctl" && command.program !== "service") return false;
  const words = argumentsOf(command).map((word) => literal(word.value) ?? "");
  return (
    words.some((word) => word.includes("restart")) &&
    words.some((word) => /^snapd(?:\.service)?$/u.test(word))
  );
}
