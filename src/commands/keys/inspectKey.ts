import * as vscode from "vscode";
import type { TargetFormat } from "../../keys/convert";
import type { KeyInspection, KeyReport } from "../../keys/inspect";
import type { RsaKey } from "../../keys/rsa";
import { Notice, type Command } from "../command";
import { askForKey, askForPassphrase } from "./keySource";
import { copyKeyText } from "./privateClipboard";
import { showResult, type ResultLine } from "./resultPick";
import { saveKeyText } from "./saveKey";

/** Says what a key is and whether Azure Arc takes it; converts it; checks it against its other half. */
export const inspectKey: Command = {
  intent: "inspect the key",
  async run() {
    const inspection = await readKeys(vscode.l10n.t("Where is the key?"));
    await showResult(titleOf(inspection), vscode.l10n.t("What was found, and what can be done with it"), () =>
      linesOf(inspection),
    );
  },
};

async function readKeys(question: string): Promise<KeyInspection> {
  const [{ inspectKeys }, input] = await Promise.all([import("../../keys/inspect"), askForKey(question)]);
  let inspection = await inspectKeys(input);
  for (let tries = 0; inspection.keys.some(({ wantsPassphrase }) => wantsPassphrase); tries += 1) {
    const passphrase = await askForPassphrase(tries > 0);
    if (passphrase === undefined) break;
    inspection = await inspectKeys(input, passphrase);
  }
  if (inspection.keys.length === 0) throw new Notice(vscode.l10n.t("There is no key in it."));
  return inspection;
}

function titleOf({ keys, pair }: KeyInspection): string {
  if (pair === "mismatch") return vscode.l10n.t("The two halves do not belong together");
  const ready = keys.every(({ verdict }) => verdict.accepted);
  return ready ? vscode.l10n.t("Ready for Azure Arc") : vscode.l10n.t("Not ready for Azure Arc");
}

function linesOf({ keys, pair }: KeyInspection): ResultLine[] {
  const halves = pair === undefined ? [] : [pairLine(pair === "match")];
  return [...halves, ...keys.flatMap((report) => [verdictLine(report), ...actionsOf(report)])];
}

function pairLine(match: boolean): ResultLine {
  return match
    ? { label: vscode.l10n.t("The two halves belong together"), icon: "pass" }
    : {
        label: vscode.l10n.t("The two halves do NOT belong together"),
        detail: vscode.l10n.t("They come from different pairs."),
        icon: "error",
      };
}

function verdictLine({ title, variable, verdict }: KeyReport): ResultLine {
  return {
    section: variable ?? vscode.l10n.t("Key"),
    label: title,
    detail: verdict.accepted
      ? vscode.l10n.t("Azure Arc takes it as it is.")
      : `${verdict.reason} ${verdict.nextMove}`,
    icon: verdict.accepted ? "pass" : "warning",
  };
}

function actionsOf({ key }: KeyReport): ResultLine[] {
  if (key === undefined) return [];
  return [
    copyLine(vscode.l10n.t("Copy as Azure Arc takes it"), vscode.l10n.t("base64 of PKCS#1 DER"), key, "arc"),
    copyLine(vscode.l10n.t("Copy as PKCS#1 PEM"), "", key, "pkcs1"),
    copyLine(
      key.half === "private" ? vscode.l10n.t("Copy as PKCS#8 PEM") : vscode.l10n.t("Copy as SPKI PEM"),
      "",
      key,
      "pkcs8",
    ),
    ...(key.half === "private" ? [publicHalfLine(key)] : []),
    {
      label: vscode.l10n.t("Save as Azure Arc takes it…"),
      icon: "save",
      run: async () => {
        const { convertKey } = await import("../../keys/convert");
        await saveKeyText(`${convertKey(key, "arc")}\n`, `arc-${key.half}-key.b64`);
      },
    },
    {
      label: vscode.l10n.t("Check against its other half…"),
      icon: "git-compare",
      run: () => compare(key),
    },
  ];
}

function copyLine(label: string, description: string, key: RsaKey, format: TargetFormat): ResultLine {
  return {
    label,
    description,
    icon: "copy",
    run: async () => {
      const { convertKey } = await import("../../keys/convert");
      await copyKeyText(convertKey(key, format), key.half);
    },
  };
}

function publicHalfLine(key: RsaKey): ResultLine {
  return copyLine(
    vscode.l10n.t("Copy its public half as Azure Arc takes it"),
    vscode.l10n.t("no secret"),
    key.publicHalf(),
    "arc",
  );
}

async function compare(key: RsaKey): Promise<void> {
  const { keys } = await readKeys(vscode.l10n.t("Where is the other half?"));
  const others = keys.flatMap((report) => report.key ?? []);
  const text = others.some((other) => other.half !== key.half && other.belongsWith(key))
    ? vscode.l10n.t("The two halves belong together.")
    : others.some((other) => other.half !== key.half)
      ? vscode.l10n.t("The two halves do NOT belong together: they come from different pairs.")
      : vscode.l10n.t("That is no {0} half of an RSA key.", key.half === "private" ? "public" : "private");
  await vscode.window.showInformationMessage(text, { modal: true });
}
