import assert from "node:assert/strict";
import { practiceTarget, practiceVm } from "../../enrollment/room";
import { openDeskRoom, shown, type DeskRoom } from "./deskRoom";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });

describe("an operation of a step that cannot be watched any more", function () {
  this.timeout(240_000);
  let room: DeskRoom | undefined;
  afterEach(() => room?.end());

  for (const [trouble, fault, says] of [
    ["the network is gone for minutes", "GET */operationStatuses/* reset", /connection/i],
    ["the sign-in ends", "GET */operationStatuses/* 401", /sign/i],
  ] as const) {
    it(`takes no step for failed that Azure continues with while ${trouble}, and sends it once`, async () => {
      room = await openDeskRoom();
      const { desk } = await room.open();
      const { id } = await desk.create(guided);
      await desk.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
      for (const step of [1, 2, 3, 7] as const) await desk.run(id, step);
      room.room.cloud.useFaults(fault);
      const seen: string[] = [];
      desk.onDidChange(() => {
        const state = desk.get(id);
        seen.push(`${state?.enrollment.outcomes[8]?.state ?? "-"} ${state?.trouble?.cause ?? ""}`);
      });
      await assert.rejects(desk.run(id, 8), says);
      room.room.cloud.useFaults("");
      await desk.run(id, 8);
      assert.equal(desk.get(id)?.enrollment.outcomes[8]?.state, "succeeded");
      assert.equal(desk.get(id)?.assessment?.evidence[8].state, "done");
      assert.ok(
        seen.some((line) => line.startsWith("running ") && says.test(line)),
        "the user is told why",
      );
      assert.deepEqual(
        seen.filter((line) => line.startsWith("failed")),
        [],
      );
      assert.deepEqual(
        room.room.cloud.world.operations.all().map(({ effect }) => effect.kind),
        ["created", "relayAssigned"],
      );
    });
  }

  it("is seen to its end by itself once the network is back", async () => {
    room = await openDeskRoom({}, "soon");
    const { desk } = await room.open();
    const { id } = await desk.create(guided);
    await desk.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
    for (const step of [1, 2, 3, 7] as const) await desk.run(id, step);
    room.room.cloud.useFaults("GET */operationStatuses/* reset");
    await assert.rejects(desk.run(id, 8), /connection/i);
    room.room.cloud.useFaults("");
    await shown(desk, id, (state) => state?.enrollment.outcomes[8]?.state === "succeeded");
    assert.equal(desk.get(id)?.trouble, undefined);
  });
});
