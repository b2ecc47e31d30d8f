import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { findProgram } from "../../scripts/lib/debian";
import { Program } from "./program";

/** The command must end with one line that matches, and this exit code. */
async function endsWith(program: Program, code: number, line: RegExp): Promise<void> {
  const ended = await program.ended;
  assert.equal(ended.lines.length, 1, ended.lines.join("\n"));
  assert.match(ended.lines[0] ?? "", line);
  assert.equal(ended.code, code);
}

describe("npm start, given what it cannot use", () => {
  it("says that the port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? `${address.port}` : "";
    try {
      await endsWith(Program.npm("start", ["--port", port]), 1, new RegExp(`^Port ${port} .*in use`));
    } finally {
      other.close();
    }
  });

  for (const port of ["http", "0", "65536", "80.5", "-1"]) {
    it(`takes no ${port} for a port`, () =>
      endsWith(Program.npm("start", [`--port=${port}`]), 2, /is not a valid port.*Usage:/));
  }

  it("takes no unknown option", () =>
    endsWith(Program.npm("start", ["--nonsense"]), 2, /--nonsense.*Usage:/));

  describe("for the desktop", () => {
    let bare: string;
    before(async () => {
      bare = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-"));
      for (const name of ["node", "npm", "sh"]) await symlink(findProgram(name) ?? "", path.join(bare, name));
    });
    after(() => rm(bare, { recursive: true }));

    it("says that there is no `code`", () =>
      endsWith(Program.npm("start", ["--desktop"], { PATH: bare }), 1, /^No desktop VS Code/));

    it("says that there is no display", async () => {
      await symlink("/bin/true", path.join(bare, "code"));
      const env = { PATH: bare, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
      await endsWith(Program.npm("start", ["--desktop"], env), 1, /^No display/);
    });
  });
});

describe("npm test, given what it cannot use", () => {
  it("names the suites that there are", () =>
    endsWith(Program.npm("test", ["nonsense"]), 2, /^No such suite: nonsense\. There are: .*\bunit\b/));
});
