import { say } from "../../../l10n/sentence";
import type { ShellCommand } from "../../script/command";
import type { MergedConfig } from "../../assembly/merge/mergedConfig";
import type { Span } from "../../script/text/mappedText";
import { argumentsOf, option } from "../../script/options";
import type { Value } from "../../script/value";
import { knownStart, literal, valueSpan } from "../../script/value";
import { memberOf } from "../../yaml/members";
import type { YamlNode } from "../../yaml/nodes";
import { agentProxy, connect, enrollment } from "../examples";
import { agentProxyOf } from "../facts/azure/agent";
import { nodeSpan } from "../facts/cloudConfig/config";
import { CSN_PROXY } from "../facts/azure/enrollment";
import { addressNames, isCsnProxy } from "../facts/network/proxy";
import { namesCsnProxy } from "../needs";
import { replacement } from "../repairs";
import type { Report, Rule } from "../rule";
import type { Subject } from "../subject";

export const proxyAddress: Rule = {
  id: "proxy-address",
  severity: "error",
  title: "Wrong address of the proxy",
  why: "The proxy of a Cloud Services Network is http://169.254.0.11:3128 in every VM: http, not https, and port 3128.",
  fix: "Use http://169.254.0.11:3128.",
  bad: enrollment(agentProxy.replace("3128", "3182"), connect()),
  good: enrollment(agentProxy, connect()),
  *check(subject) {
    for (const command of subject.shell.commands) {
      for (const { value, span } of addressesOf(command)) yield* judge(subject, value, span);
    }
    for (const each of subject.configs) yield* configured(subject, each);
  },
};

interface Address {
  readonly value: Value;
  readonly span: Span;
}

/** Programs that take a proxy's address by an option. */
const options: Readonly<Record<string, readonly string[]>> = {
  curl: ["-x", "--proxy"],
  pip: ["--proxy"],
  pip3: ["--proxy"],
  bash: ["--proxy"],
  sh: ["--proxy"],
};

/** The addresses of a proxy that a command names. */
function* addressesOf(command: ShellCommand): Generator<Address> {
  for (const { name, value, span } of command.assignments)
    if (addressNames.some((each) => each === name)) yield { value, span: valueSpan(value) ?? span };
  const { program } = command;
  if (program === undefined) return;
  if (program === "snap") yield* snapOptions(command);
  const own = Object.hasOwn(options, program) ? options[program] : undefined;
  const given = own && option(command, own);
  if (given?.kind === "given") yield { value: given.value, span: given.valueSpan };
  const word = agentProxyOf(command);
  if (word !== undefined) yield { value: word.value, span: valueSpan(word.value) ?? word.span };
}

/** `snap set system proxy.http=…` */
function* snapOptions(command: ShellCommand): Generator<Address> {
  for (const word of argumentsOf(command)) {
    const match = /^proxy\.https?=/u.exec(knownStart(word.value));
    if (match === null) continue;
    const value = word.value.map((piece, index) =>
      index > 0 || piece.kind === "unknown"
        ? piece
        : { ...piece, text: piece.text.slice(match[0].length), start: piece.start + match[0].length },
    );
    yield { value, span: valueSpan(value) ?? word.span };
  }
}

/** Keys of a cloud-config that hold a proxy's address. */
const keys = [
  ["apt", "http_proxy"],
  ["apt", "https_proxy"],
  ["apt", "proxy"],
] as const;

function* configured(subject: Subject, part: MergedConfig): Generator<Report> {
  for (const path of [...keys, ["apt_proxy"] as const]) {
    let node: YamlNode | undefined = part.root;
    for (const key of path) node = node?.kind === "mapping" ? memberOf(node, key)?.node : undefined;
    if (node?.kind !== "scalar" || node.value.type !== "string") continue;
    yield* judgeText(subject, node.value.string, nodeSpan(part, node));
  }
}

function* judge(subject: Subject, value: Value, span: Span): Generator<Report> {
  const text = literal(value);
  if (text !== undefined) yield* judgeText(subject, text, span);
}

/** Another address is wrong where the VM is one of Operator Nexus; a slip in this one is wrong everywhere. */
function* judgeText(subject: Subject, text: string, span: Span): Generator<Report> {
  if (text === "" || text === "DIRECT" || isCsnProxy(text)) return;
  if (!subject.steps.wantsRelay && !namesCsnProxy(text)) return;
  yield {
    span,
    message: say`The proxy of an Operator Nexus VM is ${CSN_PROXY}.`,
    repairs: replacement(subject, span, text, CSN_PROXY),
  };
}
