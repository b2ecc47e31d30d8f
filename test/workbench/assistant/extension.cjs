// Calls the one tool that changes something, and says what it answered.
const vscode = require("vscode");

const group = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups/core-london/providers";
const input = {
  vmId: `${group}/Microsoft.NetworkCloud/virtualMachines/nrf01`,
  machineId: `${group}/Microsoft.HybridCompute/machines/nrf01`,
};

async function call() {
  const name = "nexusArc_assignRelay";
  try {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    return `It answered ${content.map(({ value }) => value).join("")}`;
  } catch (error) {
    return `It was not called: ${error.name}`;
  }
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("testAssistant.assignRelay", async () => {
      void vscode.window.showWarningMessage(await call());
    }),
  );
};
