/**
 * HOME and LOGNAME are not set in scripts that cloud-init runs: seen in real boots of cloud-init 22.4.2 (systemd 252) and 26.2
 * (systemd 262). What bash 5.2 and dash 0.5.12 make of it was run here.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { applyEdits } from "../../../../../src/userdata/lineIndex";
import { connect, opening } from "../../../../../src/userdata/rules/examples";
import { faults, lint } from "../lint";

/** Whether a shell without HOME comes to the end of a script. */
function ends(shell: "bash" | "sh", script: string): boolean {
  return spawnSync(shell, ["-c", `${script}\necho reached`], { env: {}, encoding: "utf8" }).stdout.includes(
    "reached",
  );
}

describe("HOME in user data", () => {
  it("ends a script under set -u, and the rule says so where the shell does", () => {
    for (const [line, wrong] of [
      ['echo "$HOME"', true],
      ['echo "${HOME:-/root}"', false],
      ['HOME=/root; echo "$HOME"', false],
      ["echo ~", false],
    ] as const) {
      assert.equal(ends("bash", `set -u\n${line}`), !wrong, line);
      assert.equal(faults(`#!/bin/bash\nset -u\n${line}\n`).includes("unset-home"), wrong, line);
    }
  });

  it("is not asked of programs that set it", () => {
    for (const line of ["sudo -u op bash -c 'set -u; echo $HOME'", "su - op -c 'set -u; ls $HOME/x'"])
      assert.deepEqual(
        faults(`#!/bin/bash\n${line}\n`).filter((rule) => rule.includes("home")),
        [],
        line,
      );
  });

  it("makes a directory ~ in sh, none in bash", () => {
    const runcmd = "#cloud-config\nruncmd:\n  - mkdir -p ~/.azure\n";
    assert.deepEqual(faults(runcmd), ["home-in-root"]);
    assert.deepEqual(faults("#!/bin/sh\nmkdir -p ~/.azure\n"), ["home-in-root"]);
    assert.deepEqual(faults("#!/bin/bash\nmkdir -p ~/.azure\n"), []);
    assert.deepEqual(faults("#!/bin/sh\nmkdir -p '~/.azure' ~root/x\n"), []);
    assert.deepEqual(faults("#!/bin/bash\nmkdir -p $HOME/.azure\n"), ["home-in-root"]);
  });

  it("leaves a script running that uses HOME when errexit-missing is repaired", () => {
    const text = `${opening.replace("set -euo pipefail\n", "")}\ngrep -q x /etc/none\n${connect()}\necho "$HOME"\n`;
    const finding = lint(text).find(({ rule }) => rule === "errexit-missing");
    const [fix] = finding?.fixes ?? [];
    assert.ok(fix !== undefined);
    const repaired = applyEdits(text, fix.edits);
    assert.ok(!faults(repaired).includes("errexit-missing"));
    const harmless = `azcmagent() { return 0; }\n${repaired}`;
    assert.ok(ends("bash", harmless));
    assert.ok(!ends("bash", `azcmagent() { return 1; }\n${repaired}`));
  });
});

describe("a restart before the end", () => {
  it("is found in runcmd and scripts where something follows, and at every boot", () => {
    assert.deepEqual(faults("#!/bin/sh\nreboot\necho rest\n"), ["early-reboot"]);
    assert.deepEqual(faults("#!/bin/sh\necho rest\nreboot\n"), []);
    assert.deepEqual(faults("#!/bin/sh\nshutdown -r +5\necho rest\n"), []);
    assert.deepEqual(faults("#cloud-config\nbootcmd: [reboot]\n"), ["early-reboot"]);
  });

  it("and boothooks count as what runs at every boot", () => {
    const hook = `#cloud-boothook\n#!/bin/bash\n${opening.split("\n").slice(1).join("\n")}\n${connect()}\n`;
    assert.ok(
      lint(hook).some(({ rule, message }) => rule === "run-twice" && message.startsWith("A boothook")),
    );
    assert.deepEqual(faults("#cloud-boothook\n#!/bin/sh\nip route add default via 10.0.0.1\n"), []);
  });
});
