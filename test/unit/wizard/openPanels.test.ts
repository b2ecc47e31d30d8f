import assert from "node:assert/strict";
import { OpenPanels } from "../../../src/wizard/panels/openPanels";

class Store {
  saved: unknown;
  readonly get = (): undefined => JSON.parse(JSON.stringify(this.saved ?? null)) as undefined;
  readonly keys = (): readonly string[] => [];
  readonly update = (_: string, value: unknown): Promise<void> => {
    this.saved = value;
    return Promise.resolve();
  };
}

const one = { column: 2, title: "Enroll amf01" };
const other = { column: 1, title: "New enrollment" };

describe("the wizard's open panels", () => {
  it("are known to the next extension host of the same window, without those that were closed", () => {
    const store = new Store();
    const first = new OpenPanels(store, "window 1");
    first.shown("a", other);
    first.shown("a", one);
    first.shown("b", other);
    first.closed("b");
    assert.deepEqual([...new OpenPanels(store, "window 1").left()], [["a", one]]);
  });

  it("are not taken over after a reload: VS Code brings those back itself", () => {
    const store = new Store();
    new OpenPanels(store, "window 1").shown("a", one);
    assert.equal(new OpenPanels(store, "window 2").left().size, 0);
  });

  it("are none where something else was saved", () => {
    for (const saved of [
      undefined,
      null,
      7,
      { session: "window 1" },
      { session: "window 1", panels: { a: 1 } },
    ]) {
      const store = new Store();
      store.saved = saved;
      assert.equal(new OpenPanels(store, "window 1").left().size, 0);
    }
  });
});
