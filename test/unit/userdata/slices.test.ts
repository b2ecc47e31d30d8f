import assert from "node:assert/strict";
import { lintUserData } from "../../../src/userdata/lint";
import { lintInSlices } from "../../../src/userdata/lintInSlices";
import { finishByTurns, type Slices } from "../../../src/userdata/slices";

/** A script and a cloud-config of 5,000 lines. */
const script = `#!/bin/bash\nset -e\n${'if [ ! -e /etc/done ]; then\n  echo "once" > /etc/done\nfi\n'.repeat(1666)}`;
const config = `#cloud-config\nruncmd:\n${"  - [systemctl, restart, himdsd]\n".repeat(2000)}packages:\n${"  - jq\n".repeat(2998)}`;

const inFunction = `#!/bin/bash\nmain() {\n${"  echo once\n".repeat(4998)}}\nmain "$@"\n`;

function* counting(to: number): Slices<string> {
  for (let done = 0; done < to; done++) yield;
  return "done";
}

describe("linting in slices", () => {
  for (const [name, text] of Object.entries({ script, "script in one function": inFunction, config })) {
    it(`can be left at least eighty times in a ${name} of 5,000 lines, and finds the same`, async () => {
      assert.ok(text.split("\n").length >= 5000);
      const slices = lintInSlices(text);
      let yields = 0;
      let slice = slices.next();
      for (; slice.done !== true; slice = slices.next()) {
        yields += 1;
        await slice.value;
      }
      assert.ok(yields >= 80, `left ${yields} times`);
      assert.deepEqual(slice.value, lintUserData(text));
    });
  }

  it("lets others run between two slices", async () => {
    let turns = 0;
    const immediate = setInterval(() => (turns += 1), 0);
    const result = await finishByTurns(slow(20), 0, () => false);
    clearInterval(immediate);
    assert.equal(result, "done");
    assert.ok(turns > 0, "nobody else ran");
  });

  it("is given up once it is stale", async () => {
    let asked = 0;
    const slices = counting(1000);
    assert.equal(await finishByTurns(slices, 0, () => (asked += 1) > 3), undefined);
    assert.equal(slices.next().done, false, "it would have gone on");
  });
});

/** Work that takes at least a millisecond a slice. */
function* slow(slices: number): Slices<string> {
  for (let done = 0; done < slices; done++) {
    for (const until = performance.now() + 1; performance.now() < until;);
    yield;
  }
  return "done";
}
