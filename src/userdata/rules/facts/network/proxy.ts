import { decide } from "../../../../arm/proxies/decide";
import type { ReaderId } from "../../../../arm/proxies/reader";
import { readerOf } from "../../../../arm/proxies/readers";
import type { ShellCommand } from "../../../script/command";
import { argumentsOf } from "../../../script/options";
import type { Variable } from "../../../script/state";
import { literal, written } from "../../../script/value";
import type { Subject } from "../../subject";
import { CSN_PROXY } from "../azure/enrollment";
import { needsNetwork } from "./network";

export const proxyNames = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] as const;
export const bypassNames = ["NO_PROXY", "no_proxy"] as const;
export const addressNames = [...proxyNames, "ALL_PROXY", "all_proxy"] as const;

/** The address of the VM's token service; a request to it must not go through the proxy. */
export const TOKEN_SERVICE = "169.254.169.254";

/** How a program reads its proxy; curl's way where it is not known. */
export function readerOfProgram(program: string | undefined): ReturnType<typeof readerOf> {
  const known = program !== undefined && Object.hasOwn(readersOfPrograms, program);
  return readerOf(known ? (readersOfPrograms[program] ?? "curl") : "curl");
}

const readersOfPrograms: Readonly<Record<string, ReaderId>> = {
  az: "requests",
  pip: "requests",
  pip3: "requests",
  wget: "wget",
  apt: "apt",
  "apt-get": "apt",
};

type Variables = ReadonlyMap<string, Variable>;

/** A variable as the command's program sees it; nothing when it is not exported, empty or dropped. */
export function exportedVariable(command: ShellCommand, name: string): Variable | undefined {
  const variable = command.exported.get(name);
  if (variable?.content.kind !== "scalar") return undefined;
  return literal(variable.content.value) === "" ? undefined : variable;
}

/** Whether a command goes through a proxy, as its program reads the variables that reach it. */
export function hasProxy(command: ShellCommand, variables: Variables = command.exported): boolean {
  const reader = readerOfProgram(command.program);
  return decide(reader, valuesOf(variables), addressOf(command)).kind !== "direct";
}

/** Names of proxy variables that reach the command with a value. */
export function setNames(command: ShellCommand): string[] {
  return addressNames.filter((name) => exportedVariable(command, name) !== undefined);
}

/** An address stands in for one that only the VM knows. */
const UNKNOWN = "http://proxy.invalid:1";

function valuesOf(variables: Variables): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of addressNames) {
    const content = variables.get(name)?.content;
    if (content?.kind === "scalar") values[name] = literal(content.value) ?? UNKNOWN;
  }
  return values;
}

/** An address of the kind that the command asks: distributions' mirrors are asked by http, all else by https unless it says so. */
function addressOf(command: ShellCommand): URL {
  const plain =
    command.program === "apt" || command.program === "apt-get"
      ? true
      : argumentsOf(command).some((word) => written(word.value).startsWith("http://"));
  return plain ? plainHost : secureHost;
}

const plainHost = new URL("http://host.invalid/");
const secureHost = new URL("https://host.invalid/");

/** The first `az` command that has a proxy, or else the first command that has one: the one to judge the variables by. */
export function proxiedCommand({ shell }: Subject): ShellCommand | undefined {
  const reaching = shell.commands.filter((command) => needsNetwork(command) && hasAnyProxy(command));
  return reaching.find((command) => command.program === "az") ?? reaching[0];
}

function hasAnyProxy(command: ShellCommand): boolean {
  return setNames(command).some((name) => !/^http_/iu.test(name));
}

/** The proxy's address without a last slash, for comparing. */
export function isCsnProxy(address: string): boolean {
  return address.replace(/\/$/u, "") === CSN_PROXY;
}
