import * as vscode from "vscode";
import { untilAborted } from "../../../arm/async/untilAborted";
import type { CommandScope } from "../../run/command";

/** Asks Azure how an enrollment stands. Cancel stops waiting for the answer. */
export async function checkNow({ services, progress }: CommandScope, id: string): Promise<void> {
  await progress(vscode.l10n.t("Loading from Azure…"), ({ signal }) =>
    untilAborted(services.enrollments.check(id), signal),
  );
}
