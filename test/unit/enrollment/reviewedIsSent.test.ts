import assert from "node:assert/strict";
import type { ArmClient, ArmRequest } from "../../../src/arm/client";
import { createOperations } from "../../../src/arm/operations/operation";
import { memoryOperationStore } from "../../../src/arm/operations/operationStore";
import { maskSecrets } from "../../../src/arm/resources/mask";
import { previewJson } from "../../../src/commands/run/preview";
import type { AzureAction } from "../../../src/enrollment/actions/azureAction";
import { sendAction } from "../../../src/enrollment/actions/sendAction";
import { runRemaining } from "../../../src/enrollment/run/runner";
import { enrollmentFor } from "./sample";
import { openSetup, practiceTarget, practiceVm } from "./setup";

describe("an action that was reviewed", () => {
  it("is sent as it was shown, whatever its kind", async () => {
    const setup = await openSetup();
    const sent: ArmRequest[] = [];
    const client: ArmClient = {
      cloud: setup.client.cloud,
      send: (request) => {
        if (request.method !== "GET") sent.push(request);
        return setup.client.send(request);
      },
    };
    const shown = ({ method, path, apiVersion = "", headers, body }: ArmRequest): unknown => ({
      method,
      url: `${client.cloud.resourceManager}${path}?api-version=${apiVersion}`,
      ...(headers?.["If-None-Match"] !== undefined && {
        headers: { "If-None-Match": headers["If-None-Match"] },
      }),
      body: maskSecrets(body),
    });
    const operations = createOperations({ client, store: memoryOperationStore(), clock: setup.clock });
    const kinds = new Set<AzureAction["kind"]>();
    const send = async (action: AzureAction, signal: AbortSignal): Promise<void> => {
      sent.length = 0;
      await sendAction({ client, operations }, action, signal);
      assert.deepEqual(sent.map(shown), [JSON.parse(previewJson([action], client.cloud))]);
      kinds.add(action.kind);
    };
    const target = practiceTarget({ identity: "user", creator: "workstation" });
    const enrollment = { ...enrollmentFor(target), vm: practiceVm };
    await runRemaining(enrollment, { ...setup.ports, send }, new AbortController().signal);
    assert.deepEqual([...kinds].sort(), [
      "assignRelay",
      "assignRole",
      "createIdentity",
      "createMachine",
      "createRole",
      "createVm",
    ]);
  });
});
