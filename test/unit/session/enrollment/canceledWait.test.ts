import assert from "node:assert/strict";
import { practiceTarget, practiceVm } from "../../enrollment/room";
import { openDeskRoom, shown, type DeskRoom } from "./deskRoom";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });

describe("a wait for what an earlier window started", function () {
  this.timeout(240_000);
  let room: DeskRoom | undefined;
  afterEach(() => room?.end());

  for (const what of [2, "watch"] as const)
    it(`is followed by nothing (${what}) once it was canceled`, async () => {
      room = await openDeskRoom();
      const window = await room.open();
      const { id } = await window.desk.create(guided);
      await window.desk.update(id, (enrollment) => ({ ...enrollment, vm: practiceVm }));
      await window.desk.run(id, 1);
      const listening = window.desk.onDidChange(() => {
        const activity = window.desk.get(id)?.activity;
        if (activity?.kind === "running" && activity.operationId !== undefined) window.close();
      });
      await window.desk.run(id, 3);
      listening.dispose();
      // It cannot be followed to its end, and is not given up at once.
      room.room.cloud.useFaults("GET */operationStatuses/* reset");
      const { desk } = await room.open();
      await shown(desk, id, (state) => state?.activity?.kind === "running");
      const running = desk.run(id, what);
      const began: (string | undefined)[] = [];
      desk.onDidChange(() => began.push(desk.get(id)?.activity?.kind));
      desk.stop(id);
      await running;
      assert.equal(desk.get(id)?.activity, undefined);
      assert.equal(desk.get(id)?.enrollment.outcomes[2], undefined);
      assert.ok(!began.includes("watching"));
    });
});
