import assert from "node:assert/strict";
import { readRecord, writeRecord } from "../../../src/enrollment/record/recordFile";
import { enrollmentFor, userTarget } from "./sample";

const enrollment = enrollmentFor(userTarget);
const good = writeRecord(enrollment);
const at = "2026-03-01T12:00:00Z";

/** The good record with one text in it replaced. */
function withText(from: string, to: string): string {
  assert.ok(good.includes(from), from);
  return good.replace(from, to);
}

const hostile: Readonly<Record<string, string>> = {
  nothing: "",
  "half a record": good.slice(0, good.length / 2),
  null: "null",
  "a list": `[${good}]`,
  "100,000 lists in each other": "[".repeat(100_000),
  "a prototype": withText('"vm": {', '"__proto__": {"id": "x"}, "vm": {'),
  "a prototype in the VM": withText('"vm": {', '"vm": {"__proto__": {"cpuCores": 2}'),
  "a prototype as a step": withText(
    '"outcomes": {',
    `"outcomes": {"__proto__": {"state":"succeeded","at":"${at}"}`,
  ),
  "a step that is none": withText(
    '"outcomes": {',
    `"outcomes": {"constructor": {"state":"succeeded","at":"${at}"}`,
  ),
  "step 11": withText('"outcomes": {', `"outcomes": {"11": {"state":"succeeded","at":"${at}"}`),
  "a state that is none": withText('"outcomes": {', `"outcomes": {"1": {"state":"toString","at":"${at}"}`),
  "a path for an id": good.replace(/"id": "[^"]*"/, '"id": "../../../../etc/passwd"'),
  "a path after an id": good.replace(/"id": "([^"]*)"/, '"id": "$1/../x"'),
  "a number for a name": withText('"target": {', '"target": {"clientId": 5,'),
  "another cloud than there is": good
    .replace(/"cloud": "[^"]*"/, '"cloud": "__proto__"')
    .replace('"target": {', '"target": {"flavour": "sh",'),
  "a megabyte for a name": withText('"target": {', `"target": {"clientId": "${"x".repeat(1_000_000)}",`),
  "a time that is none": good.replace(/"created": "[^"]*"/, '"created": "yesterday"'),
  "a private key": withText('"vm": {', '"privateKey": "canary-key", "vm": {'),
  "a newer version": good.replace('"version": 1', '"version": 2'),
};

describe("the file of an enrollment", () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`is refused with a short reason: ${name}`, async () => {
      assert.notEqual(text, good);
      const reading = await readRecord(text);
      assert.ok(!reading.ok);
      assert.match(reading.problem, /\.$/);
      assert.ok(reading.problem.length < 400, reading.problem);
      assert.doesNotMatch(reading.problem, /canary|undefined|\n/);
    });
  }

  it("quotes nothing of a private key that was picked by mistake", async () => {
    for (const key of ["MIIEcanaryAKCAQEA", "-----BEGIN canary-----", '{"a": canary}', `"x" canary`]) {
      const reading = await readRecord(key);
      assert.ok(!reading.ok);
      assert.match(reading.problem, /^This is not JSON/);
      assert.doesNotMatch(reading.problem, /canary|MII|BEGIN/);
    }
  });

  it("names an unknown field in few characters", async () => {
    const reading = await readRecord(withText('"vm": {', `"${"k".repeat(100_000)}": 1, "vm": {`));
    assert.ok(!reading.ok && reading.problem.includes("kkk") && reading.problem.length < 200);
  });

  it("says in plain words which field is wrong, and in what way", async () => {
    const wrong: readonly (readonly [from: RegExp, to: string, problem: string])[] = [
      [/"id": "[^"]*",/, "", 'The field "id" is missing.'],
      [/"vm": \{/, '"vm": {"size": 1,', 'The field "vm.size" is unknown.'],
      [
        /"created": "[^"]*"/,
        '"created": "yesterday"',
        'The field "created" must be a time such as 2026-03-01T12:00:00Z.',
      ],
      [/"target": \{/, '"target": {"clientId": 5,', 'The field "target.clientId" must be of type string.'],
      [
        /"outcomes": \{/,
        `"outcomes": {"1": {"state":"lost","at":"${at}"},`,
        'The field "outcomes.1" has a value that this version does not know.',
      ],
      [/^\{[^]*$/, "[]", "This is not an enrollment."],
    ];
    for (const [from, to, problem] of wrong) {
      const text = good.replace(from, to).replace(/,(\s*\})/g, "$1");
      assert.notEqual(text, good);
      assert.deepEqual(await readRecord(text), { ok: false, problem });
    }
  });

  it("comes back as it was written", async () => {
    assert.deepEqual(await readRecord(good), { ok: true, enrollment });
  });
});
