import assert from "node:assert/strict";
import { practiceTarget } from "../../enrollment/setup";
import { openServiceSetup, shown } from "./serviceSetup";

const guided = practiceTarget({ identity: "user", creator: "workstation", cloud: "practice" });

describe("an enrollment that was removed", () => {
  it("is told from one that is not read yet, in every window", async () => {
    const setup = await openServiceSetup();
    const { service } = await setup.open();
    const other = await setup.open();
    const [id, kept] = [(await service.create(guided)).id, (await service.create(guided)).id];
    await shown(other.service, id, (state) => state !== undefined);
    assert.ok(service.isRead);
    await service.remove(id);
    await shown(other.service, id, (state) => state === undefined);
    for (const each of [service, other.service]) {
      assert.ok(each.wasRemoved(id));
      assert.ok(!each.wasRemoved(kept));
    }
    await service.use(undefined);
    assert.ok(!service.isRead);
    assert.ok(!service.wasRemoved(kept), "a sign-out removes nothing");
    await setup.end();
  });
});
