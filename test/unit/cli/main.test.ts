import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { main } from "../../../src/cli/main";

describe("nexus-arc", () => {
  it("refuses an unknown command with one line and exit code 2", async () => {
    let errors = "";
    const code = await main(["fly"], {
      stdin: Readable.from([]),
      write: () => undefined,
      writeError: (text) => (errors += text),
      signal: new AbortController().signal,
    });
    assert.equal(code, 2);
    assert.equal(errors, 'nexus-arc: there is no command "fly". Run "nexus-arc --help".\n');
  });
});
