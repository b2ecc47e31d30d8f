/** The texts about failures in a VM's logs (`src/enrollment/diagnose`), with their values as `{0}`, `{1}`, …. */
import { agentCodes, support } from "../../src/enrollment/diagnose/agentCodes";
import { olderWords } from "../../src/enrollment/diagnose/agentFailure";
import { optional, placeholder, unnamed } from "../../src/enrollment/diagnose/diagnose";
import { failures } from "../../src/enrollment/diagnose/failures";

/** Causes and next moves. What a text has in square brackets is left out in a second form of it. */
export function textsOfLogs(): string[] {
  const ofTable = failures.flatMap(({ cause, next }) => [cause, next]).flatMap(forms);
  const ofCodes = [...agentCodes.values(), ...olderWords.map(([, meaning]) => meaning)];
  return [
    ...ofTable,
    ...ofCodes.flatMap(({ cause, fix }) => [cause, fix.replace(` ${support}`, "")]),
    support,
    ...Object.values(unnamed),
  ];
}

function forms(text: string): string[] {
  return [text.replace(optional, "$1"), text.replace(optional, "")].map(numbered);
}

/** A name that comes twice has one number. */
function numbered(text: string): string {
  const names = [...new Set([...text.matchAll(placeholder)].map(([, name]) => name))];
  return text.replace(placeholder, (_, name: string) => `{${names.indexOf(name)}}`);
}
