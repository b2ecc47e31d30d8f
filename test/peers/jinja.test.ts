/** cloud-init's own code renders the templates of the rule `jinja-unknown-name`, and has the variables that it knows. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { debianRoot } from "../../scripts/lib/debianRoot";
import { standardKeys } from "../../src/userdata/jinja/catalogue";
import { templates, type Verdict } from "../unit/userdata/jinjaTemplates";

interface Answer {
  readonly version: string;
  readonly rendered: readonly (string | null)[];
  /** Of `v1`. */
  readonly keys: readonly string[];
}

const program = readFileSync(path.join(import.meta.dirname, "support/render.py"), "utf8");

function verdictOf(rendered: string | null | undefined): Verdict {
  if (rendered === null || rendered === undefined) return "dropped";
  return /CI_MISSING_JINJA_VAR/iu.test(rendered) ? "text" : "fine";
}

for (const [release, expected] of [
  ["bookworm", "22.4.2"],
  ["trixie", "25.1."],
] as const) {
  describe(`templates in Debian ${release}'s cloud-init`, () => {
    let answer: Answer;
    before(async () => {
      const root = await debianRoot(release);
      const command = ["python3", "-W", "ignore", "-c", program, "/usr/lib/python3/dist-packages"];
      const input = JSON.stringify(templates.map(([template]) => template));
      const { stdout, stderr } = spawnSync("chroot", [root, ...command], { encoding: "utf8", input });
      assert.notEqual(stdout, "", stderr);
      answer = JSON.parse(stdout) as Answer;
    });

    it(`are rendered or dropped as cloud-init ${expected} does`, () => {
      assert.ok(answer.version.startsWith(expected), answer.version);
      for (const [index, [template, verdict]] of templates.entries())
        assert.equal(verdictOf(answer.rendered[index]), verdict, template);
    });

    it("have the keys of v1 that the rule knows", () => {
      assert.deepEqual(answer.keys, [...standardKeys].sort());
    });
  });
}
