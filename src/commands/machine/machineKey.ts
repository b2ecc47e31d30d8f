import * as vscode from "vscode";
import { askChoice } from "../ask/askChoice";
import { back, type Back, type QuestionStep } from "../ask/questions";
import type { SecretStore } from "../../session/storage/sealedSecrets";
import { Notice } from "../run/command";
import { KeptKeys } from "../keys/storedKeys";
import { askForKey } from "../keys/keySource";

/** Where the public key of a new machine comes from. */
export type MachineKey =
  /** A new pair; its private key is kept when the machine is created. */
  | { readonly kind: "make" }
  | { readonly kind: "kept"; readonly publicKey: string }
  | { readonly kind: "given"; readonly publicKey: string };

/** Asks for the key of the machine `name`. Rejects with a cancellation when the user declines. */
export async function askMachineKey(
  secrets: SecretStore,
  name: string,
  questionStep: QuestionStep,
): Promise<MachineKey | Back> {
  const kept = await new KeptKeys(secrets).read(name);
  const choice = await askChoice<MachineKey["kind"]>(questionStep, {
    placeHolder: vscode.l10n.t("Which key pair does the agent use to connect?"),
    choices: () => [
      ...(kept === undefined
        ? []
        : [
            {
              label: vscode.l10n.t("Use the pair that is stored for {0}", name),
              detail: vscode.l10n.t("It is stored in VS Code's encrypted storage on this machine."),
              icon: "lock",
              value: "kept" as const,
            },
          ]),
      {
        label:
          kept === undefined
            ? vscode.l10n.t("Generate a new pair")
            : vscode.l10n.t("Generate a new pair to replace it"),
        detail: vscode.l10n.t(
          "RSA 2048. The private key stays in VS Code's encrypted storage on this machine, under the machine's name.",
        ),
        icon: "key",
        value: "make",
      },
      {
        label: vscode.l10n.t("Use the public key of my own pair…"),
        detail: vscode.l10n.t(
          "From a file, the clipboard, or pasted text, in any format. Only the public key is sent.",
        ),
        icon: "clippy",
        value: "given",
      },
    ],
  });
  if (choice === back) return back;
  if (choice === "kept" && kept !== undefined) return { kind: "kept", publicKey: kept.publicKey };
  return choice === "given" ? { kind: "given", publicKey: await givenKey() } : { kind: "make" };
}

async function givenKey(): Promise<string> {
  const [{ inspectKeys }, { convertKey }, { enrollmentKeyBits }] = await Promise.all([
    import("../../keys/inspect"),
    import("../../keys/convert"),
    import("../../keys/pair"),
  ]);
  const { keys } = await inspectKeys(await askForKey(vscode.l10n.t("Where is the public key?")));
  const [first, ...more] = keys.flatMap(({ key }) => key ?? []);
  if (first === undefined || more.length > 0)
    throw new Notice(vscode.l10n.t("The input must contain exactly one RSA key. Nothing was sent."));
  if (first.bits !== enrollmentKeyBits) {
    throw new Notice(
      vscode.l10n.t(
        "The key has {0} bits. The enrollment is documented with {1}. Nothing was sent.",
        first.bits,
        enrollmentKeyBits,
      ),
    );
  }
  return convertKey(first.half === "public" ? first : first.publicHalf(), "arc");
}
