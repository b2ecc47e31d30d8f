import { anyName, flag, of, oneOf, outdated, renamed, text, texts } from "../dsl";
import type { Schema } from "../schema";

/** What each key of a user is, under its present name. */
const present = {
  name: text("The login name.", { example: "name: ada" }),
  doas: texts("Lines for `doas.conf` that belong to this user.", {
    minItems: 1,
    example: 'doas: ["permit nopass ada"]',
  }),
  expiredate: text("The last day of the account, year-month-day, in quotes.", {
    default: null,
    format: "date",
    example: "expiredate: '2032-09-01'",
  }),
  gecos: text("A comment about the user, usually the full name."),
  groups: oneOf(
    [
      of("string"),
      { types: ["array"], items: of("string"), minItems: 1 },
      {
        types: ["object"],
        namedBy: [
          {
            label: "group",
            pattern: anyName,
            schema: outdated(of("null"), {
              since: "23.1",
              note: "Write the groups as a list, or as one text with commas.",
            }),
          },
        ],
      },
    ],
    "More groups to join: a list, or one text with commas. The primary group is not among them.",
    { example: "groups: [sudo, docker]" },
  ),
  homedir: text("The home folder.", { default: "/home/<name>" }),
  inactive: text("Days after the password's end until the account is closed, as a text."),
  lock_passwd: flag("Forbids the login with a password.", true),
  no_create_home: flag("Makes no home folder.", false),
  no_log_init: flag("Leaves the user out of the lastlog and faillog databases.", false),
  no_user_group: flag("Makes no group of the user's own name.", false),
  passwd: text(
    "The hash of a password for a user that is created now. An existing user keeps the old password.",
  ),
  hashed_passwd: text(
    "The hash of a password, set even for an existing user. Make one with `mkpasswd -m sha-512`.",
  ),
  plain_text_passwd: text(
    "A password in clear text. Everybody on the VM who can read its user data can read it.",
  ),
  create_groups: flag("Makes those of `groups` that do not exist.", true),
  primary_group: text("The group that the user belongs to first.", { default: "<name>" }),
  selinux_user: text("The SELinux user that the login is mapped to."),
  shell: text("The login shell.", { example: "shell: /bin/bash" }),
  snapuser: text("The e-mail address of an Ubuntu One account, for a user of Ubuntu Core."),
  ssh_authorized_keys: texts("Public keys that may log in.", {
    minItems: 1,
    example: "ssh_authorized_keys:\n  - ssh-ed25519 AAAA… ada@laptop",
  }),
  ssh_import_id: texts("Accounts whose public keys are fetched: `gh:name`, `lp:name`.", { minItems: 1 }),
  ssh_redirect_user: flag(
    "Refuses logins with the platform's keys and names the user to take instead.",
    false,
  ),
  system: flag("Makes a system account, without a home folder.", false),
  sudo: oneOf(
    [
      of("string", "null"),
      { types: ["array"], items: of("string", "null") },
      outdated(
        { types: ["boolean"], values: [false] },
        { since: "22.2", note: "Use null, or leave the key out, instead of false." },
      ),
      outdated(
        { types: ["boolean"], values: [true] },
        { since: "22.2", note: "cloud-init fails at true: write a rule as a text." },
      ),
    ],
    "One or several sudo rules. Empty gives no rights.",
    { example: "sudo: ALL=(ALL) NOPASSWD:ALL" },
  ),
  uid: oneOf(
    [of("integer"), outdated(of("string"), { since: "22.3", note: "Write the number without quotes." })],
    "The number of the user; the next free one when left out.",
  ),
} satisfies Readonly<Record<string, Schema>>;

/** Old spellings with a hyphen. */
const hyphened = {
  "lock-passwd": renamed(present.lock_passwd, "22.3", "lock_passwd"),
  "no-create-home": renamed(present.no_create_home, "24.2", "no_create_home"),
  "no-log-init": renamed(present.no_log_init, "24.2", "no_log_init"),
  "no-user-group": renamed(present.no_user_group, "24.2", "no_user_group"),
  "hashed-passwd": renamed(present.hashed_passwd, "24.2", "hashed_passwd"),
  "plain-text-passwd": renamed(present.plain_text_passwd, "24.2", "plain_text_passwd"),
  "create-groups": renamed(present.create_groups, "24.2", "create_groups"),
  "primary-group": renamed(present.primary_group, "24.2", "primary_group"),
  "selinux-user": renamed(present.selinux_user, "24.2", "selinux_user"),
  "ssh-authorized-keys": renamed(present.ssh_authorized_keys, "18.3", "ssh_authorized_keys"),
  "ssh-import-id": renamed(present.ssh_import_id, "24.2", "ssh_import_id"),
  "ssh-redirect-user": renamed(present.ssh_redirect_user, "24.2", "ssh_redirect_user"),
};

/** A user as `users` and `user` take it. It says no type: the places where it stands do. */
export const userEntry: Schema = {
  properties: { ...present, ...hyphened },
  others: false,
  oneOf: [{ required: ["name"] }, { required: ["snapuser"] }],
};
