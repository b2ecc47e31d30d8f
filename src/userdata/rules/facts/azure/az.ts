import type { ShellCommand } from "../../../script/command";
import { hasSwitch, option } from "../../../script/options";
import type { OptionUse } from "../../../script/options";
import { argumentsOf } from "../../../script/options";
import { filled, literal, written } from "../../../script/value";
import { verbOf } from "../verb";

/** The words of an `az` command before its first option: `networkcloud virtualmachine create`. Empty for others. */
export const azVerb = verbOf("az", readVerb);

function readVerb(command: ShellCommand): string {
  const words: string[] = [];
  for (const word of argumentsOf(command)) {
    const text = literal(word.value);
    if (text?.startsWith("-") !== false) break;
    words.push(text);
  }
  return words.join(" ");
}

/** Whether this is `az login` with a managed identity. */
export function isIdentityLogin(command: ShellCommand): boolean {
  return azVerb(command) === "login" && hasSwitch(command, ["--identity", "-i"]) === "yes";
}

/**
 * A sign-in of any kind. Only the one with a managed identity asks the VM's token service; a service principal, a user or a
 * device code asks Microsoft Entra over the network (seen in the trace of azure-cli 2.45).
 */
export function isLogin(command: ShellCommand): boolean {
  return azVerb(command) === "login";
}

/** Names of the options that choose a user-assigned identity; `--username` did so before azure-cli 2.73. */
export const identityOptions = [
  "--client-id",
  "--object-id",
  "--resource-id",
  "--username",
  "-u",
  "--msi-resource-id",
];

/** `az` commands that ask Resource Manager or the token service for something, and so need a sign-in and a token. */
const localGroups =
  /^(?:login|logout|version|upgrade|config|configure|cloud|extension|bicep|find|cache|interactive|feedback|self-test)?(?: |$)/u;
const localAccounts = /^account (?:show|list|set|clear|list-locations)$/u;

export function asksAzure(command: ShellCommand): boolean {
  const verb = azVerb(command);
  return verb !== "" && !localGroups.test(verb) && !localAccounts.test(verb);
}

/** The address of an `az rest` or `curl` call, as written where it is not certain. */
export function restUrl(command: ShellCommand): OptionUse {
  return option(command, ["--uri", "--url", "-u"]);
}

/** The HTTP method of an `az rest` call in capitals; `az rest` itself takes GET when none is given. */
export function restMethod(command: ShellCommand): string {
  const method = option(command, ["--method", "-m"]);
  if (method.kind === "absent") return "GET";
  return method.kind === "given" ? filled(method.value, "?").toUpperCase() : "?";
}

/** A request to Resource Manager with its address and body, by `az rest` or `curl`. */
export interface Request {
  readonly method: string;
  readonly url: OptionUse;
  /** Query parameters that an option of its own adds to the address. */
  readonly parameters: OptionUse;
  readonly body: OptionUse;
}

export function requestOf(command: ShellCommand): Request | undefined {
  if (azVerb(command) === "rest") {
    return {
      method: restMethod(command),
      url: restUrl(command),
      parameters: option(command, ["--uri-parameters", "--url-parameters"]),
      body: option(command, ["--body", "-b"]),
    };
  }
  if (command.program !== "curl") return undefined;
  const word = argumentsOf(command).find((each) => /^https?:\/\//u.test(written(each.value)));
  if (word === undefined) return undefined;
  const method = option(command, ["-X", "--request"]);
  const body = option(command, ["-d", "--data", "--data-raw", "--data-binary", "--json"]);
  const fallback = body.kind === "absent" ? "GET" : "POST";
  return {
    method: method.kind === "given" ? filled(method.value, "?").toUpperCase() : fallback,
    url: { kind: "given", word, value: word.value, valueSpan: word.span },
    parameters: option(command, ["--url-query"]),
    body,
  };
}
