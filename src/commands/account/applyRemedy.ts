import * as vscode from "vscode";
import { say } from "../../l10n/sentence";
import type { Command } from "../run/command";
import type { ActionableRemedy } from "../../arm/errors";

/** Does what an error's button promises, then `again` what failed. */
export function applyRemedy(remedy: ActionableRemedy, again: () => Promise<void>): Command {
  return {
    intent: remedy.kind === "signIn" ? "sign in" : say`register ${remedy.namespace}`,
    async run({ services, progress }) {
      await progress(progressTitle(remedy), ({ signal }) => services.remedies.apply(remedy, signal));
      await again();
    },
  };
}

function progressTitle(remedy: ActionableRemedy): string {
  switch (remedy.kind) {
    case "signIn":
      return vscode.l10n.t("Signing in to Azure…");
    case "registerProvider":
      return vscode.l10n.t("Registering {0}…", remedy.namespace);
  }
}
