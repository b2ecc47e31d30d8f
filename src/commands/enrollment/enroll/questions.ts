import * as vscode from "vscode";
import { judge, type TargetInput, type TargetName } from "../../../enrollment/target/target";
import type { VirtualMachineInput } from "../../../enrollment/target/virtualMachineInput";
import type { MachineRow } from "../../../session/listing/machine";

/** What is to be enrolled, as far as the questions went. */
export interface EnrollmentDraft {
  readonly target: TargetInput;
  readonly vm: VirtualMachineInput;
}

export type VmRow = Extract<MachineRow, { readonly kind: "vm" }>;

/** One choice of a question that is asked by a quick pick. */
export interface Answer<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

/** Asks to choose. Rejects with a cancellation. */
export async function choose<T>(placeHolder: string, answers: readonly Answer<T>[]): Promise<T> {
  const picked = await vscode.window.showQuickPick(answers, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked.value;
}

/** Asks for one value of the target, by its rule. Rejects with a cancellation. */
export async function askForValue(name: TargetName, prompt: string, value = ""): Promise<string> {
  const text = await vscode.window.showInputBox({
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (typed) => judge(name, typed),
  });
  if (text === undefined) throw new vscode.CancellationError();
  return text;
}
