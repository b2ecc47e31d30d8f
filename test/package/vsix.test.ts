import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { vsixFile } from "../../scripts/suites/table";
import { readZip, type ZipEntry } from "./zip";

const KiB = 1024;

/** Everything that a user's machine gets, apart from what the packager itself adds. */
const allowed = [
  /^package\.json$/,
  /^package\.nls(\.[a-z-]+)?\.json$/,
  /^(readme|changelog)\.md$/i,
  /^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^dist\/l10n\/userdata\.[a-z-]+\.br$/,
  /^LICENSE(\.txt|\.md)?$/,
  /^media\/[\w./-]+\.(svg|png|md)$/,
  /^media\/cloud-config\.(tmLanguage|language-configuration)\.json$/,
  /^media\/schemas\/[\w.-]+\.schema\.json$/,
  /^dist\/(extension|cli)\.cjs$/,
  /^dist\/chunks\/[\w.-]+\.cjs$/,
  /^dist\/schemas\/cloud-config\.schema\.json$/,
  /^dist\/webview\/[\w.-]+\.(js|css|ttf|svg)$/,
];

describe("the package (.vsix)", () => {
  let entries: ZipEntry[];
  before(() => {
    entries = readZip(readFileSync(vsixFile));
  });
  const inExtension = (): string[] =>
    entries.flatMap(({ name }) => (name.startsWith("extension/") ? [name.slice("extension/".length)] : []));

  it("holds nothing but what the allowlist names", () => {
    assert.deepEqual(
      inExtension().filter((name) => !allowed.some((pattern) => pattern.test(name))),
      [],
    );
  });

  it("holds what the manifest points at", () => {
    const names = inExtension();
    for (const needed of [
      "package.json",
      "package.nls.json",
      "dist/extension.cjs",
      "dist/cli.cjs",
      "dist/schemas/cloud-config.schema.json",
      "media/nexus-arc.svg",
    ]) {
      assert.ok(names.includes(needed), `${needed} is missing`);
    }
  });

  it("has a page in VS Code whose pictures and links lead somewhere", () => {
    const pages = entries.filter(({ name }) => /^extension\/(?:readme|changelog)\.md$/i.test(name));
    assert.equal(pages.length, 2);
    for (const page of pages) {
      const targets = [
        ...page
          .read()
          .toString("utf8")
          .matchAll(/\]\(([^)\s]+)/g),
      ].map(([, target]) => target ?? "");
      assert.deepEqual(
        targets.filter((target) => !/^(?:https:|command:|#)/.test(target)),
        [],
        page.name,
      );
    }
  });

  it("holds no source text of the machine that built it", () => {
    const home = process.cwd();
    const telltale = entries.filter((entry) => entry.name.endsWith(".cjs") && entry.read().includes(home));
    assert.deepEqual(
      telltale.map(({ name }) => name),
      [],
    );
  });

  it("is at most 960 KiB, and its main file at most 300 KiB", () => {
    const main = entries.find(({ name }) => name === "extension/dist/extension.cjs");
    assert.ok(main);
    assert.ok(main.size <= 300 * KiB, `dist/extension.cjs has ${Math.ceil(main.size / KiB)} KiB`);
    const whole = statSync(vsixFile).size;
    assert.ok(whole <= 960 * KiB, `the package has ${Math.ceil(whole / KiB)} KiB`);
  });
});
