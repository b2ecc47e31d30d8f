import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { practiceForAz, type PracticeForAz } from "./support/practiceForAz";

/** Calls the command line of this folder where docs say `nexus-arc`. */
const nexusArc = `nexus-arc() { env -u PYTHONPATH "${process.execPath}" --import "${path.join(root, "node_modules/tsx/dist/esm/index.mjs")}" "${path.join(root, "src/cli.ts")}" "$@"; }`;

describe("docs/practice.md", () => {
  let practice: PracticeForAz;
  before(async () => {
    practice = await practiceForAz();
  });
  after(() => practice.close());

  it("walks real az through an enrollment, every command as it stands there", async () => {
    const text = await readFile(path.join(root, "docs/practice.md"), "utf8");
    const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
    assert.equal(blocks.shift(), "nexus-arc practice --tls\n", "the first one is what has been started");
    const { code, stdout, stderr } = await practice.run(
      ["set -euo pipefail", nexusArc, ...blocks].join("\n"),
    );
    assert.equal(code, 0, stderr);
    for (const shown of ['"status": "Connected"', "Refused, as in Azure.", '"operator@practice.example"'])
      assert.ok(stdout.includes(shown), `${shown}\n${stdout.slice(-4000)}`);
  });
});
