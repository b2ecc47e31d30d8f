/** Documents of many parts: which are run, and in which order. */
import assert from "node:assert/strict";
import type { Booted } from "../support/boot";
import { fileOf, type Case } from "./case";

interface Part {
  readonly type: string;
  readonly file?: string;
  readonly text: string;
}

/** A MIME message of these parts. */
function message(...parts: readonly Part[]): string {
  const bodies = parts.map(({ type, file, text }) => {
    const name = file === undefined ? "" : `Content-Disposition: attachment; filename="${file}"\n`;
    return `--==\nContent-Type: ${type}\n${name}\n${text}`;
  });
  return `Content-Type: multipart/mixed; boundary="=="\nMIME-Version: 1.0\n\n${bodies.join("")}--==--\n`;
}

const says = (word: string): string => `echo ${word} >> /etc/seen\n`;
const script = (word: string, file?: string): Part => ({
  type: "text/x-shellscript",
  text: `#!/bin/sh\n${says(word)}`,
  ...(file === undefined ? {} : { file }),
});
const config = (text: string): Part => ({ type: "text/cloud-config", text: `#cloud-config\n${text}` });
const runcmd = (word: string): string => `runcmd:\n  - echo ${word} >> /etc/seen\n`;

const wordsOf = (booted: Booted): string[] => fileOf(booted, "/etc/seen").text.trim().split("\n");

const seen = (...words: readonly string[]): Case["shows"] => {
  return (booted) => {
    assert.deepEqual(wordsOf(booted), words);
    assert.equal(booted.first.exitCode, 0);
  };
};

export const parts: readonly Case[] = [
  {
    name: "scripts run in the order of their file names, after the boothook",
    userData: message(script("setup", "setup.sh"), config(runcmd("runcmd")), script("part"), {
      type: "text/cloud-boothook",
      text: `#!/bin/sh\n${says("hook")}`,
    }),
    finds: ["run-twice"],
    files: ["/etc/seen"],
    shows: seen("hook", "part", "runcmd", "setup"),
  },
  {
    name: "the runcmd of a later part takes the place of the earlier one, without a word",
    userData: message(config(runcmd("first")), config(runcmd("second"))),
    finds: ["part-replaced"],
    files: ["/etc/seen"],
    shows: (booted, release) => {
      seen("second")(booted, release);
      assert.doesNotMatch(booted.log, /WARNING|ERROR/);
    },
  },
  {
    name: "a part of cloud-config with its own word of merging adds its runcmd",
    userData: message(
      config(runcmd("first")),
      config(`merge_how: "list(append)+dict(no_replace,recurse_list)+str()"\n${runcmd("second")}`),
    ),
    finds: [],
    files: ["/etc/seen"],
    shows: seen("first", "second"),
  },
  {
    name: "a second script of the same name overwrites the first",
    userData: message(script("first", "setup.sh"), script("second", "setup.sh")),
    finds: ["script-overwritten"],
    files: ["/etc/seen"],
    shows: seen("second"),
  },
  {
    name: "a script that is announced as text/x-sh is dropped with a warning, which counts from cloud-init 23.4 on",
    userData: message({ type: "text/x-sh", text: `#!/bin/sh\n${says("dropped")}` }, script("kept")),
    finds: ["part-dropped"],
    files: ["/etc/seen"],
    shows: (booted, release) => {
      assert.deepEqual(wordsOf(booted), ["kept"]);
      assert.match(booted.log, /WARNING\]: Unhandled/);
      assert.deepEqual(
        [booted.first.status, booted.first.exitCode],
        ["done", release === "bookworm" ? 0 : 2],
      );
    },
  },
  {
    name: "an archive runs its scripts in the order of their names as well",
    userData: `#cloud-config-archive
- type: text/x-shellscript
  filename: setup.sh
  content: |
    #!/bin/sh
    echo setup >> /etc/seen
- |
  #cloud-config
  runcmd:
    - echo runcmd >> /etc/seen
- |
  #!/bin/sh
  echo part >> /etc/seen
`,
    finds: [],
    files: ["/etc/seen"],
    shows: seen("part", "runcmd", "setup"),
  },
];
