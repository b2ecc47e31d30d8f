import * as vscode from "vscode";
import { toolNames, type ToolName } from "../assistant/tool";
import type { Services } from "../services";

/** Gives VS Code's language models the tools of `src/assistant`. The tools themselves are loaded when one is first used. */
export function registerTools(services: Services): readonly vscode.Disposable[] {
  return toolNames.map((name) => vscode.lm.registerTool(name, toolOf(name, services)));
}

function toolOf(name: ToolName, services: Services): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: async ({ input }) => {
      const { prepare } = await import("./invoke");
      return prepare(name, input);
    },
    invoke: async ({ input }, token) => {
      const { invoke } = await import("./invoke");
      return invoke(name, input, services, token);
    },
  };
}
