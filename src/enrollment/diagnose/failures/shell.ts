import type { Failure } from "./failure";
import { bash, dash } from "./sources";

const syntax = {
  id: "shell-syntax",
  stage: "shell",
  step: 3,
  cause: "The script has a syntax error (line {line}), so the shell stopped: {text}.",
  next: "Test it with bash -n FILE (or dash -n FILE for #!/bin/sh and runcmd). nexus-arc lint shows what is open and where it starts.",
} as const;

const bashOnly = {
  id: "bash-in-sh",
  stage: "shell",
  step: 3,
  cause: "sh is dash here, and dash does not know this syntax of bash.",
  next: "Start the script with #!/bin/bash; in runcmd write the commands to a file with #!/bin/bash, or use [bash, -c, '…'].",
} as const;

const missing = {
  id: "command-not-found",
  stage: "shell",
  step: 3,
  cause: "The command {command} is not installed, or not in PATH.",
  next: "Install it earlier in the script and check that the installation succeeded (set -e), or use its full path: cloud-init's PATH can lack /sbin and /bin.",
} as const;

const disk = {
  id: "disk-full",
  stage: "system",
  step: 3,
  cause: "The disk is full.",
  next: "df -h shows where. Create the VM with a larger disk (storageProfile.osDisk.diskSizeGB), or free space: apt-get clean, journalctl --vacuum-size=50M.",
} as const;

/** Shells and the system below them. */
export const shellFailures: readonly Failure[] = [
  {
    ...bashOnly,
    pattern:
      /: (?:Bad substitution|set: Illegal option -o pipefail|(?:\[\[|source|pushd|popd|declare|shopt|mapfile|readarray|let|typeset): not found|.{0,20}Syntax error: (?:"\(" unexpected|"}" unexpected|redirection unexpected|Bad for loop variable))/,
    source: dash,
    samples: [
      "/var/lib/cloud/instance/scripts/runcmd: 2: Bad substitution",
      "f.sh: 1: set: Illegal option -o pipefail",
      "f.sh: 1: [[: not found",
      'f.sh: 1: Syntax error: "(" unexpected',
    ],
  },
  {
    ...syntax,
    pattern:
      /\S: (?:line )?(?<line>\d{1,7}): (?<text>[Ss]yntax error\b.{0,80}|unexpected EOF while looking for matching .{0,3})/,
    source: `${bash}; ${dash}`,
    samples: [
      "f.sh: line 3: syntax error: unexpected end of file",
      "f.sh: line 3: syntax error near unexpected token `fi'",
      "f.sh: line 1: unexpected EOF while looking for matching `\"'",
      "/var/lib/cloud/instance/scripts/runcmd: 4: Syntax error: Unterminated quoted string",
      'f.sh: 3: Syntax error: end of file unexpected (expecting "fi")',
    ],
  },
  {
    ...syntax,
    id: "heredoc-open",
    pattern:
      /line (?<line>\d{1,7}): warning: here-document at line (?<text>\d{1,7}) delimited by end-of-file/,
    cause:
      "The here-document that starts on line {text} has no end: everything after it was read as its text.",
    next: "Put the end word alone on its line, without spaces before or after it.",
    source: bash,
    samples: ["f.sh: line 2: warning: here-document at line 1 delimited by end-of-file (wanted `X')"],
  },
  {
    ...syntax,
    id: "windows-line-ends",
    pattern:
      /\$'\\r': command not found|\^M: bad interpreter|\\r': (?:No such file|not a valid)|: pipefail\r?: invalid option name|cannot execute: required file not found/,
    cause: "The file has Windows line endings (CRLF).",
    next: "Save it with LF (in VS Code: click CRLF in the status bar), or run sed -i 's/\\r$//' FILE.",
    source: bash,
    samples: [
      "crlf2.sh: line 1: set: pipefail\r: invalid option name",
      "bash: line 1: ./crlf.sh: cannot execute: required file not found",
      "/tmp/f.sh: line 2: $'\\r': command not found",
    ],
  },
  {
    ...syntax,
    id: "unbound-subscription",
    pattern: /\bSUBSCRIPTION: (?:unbound variable|parameter not set)/,
    cause:
      "The snippet in Microsoft's article reads $SUBSCRIPTION, but the variable is named SUBSCRIPTION_ID.",
    next: "Use SUBSCRIPTION_ID, or the commands that “Copy Step As…” and nexus-arc step print.",
    source: bash,
    samples: ["/tmp/enroll.sh: line 4: SUBSCRIPTION: unbound variable"],
  },
  {
    ...syntax,
    id: "home-unset",
    pattern: /\b(?<name>HOME|USER|LOGNAME): (?:unbound variable|parameter not set)/,
    cause: "cloud-init runs scripts without {name}, and set -u ends the script where the variable is read.",
    next: "Set it at the top: export HOME=/root.",
    source: `${bash}; ${dash}`,
    samples: [
      "/var/lib/cloud/instance/scripts/part-001: line 3: HOME: unbound variable",
      "f.sh: 2: HOME: parameter not set",
    ],
  },
  {
    ...syntax,
    id: "variable-unset",
    pattern: /: (?<name>[A-Za-z_]\w{0,60}|\d): (?:unbound variable|parameter not set)/,
    cause: "The script reads {name}, which was never set; set -u makes that an error.",
    next: "Set it before, or use a default: ${{name}:-}. nexus-arc lint names variables that are read before they are set.",
    source: `${bash}; ${dash}`,
    samples: ["f.sh: line 2: RESOURCE_GROUP: unbound variable"],
  },
  {
    ...missing,
    id: "az-not-installed",
    step: 4,
    pattern: /\baz: (?:command )?not found/,
    cause: "Azure CLI is not installed on this VM.",
    next: "Install it (step 4) before the first az; the curl flavor of the generated script needs none.",
    source: `${bash}; ${dash}`,
    samples: ["bash: line 4: az: command not found", "dash: 1: az: not found"],
  },
  {
    ...missing,
    id: "agent-not-installed",
    step: 9,
    pattern: /(?:\/|\b)azcmagent: (?:command not found|not found|No such file)/,
    cause: "azcmagent is not installed on this VM.",
    next: "Find the failed installation in the lines before (step 9).",
    source: `${bash}; ${dash}`,
    samples: [
      "bash: azcmagent: command not found",
      "dash: 1: azcmagent: not found",
      "f.sh: line 2: /nope/azcmagent: No such file or directory",
    ],
  },
  {
    ...missing,
    pattern:
      /\b(?<command>[A-Za-z0-9_./+-]{1,100}): command not found|: \d{1,7}: (?<command2>[A-Za-z0-9_./+-]{1,100}): not found/,
    source: `${bash}; ${dash}`,
    samples: [
      "bash: nosuch: command not found",
      "/run/cloud-init/tmp/tmppe6t51qu.sh: 2: nosuchcommand: not found",
    ],
  },
  {
    ...missing,
    id: "not-executable",
    pattern: /(?<command>\/\S{1,200}): (?:Permission denied|cannot execute binary file)|Exec format error/,
    cause:
      "{command} could not be executed: it lacks the x permission, is for another processor, or its first line is not #!.",
    next: "Start a script with #! on its very first line (no blank line before), chmod +x it or call it by bash FILE, and check uname -m for binaries.",
    source: `${bash}; ${dash}; Python 3.11`,
    samples: [
      "OSError: [Errno 8] Exec format error: '/var/lib/cloud/instance/scripts/part-001'",
      "bash: line 1: ./arm: cannot execute binary file: Exec format error",
      "f.sh: line 1: /tmp/lab/ca.pem: Permission denied",
    ],
  },
  {
    ...disk,
    pattern:
      /No space left on device|don't have enough free space in|curl: \(23\)|echo: I\/O error|Disk full/i,
    source: `${bash}; ${dash}; apt 2.6.1; curl 7.88.1; tar 1.34`,
    samples: [
      "cp: error writing '/tmp/lab/tiny/z': No space left on device",
      "E: You don't have enough free space in /var/cache/apt/archives/.",
      "curl: (23) Failure writing output to destination",
    ],
  },
  {
    ...disk,
    id: "read-only",
    pattern: /Read-only file system/i,
    cause: "The file system is read-only: a disk error, or a path that the image keeps read-only.",
    next: "dmesg | grep -i ext4 shows whether the disk has errors. Otherwise write under /var or /etc.",
    source: bash,
    samples: ["touch: cannot touch '/tmp/lab/ro/x': Read-only file system"],
  },
  {
    ...missing,
    id: "user-unknown",
    pattern: /(?:invalid user|invalid group|unknown user):? [‘'"`]?(?<command>[\w.:-]{1,80})/i,
    cause: "The user or group {command} does not exist at this point.",
    next: "Create it earlier, or run the command after cloud-init has created the users (runcmd does, bootcmd and write_files do not).",
    source: "coreutils 9.1 and sudo 1.9.13 (Debian 12)",
    samples: ["chown: invalid user: ‘op:op’", "sudo: unknown user nosuch"],
  },
];
