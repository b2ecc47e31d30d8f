import assert from "node:assert/strict";
import { assemble } from "../../../../src/userdata/assembly/assemble";
import { shownRuns } from "../../../../src/userdata/assembly/shownRuns";
import { readDocument } from "../../../../src/userdata/document";
import { mimeParts } from "../../../../src/userdata/rules/mimeExamples";

const shown = (text: string): ReturnType<typeof shownRuns> => {
  const document = readDocument(text);
  return shownRuns(document, assemble(document));
};

describe("what the VM runs, as a text", () => {
  const text = mimeParts(
    ["text/cloud-config", "runcmd:", "  - echo replaced"],
    ["text/x-shellscript", "#!/bin/bash", "echo script"],
    ["text/cloud-config", "runcmd:", "  - [echo, it's]"],
    ["text/html", "<p>"],
  );

  it("names the stage, the module, the file, how often and by whom", () => {
    const lines = shown(text).text.split("\n");
    assert.ok(lines.includes("Stage final (cloud-final.service)"));
    const heading = lines.find((line) => line.includes("scripts_user: part-002"));
    assert.match(heading ?? "", /at the first boot of the instance, run by \/bin\/bash/);
    assert.ok(lines.indexOf("   18 | 'echo' 'it'\\''s'") > lines.indexOf("   13 | echo script"));
  });

  it("leads each line back to the line that it comes from", () => {
    const { text: page, links } = shown(text);
    const lines = page.split("\n");
    const source = text.split("\n");
    assert.ok(links.length > 5);
    for (const { line, start, end, sourceLine } of links) {
      assert.equal(Number(lines[line]?.slice(start, end)), sourceLine + 1);
      const code = / \| (.*)$/u.exec(lines[line] ?? "")?.[1];
      if (code?.startsWith("echo") === true) assert.equal(source[sourceLine], code);
    }
  });

  it("says what does not run, and why", () => {
    const [, lost = ""] = shown(text).text.split("Does not run");
    assert.match(lost, /7 {3}part-003 replaces this "runcmd"/);
    assert.match(lost, /no handler for the type text\/html/);
  });

  it("says that nothing runs where cloud-init gives the document up", () => {
    const { text: page } = shown(
      "#cloud-config-archive\n- {type: cloud-config, content: 'runcmd: [echo a]'}\n",
    );
    assert.match(page, /Nothing runs/);
    assert.doesNotMatch(page, /echo a/);
  });
});
