import assert from "node:assert/strict";
import { textAt, type Json } from "../../src/practice/json";
import { practiceForAz, type PracticeForAz } from "./support/practiceForAz";

/** Debian's azure-cli (2.45.0) against `nexus-arc practice --tls`. */
describe("az and the practice cloud", function () {
  this.timeout(120_000);
  let practice: PracticeForAz;
  before(async () => {
    practice = await practiceForAz();
  });
  after(() => practice.close());

  const run = async (script: string): Promise<Json | undefined> => {
    const result = await practice.run(`set -e\n${script}`);
    assert.equal(result.code, 0, `${script}\n${result.stderr}`);
    return result.stdout.trim() === "" ? undefined : result.json();
  };

  it("is registered, and az is signed in as the application", async () => {
    const account = await run("az account show");
    assert.equal(textAt(account, "environmentName"), "NexusArcPractice");
  });
});
