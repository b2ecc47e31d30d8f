/** What commands get, and what a restart does. */
import assert from "node:assert/strict";
import { fileOf, type Case } from "./case";

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");

export const commands: readonly Case[] = [
  {
    name: "runcmd has no HOME and no LOGNAME, stands in /, and dash leaves ~ as it is",
    userData: `#cloud-config
runcmd:
  - env | cut -d= -f1 | sort > /etc/seen-names
  - pwd > /etc/seen-folder
  - readlink /proc/self/fd/0 > /etc/seen-input
  - mkdir -p ~/.azure
`,
    files: ["/etc/seen-names", "/etc/seen-folder", "/etc/seen-input", "/~/.azure"],
    shows: (booted, release) => {
      const names = linesOf(fileOf(booted, "/etc/seen-names").text);
      const ofUser = names.filter((name) => /^(HOME|LOGNAME|USER)$/.test(name));
      assert.deepEqual(ofUser, release === "bookworm" ? [] : ["USER"]);
      assert.ok(names.includes("PATH"));
      assert.equal(fileOf(booted, "/etc/seen-folder").text, "/\n");
      assert.equal(fileOf(booted, "/etc/seen-input").text, "/dev/null\n");
      assert.ok(booted.files.has("/~/.azure"));
    },
  },
  {
    name: "a restart in runcmd ends it for good: the rest runs at no later start, and the status is done",
    userData:
      "#cloud-config\nruncmd:\n  - echo one >> /etc/seen\n  - reboot\n  - sleep infinity\n  - echo two >> /etc/seen\n",
    files: ["/etc/seen"],
    starts: 2,
    shows: (booted) => {
      assert.equal(booted.first.ending, "reboot");
      assert.equal(booted.starts[1]?.status, "done");
      assert.equal(fileOf(booted, "/etc/seen").text, "one\n");
    },
  },
  {
    name: "power_state comes last: its timeout does not cut runcmd short",
    userData:
      "#cloud-config\nruncmd:\n  - sleep 3\n  - touch /etc/seen\npower_state:\n  mode: poweroff\n  timeout: 1\n",
    finds: [],
    files: ["/etc/seen"],
    shows: (booted) => {
      assert.equal(booted.first.ending, "poweroff");
      assert.ok(booted.files.has("/etc/seen"));
    },
  },
  {
    name: "a boothook runs at every start, a script once",
    userData: `Content-Type: multipart/mixed; boundary="=="
MIME-Version: 1.0

--==
Content-Type: text/cloud-boothook

#!/bin/sh
echo hook >> /etc/seen
--==
Content-Type: text/x-shellscript

#!/bin/sh
echo script >> /etc/seen
--==--
`,
    finds: ["run-twice"],
    files: ["/etc/seen"],
    starts: 2,
    shows: (booted) => {
      assert.deepEqual(linesOf(fileOf(booted, "/etc/seen").text), ["hook", "script", "hook"]);
    },
  },
  {
    name: "a failed boot is forgotten: after a restart the status is done, and nothing is run again",
    userData: "#!/bin/sh\necho once >> /etc/seen\nexit 3\n",
    finds: [],
    files: ["/etc/seen"],
    starts: 2,
    shows: (booted) => {
      assert.deepEqual([booted.first.status, booted.first.exitCode], ["error", 1]);
      assert.deepEqual([booted.starts[1]?.status, booted.starts[1]?.exitCode], ["done", 0]);
      assert.equal(fileOf(booted, "/etc/seen").text, "once\n");
    },
  },
  {
    name: "a deprecated key alone makes `status --wait` exit with 2, from cloud-init 23.4 on",
    userData: "#cloud-config\napt_update: true\nusers:\n  - default\n  - name: op\n    sudo: false\n",
    finds: ["schema/deprecated"],
    shows: (booted, release) => {
      assert.equal(booted.first.status, "done");
      assert.equal(booted.first.exitCode, release === "bookworm" ? 0 : 2);
    },
  },
  {
    name: "a script with a blank line before #! is written and cannot be started",
    userData: "\n#!/bin/bash\necho ran > /etc/seen\n",
    finds: ["mime-script-header"],
    files: ["/etc/seen"],
    shows: (booted) => {
      assert.match(booted.output + booted.log, /Exec format error/);
      assert.equal(booted.files.has("/etc/seen"), false);
    },
  },
];
