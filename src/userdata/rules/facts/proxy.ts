import type { ShellCommand } from "../../script/command";
import type { Variable } from "../../script/state";
import { literal } from "../../script/value";
import type { Subject } from "../subject";
import { CSN_PROXY } from "./enrollment";
import { needsNetwork } from "./network";

export const proxyNames = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] as const;
export const bypassNames = ["NO_PROXY", "no_proxy"] as const;

/** The address of the VM's token service; a request to it must not go through the proxy. */
export const TOKEN_SERVICE = "169.254.169.254";

/** A variable as the command's program sees it; nothing when it is not exported, empty or dropped. */
export function exportedVariable(command: ShellCommand, name: string): Variable | undefined {
  if (command.environment === "dropped" && !command.assignments.some((each) => each.name === name))
    return undefined;
  const variable = command.exported.get(name);
  if (variable?.content.kind !== "scalar") return undefined;
  return literal(variable.content.value) === "" ? undefined : variable;
}

/** Whether a command goes through a proxy for https. */
export function hasProxy(command: ShellCommand): boolean {
  return ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some(
    (name) => exportedVariable(command, name) !== undefined,
  );
}

/** The first `az` command that has a proxy, or else the first command that has one: the one to judge the variables by. */
export function proxiedCommand({ shell }: Subject): ShellCommand | undefined {
  const reaching = shell.commands.filter((command) => needsNetwork(command) && hasProxy(command));
  return reaching.find((command) => command.program === "az") ?? reaching[0];
}

/** The proxy's address without a last slash, for comparing. */
export function isCsnProxy(address: string): boolean {
  return address.replace(/\/$/u, "") === CSN_PROXY;
}
