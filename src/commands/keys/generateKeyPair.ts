import * as vscode from "vscode";
import { untilAborted } from "../../arm/async/untilAborted";
import { targetRules } from "../../enrollment/target/targetRules";
import type { EnrollmentKeyPair } from "../../keys/pair";
import type { Command, CommandScope } from "../run/command";
import { KeptKeys } from "./storedKeys";
import { copyKeyText } from "./privateClipboard";
import { showResult, type ResultLine } from "./resultPick";
import { saveKeyText } from "./saveKey";

const { arcMachineName } = targetRules;

/** Makes a pair and offers what to do with it. It is gone when the list closes, unless it was kept, copied or saved. */
export const generateKeyPair: Command = {
  intent: "generate a key pair",
  async run(scope) {
    const { generateKeyPair: generate, exportCommands } = await import("../../keys/pair");
    const pair = await scope.progress(vscode.l10n.t("Generating an RSA 2048 key pair…"), ({ signal }) =>
      untilAborted(generate(), signal),
    );
    const commands = exportCommands(pair);
    const done = new Set<string>();
    await showResult(
      vscode.l10n.t("Arc key pair generated: RSA 2048, PKCS#1, base64"),
      vscode.l10n.t("What do you want to do with it? Escape discards the pair."),
      () => linesOf(scope, pair, commands, done),
    );
  },
};

function linesOf(
  scope: CommandScope,
  pair: EnrollmentKeyPair,
  commands: string,
  done: Set<string>,
): readonly ResultLine[] {
  const line = (label: string, detail: string, icon: string, work: () => Promise<boolean>): ResultLine => ({
    label,
    detail,
    icon: done.has(label) ? "check" : icon,
    ...(done.has(label) && { description: vscode.l10n.t("done") }),
    run: async () => {
      if (await work()) done.add(label);
    },
  });
  return [
    line(
      vscode.l10n.t("Copy public key"),
      vscode.l10n.t("For clientPublicKey of the Arc machine. It is not a secret."),
      "copy",
      () => copyKeyText(pair.publicKey, "public"),
    ),
    line(
      vscode.l10n.t("Copy export commands"),
      vscode.l10n.t("PRIVATE_B64 and PUBLIC_B64 for a shell. Contains the private key."),
      "terminal",
      () => copyKeyText(commands, "private"),
    ),
    line(
      vscode.l10n.t("Store for an enrollment"),
      vscode.l10n.t("In VS Code's encrypted storage on this machine, under the Arc machine's name."),
      "lock",
      () => keep(scope, pair),
    ),
    line(
      vscode.l10n.t("Save export commands to a file…"),
      vscode.l10n.t("A new file that only you can read. It contains the private key."),
      "save",
      async () => (await saveKeyText(commands, "arc-key.env")) !== undefined,
    ),
  ];
}

async function keep({ services }: CommandScope, pair: EnrollmentKeyPair): Promise<boolean> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Store the key pair for an enrollment"),
    prompt: vscode.l10n.t("Name of the Arc machine that the pair is for"),
    ignoreFocusOut: true,
    validateInput: (text) =>
      arcMachineName.pattern.test(text)
        ? undefined
        : vscode.l10n.t(
            "1 to 54 letters, digits, hyphens, underscores, or dots. Start and end with a letter or digit.",
          ),
  });
  if (name === undefined) return false;
  const kept = new KeptKeys(services.secrets);
  if ((await kept.read(name)) !== undefined && !(await agreesToReplace(name))) return false;
  await kept.keep(name, pair);
  return true;
}

async function agreesToReplace(name: string): Promise<boolean> {
  const replace = vscode.l10n.t("Replace");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('A key pair for "{0}" is already stored.', name),
    { modal: true, detail: vscode.l10n.t("If you replace it, the old pair is lost.") },
    replace,
  );
  return answer === replace;
}
