/** Files, their modes and places; names. */
import assert from "node:assert/strict";
import { fileOf, type Case } from "./case";

export const files: readonly Case[] = [
  {
    name: "other permissions than a number, a path with ~, a home before its user, a locked password, a name with _",
    userData: `#cloud-config
hostname: edge_vm
users:
  - default
  - name: op
    plain_text_passwd: a-test-only
write_files:
  - path: /etc/secret
    content: not for all
    permissions: "u=rw,go="
  - path: /etc/tool
    content: x
    permissions: "4755"
  - path: ~/note
    content: x
  - path: /home/op/settings/one
    content: x
runcmd:
  - hostname > /etc/running-name
`,
    finds: [
      "file-permissions",
      "home-before-user",
      "hostname-refused",
      "password-locked",
      "path-not-absolute",
      "secret-literal",
    ],
    files: [
      "/etc/secret",
      "/etc/tool",
      "/~/note",
      "/home/op",
      "/home/op/.bashrc",
      "/etc/shadow",
      "/etc/hostname",
      "/etc/running-name",
    ],
    shows: (booted) => {
      assert.equal(fileOf(booted, "/etc/secret").mode, "644");
      assert.match(fileOf(booted, "/etc/tool").mode, /^4?755$/);
      assert.match(booted.output, /Undecodable permissions/);
      assert.equal(fileOf(booted, "/~/note").text, "x");
      assert.equal(fileOf(booted, "/home/op").owner, "root:root");
      assert.equal(booted.files.has("/home/op/.bashrc"), false);
      assert.match(fileOf(booted, "/etc/shadow").text, /^op:!/m);
      assert.equal(fileOf(booted, "/etc/hostname").text.trim(), "edge_vm");
    },
  },
  {
    name: "text that is announced as gzip ends the module",
    userData:
      "#cloud-config\nwrite_files:\n  - path: /etc/one\n    encoding: gzip\n    content: plain\n  - path: /etc/two\n    content: x\n",
    finds: ["encoding-mismatch"],
    files: ["/etc/one", "/etc/two"],
    shows: (booted) => {
      assert.equal(booted.files.size, 0);
      assert.equal(booted.first.status, "error");
    },
  },
  {
    name: "a file, a user and a command that are right",
    userData: `#cloud-config
hostname: edge-vm
users:
  - default
  - name: op
    lock_passwd: false
    plain_text_passwd: a-test-only
write_files:
  - path: /etc/secret
    content: not for all
    permissions: "0600"
  - path: /home/op/settings/one
    content: x
    owner: op:op
    defer: true
runcmd:
  - hostname > /etc/running-name
`,
    finds: ["secret-literal"],
    files: ["/etc/secret", "/home/op", "/home/op/.bashrc", "/etc/shadow", "/etc/running-name"],
    shows: (booted) => {
      assert.equal(booted.first.exitCode, 0);
      assert.equal(fileOf(booted, "/etc/secret").mode, "600");
      assert.equal(fileOf(booted, "/home/op").owner, "op:op");
      assert.ok(booted.files.has("/home/op/.bashrc"));
      assert.match(fileOf(booted, "/etc/shadow").text, /^op:\$/m);
      assert.equal(fileOf(booted, "/etc/running-name").text, "edge-vm\n");
    },
  },
];
