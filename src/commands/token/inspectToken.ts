import * as vscode from "vscode";
import { t } from "../../l10n";
import { askText } from "../ask/askText";
import { back } from "../ask/questions";
import { Notice, type Command } from "../run/command";
import { showResult } from "../keys/resultPick";
import { tokenLines } from "./tokenLines";

/** Reads a pasted access token on this machine. It is sent nowhere, kept nowhere and logged nowhere. */
export const inspectToken: Command = {
  intent: "read the token",
  async run() {
    const { readToken } = await import("../../identity/tokenDecode");
    const text = await askText(
      { title: vscode.l10n.t("Inspect access token"), step: 1, total: 1 },
      {
        prompt: vscode.l10n.t(
          "Paste the token. It is read on this machine, and is neither stored nor logged.",
        ),
        secret: true,
        judge: (typed) => {
          const reading = readToken(typed);
          return reading.kind === "token" ? {} : { problem: reading.why };
        },
      },
    );
    if (text === back) return;
    const reading = readToken(text);
    if (reading.kind === "notAToken") throw new Notice(reading.why);
    const lines = tokenLines(reading.facts, Date.now(), t);
    await showResult(
      vscode.l10n.t("Contents of the token"),
      vscode.l10n.t("Press Enter to copy a line, Escape to close."),
      () =>
        lines.map((line) => ({
          ...line,
          run: async () => {
            await vscode.env.clipboard.writeText(line.detail);
          },
        })),
    );
  },
};
