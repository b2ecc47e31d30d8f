import * as vscode from "vscode";
import type { TargetFormat } from "../../keys/convert";
import type { KeyInspection, KeyReport } from "../../keys/inspect";
import type { RsaKey } from "../../keys/rsa";
import { t } from "../../l10n";
import { Notice, type Command } from "../run/command";
import { askForKey, askForPassphrase } from "./keySource";
import { copyKeyText } from "./privateClipboard";
import { showResult, type ResultLine } from "./resultPick";
import { saveKeyText } from "./saveKey";

/** Says what a key is and whether Azure Arc takes it; converts it; checks it against its other half. */
export const inspectKey: Command = {
  intent: "inspect the key",
  async run() {
    const inspection = await readKeys(vscode.l10n.t("Where is the key?"));
    await showResult(titleOf(inspection), vscode.l10n.t("Found items and their actions"), () =>
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
  if (inspection.keys.length === 0) throw new Notice(vscode.l10n.t("No key found."));
  return inspection;
}

function titleOf({ keys, pair }: KeyInspection): string {
  if (pair === "mismatch") return vscode.l10n.t("The keys do not match");
  const ready = keys.every(({ verdict }) => verdict.accepted);
  return ready ? vscode.l10n.t("Ready for Azure Arc") : vscode.l10n.t("Not ready for Azure Arc");
}

function linesOf({ keys, pair }: KeyInspection): ResultLine[] {
  const halves = pair === undefined ? [] : [pairLine(pair === "match")];
  return [...halves, ...keys.flatMap((report) => [verdictLine(report), ...actionsOf(report)])];
}

function pairLine(match: boolean): ResultLine {
  return match
    ? { label: vscode.l10n.t("The keys match"), icon: "pass" }
    : {
        label: vscode.l10n.t("The keys do NOT match"),
        detail: vscode.l10n.t("They come from different pairs."),
        icon: "error",
      };
}

function verdictLine({ title, variable, verdict }: KeyReport): ResultLine {
  return {
    section: variable ?? vscode.l10n.t("Key"),
    label: t(title),
    detail: verdict.accepted
      ? vscode.l10n.t("Azure Arc accepts this format.")
      : `${t(verdict.reason)} ${t(verdict.nextMove)}`,
    icon: verdict.accepted ? "pass" : "warning",
  };
}

function actionsOf({ key }: KeyReport): ResultLine[] {
  if (key === undefined) return [];
  return [
    copyLine(vscode.l10n.t("Copy in Azure Arc format"), vscode.l10n.t("base64 of PKCS#1 DER"), key, "arc"),
    copyLine(vscode.l10n.t("Copy as PKCS#1 PEM"), "", key, "pkcs1"),
    copyLine(
      key.half === "private" ? vscode.l10n.t("Copy as PKCS#8 PEM") : vscode.l10n.t("Copy as SPKI PEM"),
      "",
      key,
      "pkcs8",
    ),
    ...(key.half === "private" ? [publicHalfLine(key)] : []),
    {
      label: vscode.l10n.t("Save in Azure Arc format…"),
      icon: "save",
      run: async () => {
        const { convertKey } = await import("../../keys/convert");
        await saveKeyText(`${convertKey(key, "arc")}\n`, `arc-${key.half}-key.b64`);
      },
    },
    {
      label: vscode.l10n.t("Check against the matching key…"),
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
    vscode.l10n.t("Copy the public key in Azure Arc format"),
    vscode.l10n.t("not a secret"),
    key.publicHalf(),
    "arc",
  );
}

async function compare(key: RsaKey): Promise<void> {
  const { keys } = await readKeys(vscode.l10n.t("Where is the matching key?"));
  const others = keys.flatMap((report) => report.key ?? []);
  const text = others.some((other) => other.half !== key.half && other.belongsWith(key))
    ? vscode.l10n.t("The keys match.")
    : others.some((other) => other.half !== key.half)
      ? vscode.l10n.t("The keys do NOT match: they come from different pairs.")
      : vscode.l10n.t(
          "This is not the {0} key of an RSA pair.",
          key.half === "private" ? "public" : "private",
        );
  await vscode.window.showInformationMessage(text, { modal: true });
}
