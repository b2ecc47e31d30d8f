import { anyName, flag, module, of, oneOf, outdated, text } from "../dsl";
import type { Schema } from "../schema";
import { userEntry } from "./userEntry";

const groupMembers: Schema = {
  namedBy: [
    {
      label: "group",
      pattern: anyName,
      schema: {
        types: ["string", "array"],
        items: of("string"),
        minItems: 1,
        doc: "The group's members: one name or a list.",
      },
    },
  ],
  others: false,
};

export const users = module("users_groups", {
  groups: {
    types: ["string", "object", "array"],
    ...groupMembers,
    items: { types: ["string", "object"], ...groupMembers },
    minItems: 1,
    doc: "Groups to create, optionally with their members. They are created before the users.",
    example: "groups:\n  - docker\n  - admingroup: [root, sys]\n",
  },
  user: oneOf(
    [of("string"), { types: ["object"], ...userEntry }],
    "Changes the user that the image comes with: another name, or keys that are laid over its own.",
    { example: "user:\n  name: ada\n" },
  ),
  users: {
    types: ["string", "array", "object"],
    items: oneOf(
      [
        { ...of("string"), doc: "A user by name. `default` is the image's own user." },
        { types: ["array"], items: of("string"), doc: "Several users by name." },
        { types: ["object"], ...userEntry, doc: "A user with its keys." },
      ],
      "A user.",
    ),
    doc: "Users to create. The image's own user is created only if the list contains `default`, or if this key is omitted.",
    example: `users:
  - default
  - name: ada
    groups: [sudo]
    shell: /bin/bash
    ssh_authorized_keys:
      - ssh-ed25519 AAAA… ada@laptop
`,
  },
});

const passwordEntry: Schema = {
  types: ["object"],
  minItems: 1,
  anyOf: [
    {
      required: ["name", "type"],
      others: false,
      properties: {
        name: text("The user."),
        type: {
          types: ["string"],
          values: ["RANDOM"],
          doc: "`RANDOM` generates a password and prints it on the console.",
        },
      },
    },
    {
      required: ["name", "password"],
      others: false,
      properties: {
        name: text("The user."),
        type: {
          types: ["string"],
          values: ["hash", "text"],
          default: "hash",
          doc: "Whether `password` is a hash or clear text.",
        },
        password: text("The password, or its hash."),
      },
    },
  ],
};

export const passwords = module("set_passwords", {
  ssh_pwauth: oneOf(
    [
      of("boolean"),
      outdated(of("string"), {
        since: "22.3",
        note: "Write true or false without quotes, or leave the key out.",
      }),
    ],
    "Whether sshd accepts passwords. Without this key sshd keeps its own setting.",
    { example: "ssh_pwauth: false" },
  ),
  chpasswd: {
    types: ["object"],
    others: false,
    properties: {
      expire: flag("Makes each of these users choose a new password at the first login.", true),
      users: { types: ["array"], items: passwordEntry, doc: "The users and what to set for them." },
      list: {
        oneOf: [of("string"), { types: ["array"], items: { types: ["string"], pattern: "^.+:.+$" } }],
        minItems: 1,
        doc: "Lines `user:password`.",
        deprecated: { since: "22.2", note: "Use `users`." },
      },
    },
    doc: "Passwords to set for users that exist.",
    example: `chpasswd:
  expire: false
  users:
    - name: ada
      password: $6$rounds=4096$…
`,
  },
  password: text("A password in clear text for the image's own user. A hash in `chpasswd` is safer.", {
    example: "password: change-me",
  }),
});
