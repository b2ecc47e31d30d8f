/** Broken and hostile fleet files: each is refused with the line and the rule, and gives no fleet that could be sent. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { fleetRules } from "../../../src/fleet/file/sourceLocation";
import { readFleet } from "../../../src/fleet/file/readFleet";
import { defaultLines, fleetText, headLines, lineOf, vmLines } from "../../unit/fleet/sample";

const count = Number(process.env["NEXUS_ARC_HOSTILE_FLEETS"] ?? 5000);

/** A broken file, and one place that must be named: the rule and the line from 0 (-1: any line). */
interface Broken {
  readonly text: string;
  readonly rule: string;
  readonly line: number;
}

const junk = fc.stringMatching(/^[!-~]{1,12}$/);
const word = fc.stringMatching(/^[a-z]{1,10}$/);

function changed(lines: readonly string[], index: number, line: string | undefined): string[] {
  return lines.flatMap((old, at) => (at === index ? (line === undefined ? [] : [line]) : [old]));
}

const firstDefault = headLines.length + 1;
const firstVm = firstDefault + defaultLines.length + 1;

function inDefaults(name: string, value: string, rule: string): Broken {
  const index = defaultLines.findIndex((line) => line.startsWith(`${name}:`));
  return {
    text: fleetText({ defaults: changed(defaultLines, index, `${name}: ${value}`) }),
    rule,
    line: firstDefault + index,
  };
}

const oneOf = <T>(...items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

/** Text that no VM can be called by. */
const badName = fc.oneof(
  word.map((name) => `${name}-1`),
  word.map((name) => `${name}_x`),
  fc.constant("a"),
  fc.stringMatching(/^[a-z]{65,70}$/),
  word.map((name) => `"${name} $(reboot)"`),
  word.map((name) => `"${name}\\"; rm -rf /"`),
  word.map((name) => `"../${name}"`),
  word.map((name) => `"${name}\\u202e"`),
  word.map((name) => `"--${name}"`),
);

const badRange = fc.oneof(
  fc.tuple(word, fc.nat(99)).map(([name, n]) => `"${name}[${n + 1}-${n}]"`),
  word.map((name) => `"${name}[1-2][3-4]"`),
  word.map((name) => `"${name}[1..5]"`),
  word.map((name) => `"${name}[1-9999999]"`),
  word.map((name) => `"${name}]["`),
);

const broken: fc.Arbitrary<Broken> = fc.oneof(
  // A value that breaks its rule.
  fc
    .record({ name: oneOf("subscriptionId", "resourceGroup", "location"), value: junk })
    .map(({ name, value }) => inDefaults(name, JSON.stringify(`!/${value}.`), "fleet/value")),
  fc
    .record({
      name: oneOf("customLocation", "cloudServicesNetworkId", "vmImage", "adminUsername"),
      value: junk,
    })
    .map(({ name, value }) => inDefaults(name, JSON.stringify(` ${value}`), "fleet/vm")),
  // A value of another type.
  fc
    .record({
      name: oneOf("cpuCores", "memorySizeGB", "diskSizeGB"),
      value: oneOf("x", "-1", "0", "1e99", "[4]", "{a: 1}", "~", "99999999999999999999"),
    })
    .map(({ name, value }) => inDefaults(name, value, "fleet/type")),
  fc
    .record({
      name: oneOf("resourceGroup", "location", "vmImage"),
      value: oneOf("12", "true", "[a]", "{}", "~", "2024-01-01", '""'),
    })
    .map(({ name, value }) => inDefaults(name, value, "fleet/type")),
  oneOf("[]x", "text", "3").map((value) => inDefaults("tags", JSON.stringify(value), "fleet/type")),
  oneOf("3", "5", "45").map((value) => inDefaults("cpuCores", value, "fleet/vm")),
  // A key that is not there, or that nobody knows.
  fc.nat(2).map((index) => ({
    text: fleetText({ head: changed(headLines, index, undefined) }),
    rule: "fleet/missing",
    line: -1,
  })),
  oneOf(
    "customLocation",
    "adminUsername",
    "vmImage",
    "cpuCores",
    "location",
    "subscriptionId",
    "resourceGroup",
  ).map((name) => ({
    text: fleetText({ defaults: defaultLines.filter((line) => !line.startsWith(`${name}:`)) }),
    rule: "fleet/missing",
    line: firstVm - 1,
  })),
  fc.record({ name: word, index: fc.nat(defaultLines.length - 1) }).map(({ name, index }) => ({
    text: fleetText({
      defaults: [...defaultLines.slice(0, index), `x${name}x: 1`, ...defaultLines.slice(index)],
    }),
    rule: "fleet/unknown-key",
    line: firstDefault + index,
  })),
  oneOf("__proto__", "constructor", "toString", "hasOwnProperty").map((name) => ({
    text: fleetText({ vms: [`- {vmName: cuf1, ${name}: x}`] }),
    rule: "fleet/unknown-key",
    line: firstVm,
  })),
  // A secret where it would be written down.
  oneOf("password", "privateKey", "token", "adminPassword", "clientSecret", "userDataContent").map(
    (name) => ({
      text: fleetText({ vms: [`- {vmName: cuf1, ${name}: x}`] }),
      rule: "fleet/secret",
      line: firstVm,
    }),
  ),
  fc.tuple(oneOf("password", "registryPassword", "token"), junk).map(([name, value]) => ({
    text: fleetText({
      vms: [
        `- {vmName: cuf1, registry: {url: a.azurecr.io, username: u, passwordVariable: P, ${name}: ${JSON.stringify(value)}}}`,
      ],
    }),
    rule: "fleet/secret",
    line: firstVm,
  })),
  fc.stringMatching(/^[a-z][!-~]{3,20}$/).map((value) => ({
    text: fleetText({
      vms: [
        `- {vmName: cuf1, registry: {url: a.azurecr.io, username: u, passwordVariable: ${JSON.stringify(value)}}}`,
      ],
    }),
    rule: "fleet/vm",
    line: firstVm,
  })),
  fc.nat(defaultLines.length - 1).map((index) => ({
    text: fleetText({ defaults: [...defaultLines, defaultLines[index] ?? ""] }),
    rule: "fleet/duplicate-key",
    line: firstDefault + defaultLines.length,
  })),
  // Names and ranges.
  badName.map((name) => ({
    text: fleetText({ vms: [...vmLines, `- vmName: ${name}`] }),
    rule: "fleet/value",
    line: firstVm + vmLines.length,
  })),
  badRange.map((name) => ({
    text: fleetText({ vms: [...vmLines, `- vmName: ${name}`] }),
    rule: "fleet/range",
    line: firstVm + vmLines.length,
  })),
  fc.constantFrom("cuf01", "CUF02", "cuf[03-09]", "duf01").map((name) => ({
    text: fleetText({ vms: [...vmLines, `- vmName: ${name}`] }),
    rule: "fleet/duplicate-name",
    line: firstVm + vmLines.length,
  })),
  word.map((name) => ({
    text: fleetText({ vms: [...vmLines, `- {vmName: ${name}zz, arcMachineName: duf01}`] }),
    rule: "fleet/duplicate-arc-name",
    line: firstVm + vmLines.length,
  })),
  // Imports that reach out of the folder.
  fc
    .tuple(
      word,
      oneOf(
        "../%.csv",
        "/etc/%.csv",
        "a/%.csv",
        "..\\\\%.csv",
        "%.yaml",
        "https://example.invalid/%.csv",
        ".%.csv",
      ),
    )
    .map(([name, form]) => ({
      text: fleetText({ vms: [...vmLines, `- {import: "${form.replace("%", name)}"}`] }),
      rule: "fleet/import",
      line: firstVm + vmLines.length,
    })),
  // YAML that ends in the middle, or is none.
  fc
    .tuple(
      fc.nat(defaultLines.length - 1),
      oneOf(
        "a: [1, 2",
        "\tx: 1",
        "a: 'b",
        "&a *b",
        "%x",
        "a: b: c",
        '"\\q"',
        "? [",
        "!!python/object:os.system x",
      ),
    )
    .map(([index, line]) => ({
      text: fleetText({ defaults: [...defaultLines.slice(0, index), line], vms: [] }),
      rule: "fleet/yaml",
      line: -1,
    })),
  word.map((name) => ({
    text: `${fleetText()}# ${name}\n# -----BEGIN PRIVATE KEY-----\n`,
    rule: "fleet/secret",
    line: firstVm + vmLines.length + 1,
  })),
);

function judge({ text, rule, line }: Broken): void {
  const { fleet, findings } = readFleet(text, () => undefined);
  assert.equal(fleet, undefined, "there is nothing to send");
  const errors = findings.filter(({ severity }) => severity === "error");
  const named = errors.map((finding) => `${finding.rule} ${finding.range.start.line}`);
  const hit = errors.some(
    (finding) => finding.rule === rule && (line === -1 || finding.range.start.line === line),
  );
  assert.ok(hit, `expected ${rule} ${line}, got ${named.join(", ")}\n${text}`);
}

describe("broken fleet files", () => {
  it(`are refused with line and rule, ${count} of them`, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(broken, (file) => {
        seen.set(file.rule, (seen.get(file.rule) ?? 0) + 1);
        judge(file);
      }),
      { numRuns: count },
    );
    assert.ok(seen.size >= 12, [...seen.keys()].join(", "));
  }).timeout(300_000);

  it("never crash the reader, whatever they hold, and never show a control character", () => {
    const lines = fleetText().split("\n");
    const noise = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), junk);
    fc.assert(
      fc.property(fc.nat(lines.length), fc.nat(60), noise, fc.boolean(), (at, column, text, replace) => {
        const line = lines[at] ?? "";
        const changedLine =
          line.slice(0, column) + text + line.slice(replace ? column + text.length : column);
        const file = lines.map((old, index) => (index === at ? changedLine : old)).join("\n");
        const { fleet, findings } = readFleet(file, () => text);
        if (fleet === undefined) assert.ok(findings.some(({ severity }) => severity === "error"));
        for (const { rule, message, range } of findings) {
          assert.ok((fleetRules as readonly string[]).includes(rule));
          assert.ok(range.start.line >= 0 && range.start.line <= file.split(/\r\n|\r|\n/).length);
          assert.doesNotMatch(message, /[\u0000-\u001f\u007f-\u009f\u202e]/);
        }
      }),
      { numRuns: Math.ceil(count / 5) },
    );
  }).timeout(300_000);

  it("count lines as editors do", () => {
    const text = fleetText().replaceAll("\n", "\r\n").replace("cpuCores: 4", "cpuCores: x");
    assert.deepEqual(
      readFleet(text).findings.map(({ range }) => range.start.line),
      [lineOf(fleetText(), "cpuCores")],
    );
  });
});
