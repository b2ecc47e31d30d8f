/**
 * What the VM makes of user data is what cloud-init makes of it: its own code, in Debian's package, assembles seeded
 * documents of many parts, and real boots run some of them. `NEXUS_ARC_SEED` draws others.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { seed } from "../seed";
import { ours, type Assembled } from "./support/assembled";
import { boot } from "./support/boot";
import { toldByCloudInit } from "./support/cloudInit";
import { Random, userData } from "./support/documents";

const documents = Array.from({ length: 300 }, (_, index) => userData(new Random(seed + index)));

describe("our model of how cloud-init assembles user data", () => {
  for (const release of ["bookworm", "trixie"] as const) {
    it(`gives the config, files and scripts of Debian ${release}'s cloud-init for ${documents.length} documents`, async () => {
      const { version, documents: told } = await toldByCloudInit(release, documents);
      const hooks = !version.startsWith("22.");
      assert.ok(
        told.some(({ scripts }) => scripts.length > 2),
        "no document has many scripts",
      );
      for (const [index, expected] of told.entries()) {
        const document = documents[index] ?? Buffer.alloc(0);
        assert.deepEqual(ours(document, hooks), expected, `seed ${seed + index}, cloud-init ${version}`);
      }
    });
  }
});

/** Documents of which something runs; packages would wait for a network. */
function worthABoot(document: Buffer): boolean {
  const { failed, scripts, boothooks, config } = ours(document, true);
  return !failed && scripts.length + boothooks.length > 2 && !JSON.stringify(config).includes('"packages"');
}

/** What the scripts print, run here one after the other. */
function printed(scripts: Assembled["scripts"]): string[] {
  return scripts.flatMap(([, text]) => {
    if (!text.startsWith("#!")) return [];
    const shell = text.split("\n", 1)[0]?.includes("bash") === true ? "bash" : "sh";
    const script = text.replaceAll("/run/", "/dev/null; : ");
    return spawnSync(shell, ["-c", script], { encoding: "utf8", env: { PATH: process.env["PATH"] } })
      .stdout.split("\n")
      .filter((line) => line !== "");
  });
}

describe("user data of many parts, booted", () => {
  const chosen = Array.from({ length: 600 }, (_, index) => userData(new Random(seed + index)))
    .filter(worthABoot)
    .slice(0, 20);

  for (const [index, document] of chosen.entries()) {
    const release = index % 2 === 0 ? "bookworm" : "trixie";
    it(`runs the scripts of document ${index} in our order in Debian ${release}`, async () => {
      const model = ours(document, release === "trixie");
      const files = model.scripts.map(([name]) => `/var/lib/cloud/instance/scripts/${name}`);
      const booted = await boot(document, { release, files });
      assert.deepEqual(
        booted.scripts,
        model.scripts.map(([name]) => name),
      );
      for (const [name, text] of model.scripts) {
        const kept = booted.files.get(`/var/lib/cloud/instance/scripts/${name}`)?.text;
        assert.equal(kept, text.replaceAll("vm1", "edge01"));
      }
      const expected = printed(model.scripts).map((line) => line.replaceAll("vm1", "edge01"));
      const lines = booted.output.split("\n");
      let from = 0;
      for (const line of expected) {
        const at = lines.indexOf(line, from);
        assert.ok(at >= 0, `"${line}" is not printed behind line ${from} of\n${booted.output}`);
        from = at + 1;
      }
    });
  }

  it("takes 20 documents", () => {
    assert.equal(chosen.length, 20);
  });
});
