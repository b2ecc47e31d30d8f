import type { ShellCommand } from "../../../script/command";
import { argumentsOf, hasSwitch } from "../../../script/options";
import { literal, written } from "../../../script/value";
import { asksAzure, azVerb } from "../azure/az";

const fetching: Readonly<Record<string, RegExp>> = {
  apt: /^(?:update|install|upgrade|full-upgrade|dist-upgrade)$/u,
  "apt-get": /^(?:update|install|upgrade|dist-upgrade)$/u,
  dnf: /^(?:install|update|upgrade|makecache)$/u,
  yum: /^(?:install|update|upgrade|makecache)$/u,
  tdnf: /^(?:install|update|upgrade|makecache)$/u,
  zypper: /^(?:install|in|refresh|ref|update|up)$/u,
  pip: /^(?:install|download)$/u,
  pip3: /^(?:install|download)$/u,
  git: /^(?:clone|pull|fetch)$/u,
};

/** Addresses inside the VM and its host: the token service, the loopback. They need no proxy, and must not take one. */
const local = /^(?:https?:\/\/)?(?:169\.254\.|127\.|localhost\b|\[?::1\]?)/u;

/** Whether a command needs the network beyond the VM, and brings no proxy of its own. */
export function needsNetwork(command: ShellCommand): boolean {
  const { program } = command;
  if (program === undefined || command.place.kind === "packages") return false;
  if (program === "az") return reachesOut(azVerb(command)) || asksAzure(command);
  if (program === "curl" || program === "wget") return downloads(command);
  const verbs = Object.hasOwn(fetching, program) ? fetching[program] : undefined;
  if (verbs === undefined || hasOwnProxy(command)) return false;
  return argumentsOf(command).some((word) => verbs.test(literal(word.value) ?? ""));
}

function reachesOut(verb: string): boolean {
  return /^(?:login|upgrade|extension (?:add|update)|bicep (?:install|upgrade))$/u.test(verb);
}

function downloads(command: ShellCommand): boolean {
  if (hasSwitch(command, ["-x", "--proxy", "--noproxy"]) === "yes") return false;
  const words = argumentsOf(command).map((word) => written(word.value));
  const urls = words.filter((word) => /^https?:\/\//u.test(word));
  return urls.some((url) => !local.test(url));
}

function hasOwnProxy(command: ShellCommand): boolean {
  return argumentsOf(command).some((word) => /proxy/iu.test(written(word.value)));
}
