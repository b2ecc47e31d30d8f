import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { openSafeOutput } from "../../../src/cli/safeOutput";

const root = path.resolve(import.meta.dirname, "../../..");

class Stream extends EventEmitter {
  readonly isTTY: boolean;
  written = "";

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  write(line: string): void {
    this.written += line;
  }
}

const unexpected = { gone: () => assert.fail("gone"), broken: () => assert.fail("broken") };

describe("output of nexus-arc", () => {
  it("gives a terminal no control character of what others wrote, and a pipe every one", () => {
    const hostile = "vm01\t\u001b]0;title\u0007\u001b[2J\u009b1m\r\u0008 é 日本\u202egnp.x\u2069\n";
    const terminal = new Stream(true);
    openSafeOutput(terminal, unexpected)(hostile);
    assert.equal(terminal.written, "vm01\t�]0;title��[2J�1m�� é 日本�gnp.x�\n");
    const pipe = new Stream(false);
    openSafeOutput(pipe, unexpected)(hostile);
    assert.equal(pipe.written, hostile);
  });

  it("stops when its reader has gone, and tells of any other error once", () => {
    const told: string[] = [];
    const ways = { gone: () => told.push("gone"), broken: (error: Error) => told.push(error.message) };
    for (const error of [Object.assign(new Error("x"), { code: "EPIPE" }), new Error("disk full")]) {
      const stream = new Stream(false);
      const write = openSafeOutput(stream, ways);
      write("one");
      stream.emit("error", error);
      stream.emit("error", error);
      write("two");
      assert.equal(stream.written, "one");
    }
    assert.deepEqual(told, ["gone", "disk full"]);
  });

  it("ends without a message and with its own verdict when nobody reads it any more", async () => {
    const child = spawn(process.execPath, ["--import", "tsx/esm", "src/cli.ts", "lint", "-"], { cwd: root });
    child.stdout.destroy();
    const errors = text(child.stderr);
    const ended = once(child, "close");
    child.stdin.end("#cloud-config\nnothing_of_cloud_init: 1\nusers: 5\n");
    assert.deepEqual(await ended, [1, null]);
    assert.equal(await errors, "");
  });
});
