import * as vscode from "vscode";
import { confirmationOf } from "../assistant/confirmation";
import { toolDefinitions } from "../assistant/definitions";
import { previewTool, runTool } from "../assistant/engine";
import type { ToolName } from "../assistant/tool";
import type { Services } from "../services";
import { toolContextOf } from "./toolContext";

/** Whoever calls a tool that changes something is shown what will be sent, and asked. A wrong input is answered by the call itself. */
export function prepare(name: ToolName, input: object): vscode.PreparedToolInvocation {
  const invocationMessage = toolDefinitions[name].title;
  const asked = previewTool(name, input);
  if (!asked.ok || asked.preview === undefined) return { invocationMessage };
  const { title, markdown } = confirmationOf(asked.preview);
  return {
    invocationMessage,
    confirmationMessages: { title, message: new vscode.MarkdownString(markdown) },
  };
}

/** A failure is an answer, too: with it a model can tell the user the cause and the next move. */
export async function invoke(
  name: ToolName,
  input: object,
  services: Services,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const stop = new AbortController();
  const canceled = token.onCancellationRequested(() => {
    stop.abort();
  });
  try {
    await services.session.started;
    const answer = await runTool(name, input, toolContextOf(services), stop.signal);
    const text = JSON.stringify(answer.ok ? answer.value : { error: answer.error });
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  } finally {
    canceled.dispose();
  }
}
