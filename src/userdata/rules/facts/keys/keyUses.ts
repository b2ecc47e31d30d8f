import type { Span } from "../../../script/text/mappedText";
import { valueText, type Value } from "../../../script/value";
import type { Subject } from "../../subject";
import { agentOption } from "../azure/agentOptions";
import type { KeyText } from "./keyText";
import { keyTexts } from "./keyText";
import { bodyField, machineBody } from "../azure/machine";
import { once } from "../once";

/** A place where a half of the key is handed over: to the agent, or to Azure in the machine's body. */
export interface KeyUse {
  readonly half: "private" | "public";
  readonly value: Value;
  readonly span: Span;
  /** What the value is, when that follows from the script. */
  readonly key: KeyText | undefined;
}

/** Whether a key is PEM with its armor, encoded again or not; the agent and Azure take base64 of DER. */
export function isPem({ form }: KeyText): boolean {
  return form === "pem" || form === "base64 of PEM";
}

/** Where a document hands over the halves of its key. */
export const keyUses = once(findUses);

function findUses(subject: Subject): readonly KeyUse[] {
  const { steps } = subject;
  if (steps.connects.length === 0 && steps.machines.length === 0) return [];
  const keys = keyTexts(subject);
  const found: KeyUse[] = [];
  const add = (half: KeyUse["half"], value: Value, span: Span): void => {
    found.push({ half, value, span, key: keys.of(value) });
  };
  for (const { command } of steps.machines) {
    const body = machineBody(command);
    const sent = body && bodyField(body, "clientPublicKey");
    if (sent !== undefined) add("public", sent.value, sent.span);
  }
  for (const { command } of steps.connects) {
    const use = agentOption(command, "--private-key");
    if (use.kind === "given") add("private", use.value, use.valueSpan);
  }
  for (const { value, span } of writtenKeys(subject)) add("public", value, span);
  return found;
}

/** Public keys in bodies that are written into a file or piped by a here-document. */
function writtenKeys({ shell }: Subject): { value: Value; span: Span }[] {
  return shell.commands.flatMap(({ redirections, span }) =>
    redirections.flatMap(({ body: value }) => {
      if (value === undefined) return [];
      const text = valueText(value);
      if (!text.text.includes('"clientPublicKey"')) return [];
      const field = bodyField({ value, text, span }, "clientPublicKey");
      return field === undefined ? [] : [field];
    }),
  );
}
