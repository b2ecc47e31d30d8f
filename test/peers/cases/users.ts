/** Users, groups and what is theirs. */
import assert from "node:assert/strict";
import { fileOf, type Case } from "./case";

const passwd = "/etc/passwd";

/** A file for an owner that does not exist yet, and one after it. */
function ownedFile(accounts: string, owner: string, more = ""): string {
  return `#cloud-config
${accounts}
write_files:
  - path: /etc/owned
    content: one
    owner: ${owner}
${more}  - path: /etc/after
    content: two
`;
}

const unknownOwner = (name: string, accounts: string, owner: string): Case => ({
  name: `an owner that ${name} is not known when the file is written, and ends the module`,
  userData: ownedFile(accounts, owner),
  finds: ["owner-before-user"],
  files: ["/etc/owned", "/etc/after"],
  shows: (booted) => {
    assert.equal(fileOf(booted, "/etc/owned").owner, "root:root");
    assert.equal(booted.files.has("/etc/after"), false);
    assert.equal(booted.first.status, "error");
  },
});

export const users: readonly Case[] = [
  unknownOwner("`users` makes", "users: [{name: op}]", "op:op"),
  unknownOwner("a name in `users` makes", "users: [op]", "op:op"),
  unknownOwner("`groups` makes", "groups: [edge]", "root:edge"),
  unknownOwner("is a number", "hostname: edge01", '"1000:1000"'),
  {
    name: "a deferred file finds its owner",
    userData: ownedFile("users: [{name: op}]", "op:op", "    defer: true\n"),
    finds: [],
    files: ["/etc/owned", "/etc/after"],
    shows: (booted) => {
      assert.equal(fileOf(booted, "/etc/owned").owner, "op:op");
      assert.equal(fileOf(booted, "/etc/after").text, "two");
      assert.equal(booted.first.exitCode, 0);
    },
  },
  {
    name: "`sudo: true` ends the module, so later users are not created",
    userData: "#cloud-config\nusers:\n  - name: op\n    sudo: true\n  - name: later\n",
    finds: ["schema/deprecated", "user-refused"],
    files: [passwd],
    shows: (booted) => {
      assert.match(fileOf(booted, passwd).text, /^op:/m);
      assert.doesNotMatch(fileOf(booted, passwd).text, /^later:/m);
      assert.equal(booted.first.status, "error");
    },
  },
  {
    name: "a user with the name of a group is not made, and no later one",
    userData: "#cloud-config\ngroups: [edge]\nusers:\n  - name: op\n  - name: edge\n  - name: later\n",
    finds: ["user-refused"],
    files: [passwd],
    shows: (booted) => {
      assert.match(fileOf(booted, passwd).text, /^op:/m);
      assert.doesNotMatch(fileOf(booted, passwd).text, /^(edge|later):/m);
      assert.match(booted.first.errors.join(), /useradd: group edge exists/);
    },
  },
  {
    name: "a user with the name of a group of the base system is made where the primary group is named",
    userData:
      "#cloud-config\nusers:\n  - name: staff\n    primary_group: staff\n  - name: audio\n    no_user_group: true\n  - name: later\n",
    finds: [],
    files: [passwd],
    shows: (booted) => {
      assert.match(fileOf(booted, passwd).text, /^staff:.*\naudio:.*\nlater:/m);
    },
  },
  {
    name: "keys at the top go to root alone, behind a refusal",
    userData:
      "#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9mtF0vDOGqKyaFLDhTPeNgWDRJN6ZXDHYWGAzIpkOc op\nusers:\n  - name: op\n",
    finds: ["keys-without-default"],
    files: ["/root/.ssh/authorized_keys", "/home/op/.ssh/authorized_keys"],
    shows: (booted) => {
      assert.match(fileOf(booted, "/root/.ssh/authorized_keys").text, /Please login as the user/);
      assert.equal(fileOf(booted, "/home/op/.ssh/authorized_keys").text, "");
    },
  },
];
