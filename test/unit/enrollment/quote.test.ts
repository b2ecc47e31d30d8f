import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { quoteForShell, quoteForPowerShell } from "../../../src/enrollment/dialects/quote";
import { hostileText } from "../../guestSimulator/hostileText";

describe("quoting", () => {
  it("10,000 hostile values arrive in bash and in sh as they are", () => {
    for (const shell of ["bash", "sh"]) {
      const values = fc.sample(hostileText, { numRuns: 5000, seed: 20260211 });
      const script = `printf '%s\\0' ${values.map(quoteForShell).join(" ")}`;
      const printed = execFileSync(shell, ["-s"], { input: script, encoding: "utf8", maxBuffer: 1 << 26 });
      assert.deepEqual(printed.split("\0").slice(0, -1), values);
    }
  });

  it("a character that no argument can hold is refused", () => {
    assert.throws(() => quoteForShell("a\0b"), RangeError);
    assert.throws(() => quoteForPowerShell("a\0b"), RangeError);
  });

  it("PowerShell reads back what went in, by its rule for verbatim strings", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const quoted = quoteForPowerShell(value);
        assert.match(quoted, /^'(?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*'$/);
        assert.equal(quoted.slice(1, -1).replaceAll(/(['\u2018-\u201b])\1/g, "$1"), value);
      }),
      { numRuns: 5000 },
    );
  });
});
