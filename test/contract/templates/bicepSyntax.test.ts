/** Every Bicep that the product writes, read by a grammar of Bicep that others made. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { publicCloud } from "../../../src/arm/cloud";
import { dialects } from "../../../src/enrollment/dialects";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import { templateFiles } from "../../../src/fleet/template/mainBicep";
import { nothingStands, writeDeployments } from "../../../src/fleet/template/writeDeployments";
import { hostileText } from "../../guestSimulator/hostileText";
import { run } from "../../unit/cli/run";
import { practiceVm } from "../../unit/enrollment/setup";
import { enrollmentFor, systemTarget, userTarget } from "../../unit/enrollment/sample";
import { fleetOf } from "../../unit/fleet/setup";
import { defaultLines, fleetText, subscription } from "../../unit/fleet/sample";
import { bicepSyntax } from "./bicepSyntax";
import { hostileActions } from "../hostile/hostileActions";

const count = Number(process.env["NEXUS_ARC_HOSTILE_VALUES"] ?? 3000);
const site = `/subscriptions/${subscription}/resourceGroups/core-london/providers/Microsoft.NetworkCloud`;
const systemLines = defaultLines.map((line) => (line.startsWith("userAssigned") ? "identity: system" : line));

/**
 * The grammar (1.1.0) takes two slashes for a comment where a string's text starts, or continues after an escape; to Bicep all of
 * it is the string. So no value here has them.
 */
const withoutSlashes = hostileText.map((text) => text.replaceAll(/\/[/*]+/g, "/"));

/** What a line of YAML can hold between quotes, JSON's way. */
const quotable = withoutSlashes
  .filter((text) => /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text))
  .map((text) => JSON.stringify(text));

describe("Bicep, as its grammar has it", function () {
  this.timeout(300_000);
  let wrong: (text: string) => readonly string[];
  before(async () => {
    wrong = await bicepSyntax();
  });

  function bicepOf(text: string): readonly { readonly name: string; readonly text: string }[] {
    const fleet = fleetOf(text);
    const deployments = writeDeployments({ fleet, vms: fleet.vms, standing: nothingStands, roleGuids: {} });
    return templateFiles(deployments).filter(({ name }) => name.endsWith(".bicep"));
  }

  it("is not what a quote out of place, a missing brace or a stray word makes", () => {
    assert.deepEqual(wrong("param name string\nvar text = '\\'${name}\\u{1f}'\n"), []);
    for (const text of [
      "var a = 'it's'\n",
      "resource a 'b@c' = {\n  name: 'x'\n",
      "param name string string\n",
    ])
      assert.notDeepEqual(wrong(text), [], text);
  });

  it("is not what the grammar alone lets pass: no separator, a wrong escape, a name twice", () => {
    for (const text of [
      "var a = [1 2]\n",
      "var a = { a: 1 b: 2 }\n",
      "var a = '\\q'\n",
      "var a = [\n  [1 2]\n]\n",
      "var a = '${'\\q'}'\n",
      "var a = 'x\ny'\n",
      "var a = '\\u{110000}'\n",
      "var a = '\\u{d800}'\n",
      "param a string param b string\n",
      "var a = {\n  b: 1\n  b: 2\n}\n",
    ])
      assert.notDeepEqual(wrong(text), [], text);
    for (const text of [
      "var a = [1, 2]\n",
      "var a = [\n  1\n  2, 3\n]\n",
      "var a = { a: 1, b: 2 }\n",
      "var a = {\n  a: 1 // one\n  'b c': '\\n\\${$ ${a}\\u{1F600}'\n}\n",
      "var a = '''\n\\q\n'''\n",
    ])
      assert.deepEqual(wrong(text), [], text);
  });

  it("is not, to this grammar, a string that starts with two slashes, which Bicep itself takes", () => {
    assert.notDeepEqual(wrong("var a = '//x'\n"), [], "fixed: let the hostile values have slashes again");
    assert.deepEqual(wrong("var a = 'https://x'\n"), []);
  });

  it(`is what ${String(count)} hostile values are written into`, () => {
    const values = fc.sample(withoutSlashes, count);
    for (let at = 0; at < count;) {
      const actions = hostileActions(() => values[at++ % count] ?? "");
      const creating = actions.filter(({ kind }) => kind !== "assignRelay");
      assert.deepEqual(wrong(dialects.bicep.write(creating, publicCloud) ?? assert.fail()), []);
    }
  });

  it("is what nexus-arc step prints", async () => {
    const clientPublicKey = `MIIBCgKCAQEA${"A".repeat(348)}`;
    const principal = ["--principal-id", "33333333-3333-4333-8333-333333333333"];
    for (const target of [userTarget, systemTarget]) {
      const record = writeRecord({ ...enrollmentFor(target), vm: practiceVm, clientPublicKey });
      for (const step of target === userTarget ? [1, 2, 3, 7] : [2, 3, 7]) {
        const args = ["step", String(step), "--record", "-", "--dialect", "bicep"];
        const { code, output, errors } = await run([...args, ...(step === 2 ? principal : [])], record);
        assert.equal(code, 0, errors);
        assert.deepEqual(wrong(output), [], `step ${step}`);
      }
    }
  });

  it("is what a fleet writes: its modules and the file that deploys them", () => {
    const vms = [
      `- {vmName: cuf01, registry: {url: myacr.azurecr.io, username: "it's", passwordVariable: ACR_PASSWORD}, volumes: [${site}/volumes/data1]}`,
      `- {vmName: cuf02, placementHints: [{hintType: AntiAffinity, resourceId: ${site}/virtualMachines/cuf01, schedulingExecution: Soft, scope: Rack}]}`,
      "- {vmName: cuf03, userData: none, tags: {note: '[concat(1)]', quote: \"it's ${x}\"}}",
      "- {vmName: cuf04, cpuCores: 8, compress: true}",
    ];
    for (const text of [
      fleetText(),
      fleetText({ vms }),
      fleetText({ defaults: systemLines }),
      fleetText({ defaults: systemLines, vms }),
    ]) {
      const files = bicepOf(text);
      assert.ok(files.some(({ name }) => name.startsWith("main-")) && files.length > 1);
      for (const file of files) assert.deepEqual(wrong(file.text), [], file.name);
    }
  });

  it("is what a fleet with hostile tags writes", () => {
    fc.assert(
      fc.property(quotable, quotable, (tag, other) => {
        const vm = `- {vmName: cuf01, tags: {note: ${tag}, place: ${other}}}`;
        for (const file of bicepOf(fleetText({ vms: [vm] }))) assert.deepEqual(wrong(file.text), []);
      }),
      { numRuns: 200 },
    );
  });
});
