import type { Failure } from "./failure";
import { cloudInit } from "./sources";

const bothLogs =
  "The reason is only in /var/log/cloud-init.log: diagnose that file too, or grep -A 30 'Traceback' /var/log/cloud-init.log.";

const userData = {
  id: "user-data-not-recognized",
  stage: "cloudInit",
  step: 3,
  cause: "cloud-init did not recognize the user data: its first line is neither #cloud-config nor #!.",
  next: "Put the header on the first line, and encode the file in base64 once only. nexus-arc lint FILE shows how cloud-init reads it.",
} as const;

const item = {
  id: "runcmd-item",
  stage: "cloudInit",
  step: 3,
  next: "Put the item in quotation marks. nexus-arc lint marks it in the file.",
} as const;

const again =
  "cloud-init does not run it again: after a restart its status is done. Fix the cause, then create the VM again, or run cloud-init clean --logs && reboot to repeat the first boot.";

/** What cloud-init writes to cloud-init-output.log and cloud-init.log. */
export const cloudInitFailures: readonly Failure[] = [
  {
    ...userData,
    id: "jinja-header",
    pattern: /Unhandled non-multipart \(text\/x-not-multipart\) userdata: 'b['"]## template:\S/i,
    cause: "The template header lacks its space, so cloud-init ignored all user data.",
    next: 'Write "## template: jinja" with one space before jinja.',
    source: cloudInit,
    samples: [
      "2026-12-01 00:16:56,832 - __init__.py[WARNING]: Unhandled non-multipart (text/x-not-multipart) userdata: 'b'## template:jinja'...'",
    ],
  },
  {
    ...userData,
    pattern: /Unhandled non-multipart \(text\/x-not-multipart\) userdata/i,
    source: cloudInit,
    samples: [
      "2026-12-01 00:17:28,811 - __init__.py[WARNING]: Unhandled non-multipart (text/x-not-multipart) userdata: 'b'runcmd:'...'",
    ],
  },
  {
    ...userData,
    id: "content-type",
    pattern: /Unhandled unknown content-type \((?<type>[^)]{1,80})\) userdata/i,
    cause: "cloud-init dropped a part of the user data: it does not know the content type {type}.",
    next: "Use text/x-shellscript for scripts and text/cloud-config for cloud-config.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:18:14,512 - __init__.py[WARNING]: Unhandled unknown content-type (text/x-sh) userdata: 'b'#!/bin/sh'...'",
    ],
  },
  {
    ...userData,
    id: "jinja-undefined",
    pattern:
      /Ignoring jinja template for (?<part>\S{1,200}): '?(?<name>[^' ]{1,100})'? is undefined|Ignoring jinja template for (?<part2>\S{1,200}):/i,
    cause: "cloud-init dropped {part}: its template could not be rendered[ ({name} is not defined)].",
    next: "cloud-init query --all on a VM lists what is defined. Guard the rest: {{ name | default('') }}.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:17:03,844 - jinja_template.py[WARNING]: Ignoring jinja template for part-001: 'nosuch' is undefined",
    ],
  },
  {
    ...userData,
    id: "jinja-syntax",
    pattern: /Failed calling handler JinjaTemplatePartHandler/i,
    cause: "cloud-init dropped a part of the user data: its template has a syntax error.",
    next: bothLogs,
    source: cloudInit,
    samples: [
      "2026-12-01 00:17:16,241 - util.py[WARNING]: Failed calling handler JinjaTemplatePartHandler: [['text/jinja2']] (text/jinja2, part-001, 3) with frequency once-per-instance",
    ],
  },
  {
    ...userData,
    id: "user-data-yaml",
    pattern:
      /Failed loading yaml blob\.(?: Invalid format at line (?<line>\d{1,7}) column (?<column>\d{1,7}))?/i,
    cause: "The user data is not valid YAML[ (line {line}, column {column})], so cloud-init used none of it.",
    next: "nexus-arc lint FILE shows the location. The cause can be on an earlier line, such as an open bracket or quotation mark.",
    source: cloudInit,
    samples: [
      '2026-12-01 00:17:43,497 - util.py[WARNING]: Failed loading yaml blob. Invalid format at line 5 column 11: "while parsing a flow sequence',
      "2026-12-01 00:18:01,995 - util.py[WARNING]: Failed loading yaml blob. Yaml load allows (<class 'dict'>,) root types, but got str instead",
    ],
  },
  {
    ...userData,
    id: "part-not-merged",
    symptom: true,
    explainedBy: ["user-data-yaml"],
    pattern: /Failed at merging in cloud config part from (?<part>\S{1,100})/i,
    cause: "cloud-init could not merge {part} of the user data, and dropped it.",
    next: "Check its YAML and its merge_how: list(append)+dict(no_replace,recurse_list)+str() joins lists. “Show What the VM Runs” shows what is left.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:18:27,622 - util.py[WARNING]: Failed at merging in cloud config part from part-002",
    ],
  },
  {
    ...userData,
    id: "user-data-schema",
    symptom: true,
    explainedBy: ["runcmd-item"],
    pattern: /Invalid cloud-config provided/i,
    cause: "The user data has keys or values that cloud-init's schema does not allow.",
    next: "nexus-arc lint FILE, or on the VM: cloud-init schema --system.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:16:37,672 - schema.py[WARNING]: Invalid cloud-config provided: Please run 'sudo cloud-init schema --system' to see the schema errors.",
    ],
  },
  {
    ...item,
    pattern: /Unable to shellify type 'dict'/i,
    cause:
      "cloud-init ran nothing of the list: an item is a mapping, because “: ” in a line without quotes separates key and value.",
    source: cloudInit,
    samples: [
      "TypeError: Unable to shellify type 'dict'. Expected list, string, tuple. Got: {'echo a': 'b'}",
    ],
  },
  {
    ...item,
    pattern: /Unable to shellify type 'bool'/i,
    cause:
      "cloud-init ran nothing of the list: an item is true, false, yes, no, on, or off, which is not a string in YAML.",
    source: cloudInit,
    samples: ["TypeError: Unable to shellify type 'bool'. Expected list, string, tuple. Got: True"],
  },
  {
    ...item,
    pattern: /Unable to shellify type '(?:int|float)'/i,
    cause: "cloud-init ran nothing of the list: an item is a number, which is not a string in YAML.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:16:51,976 - util.py[WARNING]: Failed to shellify bootcmd: Unable to shellify type 'int'. Expected list, string, tuple. Got: 5",
    ],
  },
  {
    ...item,
    pattern: /Unable to shellify type '(?<type>\w{1,20})'|Failed to shellify \[/i,
    cause: "cloud-init ran nothing of the list: an item is neither a string nor a list of strings.",
    source: cloudInit,
    samples: ["TypeError: Failed to shellify [7] into file /var/lib/cloud/instances/i-int/scripts/runcmd"],
  },
  {
    ...item,
    id: "runcmd-not-written",
    symptom: true,
    explainedBy: ["runcmd-item"],
    pattern: /Running module (?<module>runcmd|bootcmd) \(<module .{1,160}> ?(?:from .{1,160}>)?\) failed/i,
    cause:
      "cloud-init ran nothing of {module}, or stopped in it: an item is neither a string nor a list, or a command failed.",
    next: bothLogs,
    source: cloudInit,
    samples: [
      "2026-12-01 00:16:40,545 - util.py[WARNING]: Running module runcmd (<module 'cloudinit.config.cc_runcmd' from '/usr/lib/python3/dist-packages/cloudinit/config/cc_runcmd.py'>) failed",
    ],
  },
  {
    ...userData,
    id: "script-failed",
    symptom: true,
    pattern:
      /Failed to run module scripts[-_]user|Running module scripts[-_]user .{0,200}failed|Runparts: \d{1,4} failures \((?<name>[^)]{1,200})\)/i,
    cause: "A script of the user data (runcmd counts as one) ended with an error.",
    next: `The lines before this one are its output: the last command in them failed. ${again}`,
    source: cloudInit,
    samples: [
      "2026-12-01 00:16:29,273 - cc_scripts_user.py[WARNING]: Failed to run module scripts-user (scripts in /var/lib/cloud/instance/scripts)",
      "RuntimeError: Runparts: 1 failures (runcmd) in 1 attempted commands",
    ],
  },
  {
    ...userData,
    id: "boothook-failed",
    symptom: true,
    pattern: /Boothooks script (?<name>\S{1,200}) execution error|Failed to run bootcmd module/i,
    cause: "A boothook or bootcmd ended with an error. It runs at every boot, early.",
    next: "The lines before this one are its output. Start a boothook with #! and test it with sh.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:20:27,329 - util.py[WARNING]: Boothooks script /var/lib/cloud/instances/i-boothook/boothooks/part-001 execution error",
      "2026-12-01 00:20:38,860 - util.py[WARNING]: Failed to run bootcmd module bootcmd",
    ],
  },
  {
    ...userData,
    id: "write-files-owner",
    pattern: /Unknown user or group: .{0,40}name not found: \\?'(?<name>[^'\\]{1,64})/i,
    cause:
      "write_files stopped at this file: its owner {name} does not exist yet when files are written. This file and all later ones are missing.",
    next: "Add defer: true to the file (it is then written after users are created), or write it as root and use chown in runcmd.",
    source: cloudInit,
    samples: [
      `OSError: Unknown user or group: "getpwnam(): name not found: 'azureuser'"`,
      `('write-files', OSError('Unknown user or group: "getgrnam(): name not found: \\'azureusers\\'"'))`,
    ],
  },
  {
    ...userData,
    id: "write-files-failed",
    symptom: true,
    explainedBy: ["write-files-owner"],
    pattern: /Running module write[-_]files .{0,200}failed/i,
    cause: "cloud-init stopped in write_files: this file and all later ones are missing.",
    next: bothLogs,
    source: cloudInit,
    samples: [
      "2026-12-01 00:18:40,858 - util.py[WARNING]: Running module write-files (<module 'cloudinit.config.cc_write_files' from '/usr/lib/python3/dist-packages/cloudinit/config/cc_write_files.py'>) failed",
    ],
  },
  {
    ...userData,
    id: "permissions",
    pattern: /Undecodable permissions '(?<value>[^']{1,60})'/i,
    cause: "permissions: {value} is not an octal number, so the file is readable by everyone (0644).",
    next: "Write permissions: '0600', in quotation marks.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:19:09,900 - cc_write_files.py[WARNING]: Undecodable permissions 'u=rw', returning default 644",
    ],
  },
  {
    ...userData,
    id: "users-failed",
    pattern: /Running module users[-_]groups .{0,200}failed/i,
    cause: "cloud-init stopped while it created users: this user and all later ones are incomplete.",
    next: `Check sudo: (text such as ALL=(ALL) NOPASSWD:ALL, not true) and the groups. ${bothLogs}`,
    source: cloudInit,
    samples: [
      "2026-12-01 00:19:19,732 - util.py[WARNING]: Running module users-groups (<module 'cloudinit.config.cc_users_groups' from '/usr/lib/python3/dist-packages/cloudinit/config/cc_users_groups.py'>) failed",
    ],
  },
  {
    ...userData,
    id: "packages-failed",
    symptom: true,
    pattern: /Failed to install packages: \[(?<names>[^\]]{1,200})\]|Package (?:update|upgrade) failed/i,
    cause: "The packages of the user data were not installed.",
    next: "The lines of apt or dnf before this one show the cause: proxy, lock, or an unknown package. packages: runs before runcmd, so set apt's proxy by apt: http_proxy.",
    source: cloudInit,
    samples: ["2026-12-01 00:19:48,670 - util.py[WARNING]: Failed to install packages: ['azcmagent-nosuch']"],
  },
  {
    ...userData,
    id: "hostname-refused",
    pattern: /Failed to non-persistently adjust the system hostname to (?<name>\S{1,253})/i,
    cause: "The kernel's tool rejected the host name {name}.",
    next: "Use letters, digits and hyphens only.",
    source: cloudInit,
    samples: [
      "2026-12-01 00:21:03,355 - util.py[WARNING]: Failed to non-persistently adjust the system hostname to edge_vm",
    ],
  },
  {
    ...userData,
    id: "stage-failed",
    symptom: true,
    pattern: /failed run of stage (?<stage>[a-z-]{1,40})/i,
    cause: "cloud-init's stage {stage} failed: usually an #include of the user data could not be loaded.",
    next: "Allow the host of the #include in the cloud services network, or put its content into the user data. cloud-init loads it before any script can set the proxy.",
    source: cloudInit,
    samples: ["failed run of stage init"],
  },
  {
    ...userData,
    id: "module-failed",
    symptom: true,
    explainedBy: [],
    pattern: /Running module (?<module>[a-z][a-z_-]{1,60}) \(<module .{0,200}failed/i,
    cause: "cloud-init's module {module} failed.",
    next: bothLogs,
    source: cloudInit,
    samples: [
      "2026-12-01 00:20:21,707 - util.py[WARNING]: Running module package-update-upgrade-install (<module 'cloudinit.config.cc_package_update_upgrade_install' from '/usr/lib/python3/dist-packages/cloudinit/config/cc_package_update_upgrade_install.py'>) failed",
    ],
  },
];
