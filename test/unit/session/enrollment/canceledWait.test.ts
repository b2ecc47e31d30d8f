import assert from "node:assert/strict";
import { practiceTarget, practiceVm } from "../../enrollment/setup";
import { openServiceSetup, shown, type ServiceSetup } from "./serviceSetup";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });

describe("a wait for what an earlier window started", function () {
  this.timeout(240_000);
  let setup: ServiceSetup | undefined;
  afterEach(() => setup?.end());

  for (const what of [2, "watch"] as const)
    it(`is followed by nothing (${what}) once it was canceled`, async () => {
      setup = await openServiceSetup();
      const window = await setup.open();
      const { id } = await window.service.create(guided);
      await window.service.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
      await window.service.run(id, 1);
      const listening = window.service.onDidChange(() => {
        const activity = window.service.get(id)?.activity;
        if (activity?.kind === "running" && activity.operationId !== undefined) window.close();
      });
      await window.service.run(id, 3);
      listening.dispose();
      // It cannot be followed to its end, and is not given up at once.
      setup.setup.cloud.useFaults("GET */operationStatuses/* reset");
      const { service } = await setup.open();
      await shown(service, id, (state) => state?.activity?.kind === "running");
      const running = service.run(id, what);
      const began: (string | undefined)[] = [];
      service.onDidChange(() => began.push(service.get(id)?.activity?.kind));
      service.stop(id);
      await running;
      assert.equal(service.get(id)?.activity, undefined);
      assert.equal(service.get(id)?.enrollment.outcomes[2], undefined);
      assert.ok(!began.includes("watching"));
    });
});
