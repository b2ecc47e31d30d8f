import { nameOfId } from "../../arm/resources/resource";
import type { IdentitySpec } from "../../arm/resources/resourceIdentity";
import type { NewVirtualMachine } from "../../arm/resources/networkCloud/virtualMachineBody";
import { judge } from "../../enrollment/target/target";
import {
  readVirtualMachine,
  virtualMachineProblems,
  type InputProblem,
  type VirtualMachineInput,
  type VirtualMachineSecrets,
} from "../../enrollment/target/virtualMachineInput";
import type { GroupAnswers } from "../ask/askGroup";
import type { TextJudgement } from "../ask/askText";

/** What was answered about the VM so far. */
export interface VmAnswers extends GroupAnswers {
  readonly name?: string;
  readonly location?: string;
  readonly input: VirtualMachineInput;
  readonly identity?: IdentitySpec;
  readonly secrets: VirtualMachineSecrets;
  /** File name and decoded bytes of the user data and the network data, to be shown instead of them. */
  readonly userData?: string;
  readonly networkData?: string;
}

export const noAnswers: VmAnswers = { input: {}, secrets: {} };

export function withInput(answers: VmAnswers, input: VirtualMachineInput): VmAnswers {
  return { ...answers, input: { ...answers.input, ...input } };
}

/** What is wrong with one field, as if it were the only one. */
export function judgeField(field: keyof VirtualMachineInput, input: VirtualMachineInput): TextJudgement {
  const problem = virtualMachineProblems(input).find(
    ({ path }) => path === field || path.startsWith(`${field}[`),
  );
  return problem === undefined ? {} : { problem: problem.message };
}

/** A number of an input box; text that is none breaks the field's rule. */
export function readWhole(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

export type VmReading =
  | { readonly ok: true; readonly id: string; readonly vm: NewVirtualMachine }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** The VM that the answers describe, or everything that is still wrong with them. */
export function readAnswers(answers: VmAnswers): VmReading {
  const { group, name = "", location = "", input, identity, secrets } = answers;
  const own = [
    problemOf("group", group === undefined ? "Choose a resource group." : undefined),
    problemOf("name", judge("vmName", name)),
    problemOf("location", judge("location", location)),
    problemOf("identity", identity === undefined ? "Choose whether it has a managed identity." : undefined),
  ].flat();
  const reading = readVirtualMachine(input, { identity: "system", location }, secrets);
  if (own.length > 0 || !reading.ok || group === undefined || identity === undefined)
    return { ok: false, problems: [...own, ...(reading.ok ? [] : reading.problems)] };
  const { identity: _, ...vm } = reading.vm;
  const hasIdentity = identity.systemAssigned || identity.userAssigned.length > 0;
  return {
    ok: true,
    id: `${group.id}/providers/Microsoft.NetworkCloud/virtualMachines/${name}`,
    vm: { ...vm, ...(hasIdentity && { identity }) },
  };
}

function problemOf(path: string, message: string | undefined): InputProblem[] {
  return message === undefined ? [] : [{ path, message }];
}

/** `name=value, name=value` */
export function writeTags(tags: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(tags ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

/** Reads `name=value, name=value`; the limits are Resource Manager's (512 and 256 characters, 50 tags). */
export function readTags(
  text: string,
): { readonly tags: Readonly<Record<string, string>> } | { readonly problem: string } {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length > 50) return { problem: "A resource can have at most 50 tags." };
  const tags = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf("=");
    const name = part.slice(0, Math.max(at, 0)).trim();
    const value = part.slice(at + 1).trim();
    if (name === "") return { problem: `“${part}” is not name=value.` };
    if (name.length > 512 || value.length > 256)
      return { problem: `The tag ${name.slice(0, 40)} is too long.` };
    if (/[<>%&\\?/]/.test(name)) return { problem: "A tag name cannot contain < > % & \\ ? or /." };
    tags.set(name, value);
  }
  return { tags: Object.fromEntries(tags) };
}

export function describeIdentity(identity: IdentitySpec | undefined): string {
  if (identity === undefined) return "";
  const names = identity.userAssigned.map(nameOfId);
  const parts = [...(identity.systemAssigned ? ["system-assigned"] : []), ...names];
  return parts.length === 0 ? "none" : parts.join(", ");
}
