import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { articleScript } from "./articleScript";
import { lint, show } from "./lint";

const corpus = process.env["NEXUS_ARC_CORPUS"] ?? join("..", "shared", "data", "cloud-init", "corpus");

describe("the rules on real files", () => {
  it("find no error in valid cloud-configs that do not enroll", () => {
    const folder = join(corpus, "valid");
    assert.ok(existsSync(folder), `the corpus is not at ${corpus}: this check cannot run`);
    const files = readdirSync(folder).filter((name) => name.startsWith("wild__"));
    assert.ok(files.length > 0);
    for (const name of files) {
      const errors = lint(readFileSync(join(folder, name), "utf8")).filter(
        (each) => each.severity === "error",
      );
      assert.deepEqual(errors.map(show), [], name);
    }
  });
});

describe("the rules on any text", () => {
  const headers = ["#cloud-config\n", "#!/bin/bash\n", "#cloud-config-archive\n", "MIME-Version: 1.0\n", ""];
  const fragments = [
    "runcmd:\n  - ",
    "write_files:\n  - path: /x\n    content: |\n      ",
    "bootcmd: [",
    "packages: [azcmagent]\n",
    "az login --identity\n",
    "azcmagent connect existing ",
    "az rest --method PUT --uri x --body '{",
    '"clientPublicKey": "',
    "--private-key ",
    "export HTTPS_PROXY=",
    "&a *a\n",
    "<<: *a\n",
    "# nexus-arc-disable x\n",
    "--b\nContent-Type: text/x-shellscript\n\n",
    "boundary=b\n",
    "$(",
    "'",
    '"',
    "\n  - ",
    "\t",
    "\r\n",
    "🙂",
    "\u0000",
  ];
  const text = fc
    .tuple(
      fc.constantFrom(...headers),
      fc.array(
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...fragments) },
          fc.string({ unit: "binary", maxLength: 8 }),
        ),
        {
          maxLength: 25,
        },
      ),
    )
    .map(([header, body]) => header + body.join(""));

  const inBounds = (document: string): void => {
    const last = document.split(/\r\n|\r|\n/u).length;
    for (const finding of lint(document)) {
      const { start, end } = finding.range;
      assert.ok(start.line >= 0 && start.line <= end.line && end.line < last, show(finding));
      assert.ok(start.line < end.line || start.character <= end.character, show(finding));
    }
  };

  it("never throw, and point into the text", () => {
    fc.assert(fc.property(text, inBounds), { numRuns: 1500 });
  });

  it("never throw on the article's script cut anywhere", () => {
    fc.assert(
      fc.property(fc.nat(articleScript.length), fc.nat(articleScript.length), (from, length) => {
        inBounds(articleScript.slice(0, from) + articleScript.slice(from + length));
      }),
      { numRuns: 150 },
    );
  });
});
