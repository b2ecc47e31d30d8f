import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { keepers, keeps, type KeeperId, type KeeperOptions } from "../../src/arm/proxies/keepers";

/** `NEXUS_ARC_PEERS_ROOT` names the root of another system (with an account `nobody`) whose programs are run instead. */
const root = process.env["NEXUS_ARC_PEERS_ROOT"] ?? "/";

const names = ["HTTPS_PROXY", "https_proxy", "NO_PROXY"];
const some = ["HTTPS_PROXY,https_proxy"];
const nobody = ["-s", "/bin/sh", "nobody", "-c", "env"];

/** Command lines, each with its options as our reader gives them to the table. */
const lines: readonly (readonly [id: KeeperId, words: readonly string[], options: KeeperOptions])[] = [
  ["sudo", ["sudo", "env"], given([])],
  ["sudo", ["sudo", "-E", "env"], given(["-E"])],
  ["sudo", ["sudo", "-nE", "env"], given(["-nE"])],
  ["sudo", ["sudo", "--preserve-env", "env"], given(["--preserve-env"])],
  ["sudo", ["sudo", `--preserve-env=${some[0] ?? ""}`, "env"], given(["--preserve-env"], some)],
  ["sudo", ["sudo", "-i", "env"], given(["-i"])],
  ["sudo", ["sudo", "-E", "-i", "env"], given(["-E", "-i"])],
  ["sudo", ["sudo", "-u", "nobody", "env"], given(["-u"], ["nobody"])],
  ["sudo-rs-0.2.5", ["sudo-rs", "env"], given([])],
  ["sudo-rs-0.2.5", ["sudo-rs", "-E", "env"], given(["-E"])],
  ["sudo-rs-0.2.5", ["sudo-rs", `--preserve-env=${some[0] ?? ""}`, "env"], given(["--preserve-env"], some)],
  ["su", ["su", ...nobody], given([])],
  ["su", ["su", "-p", ...nobody], given(["-p"])],
  ["su", ["su", "-", ...nobody], given(["-"])],
  ["su", ["su", "-l", ...nobody], given(["-l"])],
  ["su", ["su", "--login", ...nobody], given(["--login"])],
  ["su", ["su", "-", "-w", some[0] ?? "", ...nobody], given(["-", "-w"], some)],
  ["runuser", ["runuser", ...nobody], given([])],
  ["runuser", ["runuser", "-l", ...nobody], given(["-l"])],
  ["runuser", ["runuser", "-l", "-w", some[0] ?? "", ...nobody], given(["-l", "-w"], some)],
  ["runuser", ["runuser", "-u", "nobody", "--", "env"], given(["-u"], ["nobody"])],
  ["env", ["env", "env"], given([])],
  ["env", ["env", "-i", "env"], given(["-i"])],
  ["env", ["env", "-", "env"], given(["-"])],
  ["env", ["env", "-u", "HTTPS_PROXY", "env"], given(["-u"], ["HTTPS_PROXY"])],
  ["setpriv", ["setpriv", "--reset-env", "env"], given(["--reset-env"])],
  ["setpriv", ["setpriv", "--clear-groups", "env"], given(["--clear-groups"])],
  ["exec", ["bash", "-c", "exec env"], given([])],
  ["exec", ["bash", "-c", "exec -c env"], given(["-c"])],
];

function given(flags: readonly string[], last?: readonly string[]): KeeperOptions {
  return { flags, values: new Map(last === undefined ? [] : [[flags[flags.length - 1] ?? "", last]]) };
}

describe("exported variables behind sudo, su, runuser, env and their kin", () => {
  // Debian 12 has no sudo-rs; Debian 13 has.
  for (const [id, words, options] of lines.filter(([, [program = ""]]) => has(program))) {
    it(words.join(" "), () => {
      const { stdout } = inRoot(words);
      const seen = names.filter((name) => new RegExp(`^${name}=value$`, "m").test(stdout));
      const keeper = keepers.find((each) => each.id === id);
      assert.ok(keeper);
      const kept = keeper.keeps(options);
      assert.deepEqual(
        seen,
        names.filter((name) => keeps(kept, name)),
      );
    });
  }
});

function has(program: string): boolean {
  return inRoot(["sh", "-c", `command -v ${program}`]).status === 0;
}

function inRoot(words: readonly string[]): { readonly stdout: string; readonly status: number | null } {
  const env = {
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    ...Object.fromEntries(names.map((name) => [name, "value"])),
  };
  return spawnSync("chroot", [root, ...words], { env, encoding: "utf8" });
}
