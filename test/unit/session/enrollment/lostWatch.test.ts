import assert from "node:assert/strict";
import { practiceTarget, practiceVm } from "../../enrollment/setup";
import { openServiceSetup, shown, type ServiceSetup } from "./serviceSetup";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });

describe("an operation of a step that cannot be watched any more", function () {
  this.timeout(240_000);
  let setup: ServiceSetup | undefined;
  afterEach(() => setup?.end());

  for (const [failure, fault, says] of [
    ["the network is gone for minutes", "GET */operationStatuses/* reset", /connection/i],
    ["the sign-in ends", "GET */operationStatuses/* 401", /sign/i],
  ] as const) {
    it(`takes no step for failed that Azure continues with while ${failure}, and sends it once`, async () => {
      setup = await openServiceSetup();
      const { service } = await setup.open();
      const { id } = await service.create(guided);
      await service.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
      for (const step of [1, 2, 3, 7] as const) await service.run(id, step);
      setup.setup.cloud.useFaults(fault);
      const seen: string[] = [];
      service.onDidChange(() => {
        const state = service.get(id);
        seen.push(`${state?.enrollment.outcomes[8]?.state ?? "-"} ${state?.failure?.cause ?? ""}`);
      });
      await assert.rejects(service.run(id, 8), says);
      setup.setup.cloud.useFaults("");
      await service.run(id, 8);
      assert.equal(service.get(id)?.enrollment.outcomes[8]?.state, "succeeded");
      assert.equal(service.get(id)?.assessment?.evidence[8].state, "done");
      assert.ok(
        seen.some((line) => line.startsWith("running ") && says.test(line)),
        "the user is told why",
      );
      assert.deepEqual(
        seen.filter((line) => line.startsWith("failed")),
        [],
      );
      assert.deepEqual(
        setup.setup.cloud.world.operations.all().map(({ effect }) => effect.kind),
        ["created", "relayAssigned"],
      );
    });
  }

  it("is seen to its end by itself once the network is back", async () => {
    setup = await openServiceSetup({}, "soon");
    const { service } = await setup.open();
    const { id } = await service.create(guided);
    await service.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
    for (const step of [1, 2, 3, 7] as const) await service.run(id, step);
    setup.setup.cloud.useFaults("GET */operationStatuses/* reset");
    await assert.rejects(service.run(id, 8), /connection/i);
    setup.setup.cloud.useFaults("");
    await shown(service, id, (state) => state?.enrollment.outcomes[8]?.state === "succeeded");
    assert.equal(service.get(id)?.failure, undefined);
  });
});
