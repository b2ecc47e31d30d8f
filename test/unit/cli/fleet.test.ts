import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createPracticeCloud, type PracticeCloud } from "../../../src/practice/cloud";
import { fleetText } from "../fleet/sample";
import { run, type Ended } from "./run";
import { serveFor } from "./served";

describe("nexus-arc fleet", () => {
  const sent: string[] = [];
  let folder: string;
  let file: string;

  serveFor(() => {
    const inner = createPracticeCloud({ speed: 10_000 });
    const cloud: PracticeCloud = {
      ...inner,
      handle: (request, signal) => {
        sent.push(`${request.method} ${request.url}`);
        return inner.handle(request, signal);
      },
    };
    return Promise.resolve(cloud);
  });
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-fleet-"));
    file = path.join(folder, "edge.nexus-fleet.yaml");
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const call = async (text: string, ...args: string[]): Promise<Ended> => {
    await writeFile(file, text);
    const [action = "", ...options] = args;
    return run(["fleet", action, file, ...options]);
  };

  it("checks a file by itself: 0 for a good one, 1 with line and rule for a bad one", async () => {
    const good = await call(fleetText(), "check");
    assert.deepEqual([good.code, good.output], [0, "4 VMs.\n"]);
    const bad = await call(fleetText().replace("cpuCores: 4", "cpuCores: 5"), "check");
    assert.equal(bad.code, 1);
    assert.match(bad.output, /edge\.nexus-fleet\.yaml:11:13: error fleet\/vm: /);
    assert.deepEqual(sent, []);
  });

  it("sends nothing for a file with a mistake: 2", async () => {
    for (const action of ["plan", "deploy", "status"]) {
      const ended = await call(fleetText().replace("cpuCores: 4", "cpuCores: 5"), action);
      assert.equal(ended.code, 2);
      assert.match(ended.errors, /fleet\/vm[\s\S]*nothing was sent/);
    }
    assert.deepEqual(sent, []);
  });

  it("plans and writes templates, without a change in Azure: 1", async () => {
    const out = path.join(folder, "templates");
    const planned = await call(fleetText(), "plan", "--what-if", "--out", out);
    assert.equal(planned.code, 1);
    assert.match(
      planned.output,
      /^\+ cuf01 {2}\(core-london\)[\s\S]*what-if {2}Create[\s\S]*4 to create, 0 to update/,
    );
    assert.equal((await readdir(out)).filter((name) => name.endsWith(".bicep")).length, 4);
    assert.ok(sent.every((line) => !line.startsWith("PUT")));
  });

  it("answers in JSON, CSV and Markdown", async () => {
    const status = await call(fleetText(), "status", "--format", "json");
    assert.equal(status.code, 1);
    const parsed: unknown = JSON.parse(status.output);
    assert.deepEqual((parsed as { counts: unknown }).counts, { missing: 4 });
    assert.match((await call(fleetText(), "status", "--format", "csv")).output, /^vmName,subscriptionId/);
    assert.match((await call(fleetText(), "status", "--format", "markdown")).output, /^# Fleet edge/);
  });

  it("names a wrong call", async () => {
    assert.equal((await run(["fleet", "destroy", "x"])).code, 2);
    assert.equal((await run(["fleet", "check"])).code, 2);
    assert.equal((await run(["fleet", "plan", file, "--recreate", "some"])).code, 2);
    assert.equal((await run(["fleet", "check", path.join(folder, "none.yaml")])).code, 2);
  });
});
