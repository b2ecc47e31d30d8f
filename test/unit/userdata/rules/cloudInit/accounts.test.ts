import assert from "node:assert/strict";
import { lint, show } from "../lint";

/**
 * What cloud-init 22.4.2 (Debian 12) and 26.2 (forky) do at first boot; each line was run there, or through that version's own
 * modules (`cc_write_files`, `cc_users_groups`, `cc_set_hostname`) where it says so.
 */
const config = (...lines: string[]): string => `#cloud-config\n${lines.join("\n")}\n`;
const owned = (owner: string, ...before: string[]): string =>
  config(
    ...before,
    "write_files:",
    `  - {path: /opt/a, owner: '${owner}', content: x}`,
    "  - {path: /opt/b, content: y}",
  );

/** Owners that `cc_write_files` refuses ("Unknown user or group"), so that /opt/b is never written. */
const refused: Readonly<Record<string, string>> = {
  "a user of a list of names": owned("op:op", "users: [default, op]"),
  "a user of a list in the list": owned("op", "users: [[op, dev]]"),
  "a user of a text with commas": owned("dev:root", "users: op,dev"),
  "a user of a mapping": owned("op", "users: {op: {}, dev: true}"),
  "the older user, a text": owned("op", "user: op"),
  "the older user, a mapping": owned("op", "user: {name: op}"),
  "a group of a list": owned("root:arc", "groups: [arc]"),
  "a group of a mapping": owned("root:arc", "groups: [{arc: [root]}]"),
  "a group of a text": owned("root:arc", "groups: arc,himds"),
  "a user's own group": owned("root:op", "users: [{name: op}]"),
  "a group that a user joins": owned("root:arc", "users: [{name: op, groups: [arc]}]"),
  "the image's own user": owned("azureuser:azureuser"),
  "Ubuntu's own user": owned("ubuntu"),
  "a user of a package": owned("redis:redis", "packages: [redis]"),
  "a number": owned("1000:1000"),
  "root's number": owned("0:0"),
  "a group by its number": owned("root:1000"),
};

/** Owners that it takes. */
const taken: Readonly<Record<string, string>> = {
  root: owned("root:root"),
  "root without a group": owned("root"),
  "an account of the base system": owned("www-data:adm"),
  "blanks around the names": owned("' root : adm '".replaceAll("'", "")),
  "nothing to change": owned("-1:none"),
  "a user, deferred": config(
    "users: [{name: op}]",
    "write_files:",
    "  - {path: /opt/a, owner: 'op:op', defer: true}",
  ),
  "a template's mark": owned("${user}:${user}"),
};

describe("owners of files", () => {
  for (const [name, text] of Object.entries(refused))
    it(`refused: ${name}`, () => {
      const [finding, ...more] = lint(text);
      assert.equal(finding?.rule, "owner-before-user", lint(text).map(show).join("\n"));
      assert.deepEqual(more.map(show), []);
      assert.match(finding.message, /the file after it is not written/u);
    });
  for (const [name, text] of Object.entries(taken))
    it(`taken: ${name}`, () => {
      assert.deepEqual(lint(text).map(show), []);
    });
  it("refuses a number in a deferred file too, and offers no defer for it", () => {
    const text = config("write_files:", "  - {path: /opt/a, owner: '1000', defer: true}");
    const [finding] = lint(text);
    assert.equal(finding?.rule, "owner-before-user");
    assert.equal(finding.fixes, undefined);
  });
  it("adds defer in braces too", () => {
    const [finding] = lint(config("users: [op]", "write_files: [{path: /opt/a, owner: op}]"));
    assert.deepEqual(finding?.fixes?.[0]?.edits[0]?.newText, ", defer: true");
  });
});

/** Each text with the one rule that finds fault with it, or with none. */
const cases: Readonly<Record<string, readonly [string, string?]>> = {
  "sudo: true (TypeError in write_sudo_rules)": [config("users: [{name: op, sudo: true}]"), "user-refused"],
  "sudo: false": [config("users: [{name: op, sudo: false}]")],
  "sudo: null": [config("users: [{name: op, sudo: null}]")],
  "sudo with an empty rule (sudoers: syntax error)": [
    config('users: [{name: op, sudo: [""]}]'),
    "user-refused",
  ],
  "a user with the name of a group of Debian (useradd, exit code 9)": [
    config("users: [{name: operator}]"),
    "user-refused",
  ],
  "a user with the name of a group that is made before": [
    config("groups: [edge]\nusers: [edge]"),
    "user-refused",
  ],
  "a user with the name of a group that an earlier user joins": [
    config("users: [{name: op, groups: [made]}, {name: made}]"),
    "user-refused",
  ],
  "sudo with a rule of nothing": [config("users: [{name: op, sudo: [null]}]"), "user-refused"],
  "keys without a home (ValueError in cc_users_groups)": [
    config("users: [{name: op, no_create_home: true, ssh_authorized_keys: [a]}]"),
    "user-refused",
  ],
  "keys of a system user": [
    config("users: [{name: op, system: true, ssh_import_id: [gh:op]}]"),
    "user-refused",
  ],
  "redirected logins beside keys": [
    config("users: [default, {name: op, ssh_redirect_user: true, ssh_authorized_keys: [a]}]"),
    "user-refused",
  ],
  "keys at the top without a default user": [
    config("users: [{name: op}]", "ssh_authorized_keys: [a]"),
    "keys-without-default",
  ],
  "keys at the top and no users": [config("users: []", "ssh_authorized_keys: [a]"), "keys-without-default"],
  "keys at the top with a default user": [config("users: [default, op]", "ssh_authorized_keys: [a]")],
  "keys at the top with a default in a text": [config("users: default,op", "ssh_authorized_keys: [a]")],
  "keys at the top alone": [config("ssh_authorized_keys: [a]")],
  "keys at the top with the older user": [config("user: op", "users: [dev]", "ssh_authorized_keys: [a]")],
  "keys for root": [config("disable_root: false", "users: [op]", "ssh_authorized_keys: [a]")],
  "a file in a home": [
    config("users: [op]", "write_files: [{path: /home/op/.profile, content: x}]"),
    "home-before-user",
  ],
  "a file in a home of another place": [
    config("users: [{name: op, homedir: /srv/op}]", "write_files: [{path: /srv/op/x, content: x}]"),
    "home-before-user",
  ],
  "a file in the home of the image's user": [
    config("write_files: [{path: /home/azureuser/x, content: x}]"),
    "home-before-user",
  ],
  "a deferred file in a home": [
    config("users: [op]", "write_files: [{path: /home/op/x, owner: op, defer: true}]"),
  ],
  "a folder under /home that is nobody's": [config("write_files: [{path: /home/shared/x, content: x}]")],
  "the home of a user without one": [
    config("users: [{name: op, no_create_home: true}]", "write_files: [{path: /home/op/x, content: x}]"),
  ],
  "a password that stays locked": [config("users: [{name: op, hashed_passwd: $6$a$b}]"), "password-locked"],
  "a password that is not locked": [config("users: [{name: op, passwd: $6$a$b, lock_passwd: false}]")],
  "a password that chpasswd sets again": [
    config(
      "users: [{name: op, passwd: $6$a$b}]",
      "chpasswd: {expire: false, users: [{name: op, password: $6$a$b}]}",
    ),
  ],
  "a password of nothing": [config("users: [{name: op, passwd: '!'}]")],
};

describe("users", () => {
  for (const [name, [text, rule]] of Object.entries(cases))
    it(`${rule ?? "silent"}: ${name}`, () => {
      const found = lint(text);
      assert.deepEqual(
        [...new Set(found.map((each) => each.rule))],
        rule === undefined ? [] : [rule],
        found.map(show).join("\n"),
      );
    });
});
