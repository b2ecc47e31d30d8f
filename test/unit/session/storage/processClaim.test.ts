import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { claim, isClaimed } from "../../../../src/session/storage/processClaim";

describe("claim of a process", () => {
  let folder = "";
  let file = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-claim-"));
    file = path.join(folder, "work.run");
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("is given to one of many, and again once it was given back", async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(file)));
    const given = claims.filter((release) => release !== undefined);
    assert.equal(given.length, 1);
    assert.equal(await isClaimed(file), true);
    await given[0]?.();
    assert.equal(await isClaimed(file), false);
    assert.notEqual(await claim(file), undefined);
    assert.equal((await readdir(folder)).length, 1, "nothing piles up");
  });

  it("is taken over from a process that has died, by one only", async () => {
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    await writeFile(`${file}.7`, JSON.stringify({ pid: dead, name: "left" }));
    assert.equal(await isClaimed(file), false);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(file)));
    assert.equal(claims.filter((release) => release !== undefined).length, 1);
  });

  it("is taken over from an earlier process with the same number", async () => {
    await writeFile(`${file}.7`, JSON.stringify({ pid: process.pid, name: "left" }));
    assert.notEqual(await claim(file), undefined);
  });

  it("is left to another process that lives", async () => {
    await writeFile(`${file}.7`, JSON.stringify({ pid: process.ppid, name: "theirs" }));
    assert.equal(await claim(file), undefined);
    assert.equal(await isClaimed(file), true);
  });

  it("is taken over from a process whose number a later program has, where the system tells when it started", async function () {
    await writeFile(`${file}.7`, JSON.stringify({ pid: process.ppid, began: "1", name: "theirs" }));
    const tells = existsSync(`/proc/${String(process.ppid)}/stat`);
    assert.equal(await isClaimed(file), !tells);
    assert.equal((await claim(file)) === undefined, !tells);
  });

  it("is left to another process that lives, whatever its name, with the moment it started", async () => {
    const program = path.join(folder, "a) b (c");
    await symlink(process.execPath, program);
    const script = "process.stdin.resume(); process.stdout.write('ready')";
    const other = spawn(program, ["-e", script], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      await once(other.stdout, "data");
      const stat = await readFile(`/proc/${String(other.pid)}/stat`, "latin1").catch(() => "");
      const [, began] = /^.*\) \S(?: \S+){18} (\S+)/.exec(stat) ?? [];
      await writeFile(`${file}.7`, JSON.stringify({ pid: other.pid, began, name: "theirs" }));
      assert.equal(await isClaimed(file), true);
    } finally {
      other.kill();
      await once(other, "close");
    }
    assert.equal(await isClaimed(file), false);
  });

  it("is taken where the file says nothing", async () => {
    await writeFile(`${file}.7`, "");
    assert.notEqual(await claim(file), undefined);
  });
});
