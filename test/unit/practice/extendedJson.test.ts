import assert from "node:assert/strict";
import { parseExtendedJson } from "../../../src/practice/engine/extendedJson";

describe("extended JSON of deployments", () => {
  it("takes what azure-cli 2.45.0 sent for a template with a comment and a string of two lines", () => {
    const sent =
      '{"properties": {"parameters": {}, "mode": "Incremental", template:{\n  // a comment: "x"\n  "$schema": "s", /* {b: 1} */\n' +
      '  "resources": [],\n  "outputs": {"a": {"type": "string", "value": "first\n\tsecond // no comment, \\"no: end\\""}}\n}}}';
    assert.deepEqual(parseExtendedJson(sent), {
      properties: {
        parameters: {},
        mode: "Incremental",
        template: {
          $schema: "s",
          resources: [],
          outputs: { a: { type: "string", value: 'first\n\tsecond // no comment, "no: end"' } },
        },
      },
    });
  });

  it("takes names without quotation marks at every depth", () => {
    assert.deepEqual(parseExtendedJson("{properties:{template:{a_1 : [true, {$b: null}]}}}"), {
      properties: { template: { a_1: [true, { $b: null }] } },
    });
  });

  it("refuses everything else that is not JSON", () => {
    for (const text of [
      "{'a': 1}",
      '{"a": 1,}',
      '{"a": [1,]}',
      '{"a": b}',
      "{a: b: 1}",
      "{a b: 1}",
      "{a-b: 1}",
      "{1a: 1}",
      '{"a": 01}',
      '{"a": NaN}',
      '{"a": undefined}',
      '{"a": 1} {}',
      '{a: "never ends}',
      "{a: 1} /* never ends",
      "{a: 1 # no comment\n}",
      "{a = 1}",
    ])
      assert.throws(() => parseExtendedJson(text), SyntaxError, text);
  });
});
