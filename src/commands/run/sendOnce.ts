import * as vscode from "vscode";
import { isAborted } from "../../arm/errors";
import { Notice, type CommandScope, type RunningWork } from "./command";

/**
 * Progress around a request that changes something in Azure. Canceled, it may have arrived anyway: the user is told, with a
 * `Notice`, instead of a quiet end. Throws what `send` throws.
 */
export async function sendOnce<T>(
  scope: CommandScope,
  title: string,
  send: (running: RunningWork) => Promise<T>,
): Promise<T> {
  try {
    return await scope.progress(title, send);
  } catch (error) {
    if (!isAborted(error)) throw error;
    throw new Notice(
      vscode.l10n.t(
        "Canceled, but Azure may already have accepted the request. Refresh and check before you send it again.",
      ),
    );
  }
}
