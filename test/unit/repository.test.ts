import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../scripts/lib/paths";

const textFile = /\.(ts|mts|mjs|cjs|js|json|md|ya?ml|sh|svg|css|html|txt)$|^[^.]*$|\/run$|rc$/;

interface TrackedFile {
  readonly name: string;
  readonly text: string;
}

/** What git tracks, as it stands here. */
function trackedFiles(): TrackedFile[] {
  const list = execFileSync("git", ["-C", root, "ls-files", "-z"], { encoding: "utf8" });
  return list
    .split("\0")
    .filter((name) => name !== "" && textFile.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(root, name), "utf8") }));
}

/** A pattern written in pieces, so that this file does not match itself. */
const pieces = (...parts: readonly string[]): RegExp => new RegExp(parts.join(""));

describe("the repository", () => {
  let files: TrackedFile[];
  before(() => {
    files = trackedFiles();
  });
  const holding = (pattern: RegExp, where = /./): string[] =>
    files.filter(({ name, text }) => where.test(name) && pattern.test(text)).map(({ name }) => name);

  it("has lock files without download addresses, so that any registry will do", () => {
    assert.deepEqual(holding(/"resolved":/, /package-lock\.json$/), []);
  });

  it("names no package registry", () => {
    const registry = pieces("registry\.npm", "js|npm", "\.pkg\.github|_auth", "Token");
    assert.deepEqual(holding(registry), []);
  });

  it("tracks no symbolic link: where it leads is another machine's business", () => {
    const entries = execFileSync("git", ["-C", root, "ls-files", "-s", "-z"], { encoding: "utf8" }).split(
      "\0",
    );
    assert.deepEqual(
      entries.filter((entry) => entry.startsWith("120000")),
      [],
    );
  });

  it("names no folder of the machine that made it", () => {
    const folders = pieces("/wo", "rk/(w|main|shared)\\b|", root.replaceAll(/[^\w/-]/g, "."));
    assert.deepEqual(holding(folders), []);
  });

  it("has product code that reads nothing beside the project", () => {
    assert.deepEqual(holding(/\.\.\/shared|NEXUS_ARC_RECORDINGS/, /^(src|webview|media)\//), []);
  });

  it("has no file over 400 lines of code", () => {
    const long = files.filter(
      ({ name, text }) => /\.(ts|mjs|cjs)$/.test(name) && text.split("\n").length > 401,
    );
    assert.deepEqual(
      long.map(({ name }) => name),
      [],
    );
  });

  it("switches no check off", () => {
    const marks = pieces("eslint-", "disable|@ts-", "(ignore|expect-error|nocheck)|as unknown", " as ");
    assert.deepEqual(holding(marks, /\.(ts|mjs|cjs)$/), []);
  });
});
