import assert from "node:assert/strict";
import { readScenarios, recordingsFolder } from "./recording";
import { replay } from "./replay";

const scenarios = readScenarios();

describe("the practice cloud answers as recorded traffic does", () => {
  if (scenarios === undefined || scenarios.length === 0) {
    it("finds the recordings", () => {
      const message = `There are no recordings in ${recordingsFolder}. Set NEXUS_ARC_RECORDINGS to their folder.`;
      assert.notEqual(process.env["CI"], "true", message);
      console.log(`      ${message} Nothing was compared.`);
    });
    return;
  }

  for (const scenario of scenarios) {
    it(`${scenario.name}: ${String(scenario.exchanges.length)} exchanges`, async () => {
      const wrong: string[] = [];
      for (const [exchange, differences] of await replay(scenario))
        if (differences.length > 0) wrong.push(`${exchange.file}\n    ${differences.join("\n    ")}`);
      if (wrong.length > 0) assert.fail(`\n${wrong.join("\n")}`);
    });
  }
});
