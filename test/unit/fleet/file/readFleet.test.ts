import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { fleetJsonSchema } from "../../../../src/fleet/file/jsonSchema";
import { maxFileLength, readFleet } from "../../../../src/fleet/file/readFleet";
import { tablesIn } from "../../../../src/fleet/file/tableFile";
import { root } from "../../../../scripts/lib/paths";
import { defaultLines, fleetText, headLines, identityId, lineOf, subscription, tenantId } from "../sample";

/** `rule line` of every finding, lines from 1. */
function verdicts(text: string, table?: string): string[] {
  return readFleet(text, () => table).findings.map(
    ({ rule, range, file }) => `${rule} ${file === undefined ? "" : `${file}:`}${range.start.line + 1}`,
  );
}

function withDefault(start: string, line: string): string {
  return fleetText({ defaults: defaultLines.map((old) => (old.startsWith(start) ? line : old)) });
}

describe("a fleet file", () => {
  it("becomes the VMs that it asks for, ranges spelled out and defaults filled in", () => {
    const { fleet, findings } = readFleet(fleetText());
    assert.deepEqual(findings, []);
    assert.ok(fleet);
    assert.deepEqual(
      fleet.vms.map(({ target, input }) => [
        target.vmName,
        target.arcMachineName,
        input.cpuCores,
        input.tags,
      ]),
      [
        ["cuf01", "cuf01", 4, { site: "london" }],
        ["cuf02", "cuf02", 4, { site: "london" }],
        ["cuf03", "cuf03", 4, { site: "london" }],
        ["duf01", "duf01", 8, { site: "london" }],
      ],
    );
    assert.ok(fleet.vms.every(({ target }) => target.tenantId === tenantId && target.creator === "vm"));
    assert.match(fleet.hash, /^[0-9a-f]{64}$/);
  });

  it("may be JSON, tabs included", () => {
    const json = JSON.stringify(parse(fleetText()), undefined, "\t");
    const { fleet, findings } = readFleet(json);
    assert.deepEqual(findings, []);
    assert.equal(fleet?.vms.length, 4);
  });

  it("gives each VM of a range its own address and its own Arc name", () => {
    const network = defaultLines.find((line) => line.startsWith("networks"));
    const line = network?.replace("Dynamic", "Static, ipv4From: 10.4.0.254");
    const text = withDefault("networks", line ?? "").replace(
      "vmName: cuf[01-03]",
      "{vmName: 'cuf[01-03]', arcMachineName: 'arc-{vmName}'}",
    );
    const { fleet } = readFleet(text.replace("- {vmName: duf01, cpuCores: 8}", ""));
    assert.deepEqual(
      fleet?.vms.map(({ target, input }) => [target.arcMachineName, input.networks?.[0]?.ipv4Address]),
      [
        ["arc-cuf01", "10.4.0.254"],
        ["arc-cuf02", "10.4.0.255"],
        ["arc-cuf03", "10.4.1.0"],
      ],
    );
  });

  it("imports a table, and says what is wrong in it by the table's own lines", () => {
    const vms = ["- {import: more.csv, cpuCores: 8}"];
    const good = 'vmName,memorySizeGB,tags.rack\r\nruf01,16,"r1, left"\r\nruf02,,\r\n';
    const { fleet } = readFleet(fleetText({ vms }), (name) => (name === "more.csv" ? good : undefined));
    assert.deepEqual(
      fleet?.vms.map(({ target, input }) => [target.vmName, input.memorySizeGB, input.cpuCores, input.tags]),
      [
        ["ruf01", 16, 8, { site: "london", rack: "r1, left" }],
        ["ruf02", 8, 8, { site: "london" }],
      ],
    );
    const bad = "vmName,memory\nruf01,16\nupf-02,8\nruf01,8,9\n";
    assert.deepEqual(verdicts(fleetText({ vms }), bad), [
      "fleet/unknown-key more.csv:1",
      "fleet/value more.csv:3",
      "fleet/csv more.csv:4",
      "fleet/duplicate-name more.csv:4",
    ]);
    assert.deepEqual(verdicts(fleetText({ vms: ["- {import: ../secret.csv}"] })), ["fleet/import 20"]);
  });

  it("names the line of the value, not of the VM, where a default breaks a rule", () => {
    assert.deepEqual(verdicts(withDefault("cpuCores", "cpuCores: 7")), ["fleet/vm 11"]);
    assert.deepEqual(verdicts(withDefault("location", "location: UK_South!")), ["fleet/value 7"]);
    assert.deepEqual(verdicts(withDefault("cpuCores", "cpuCors: 4")), [
      "fleet/unknown-key 11",
      "fleet/missing 20",
    ]);
  });

  it("finds clashes between VMs", () => {
    const twice = fleetText({
      vms: ["- vmName: cuf[1-3]", "- vmName: cuf2", "- {vmName: cuf9, arcMachineName: cuf3}"],
    });
    assert.deepEqual(verdicts(twice), ["fleet/duplicate-name 21", "fleet/duplicate-arc-name 22"]);
    const fixed = withDefault(
      "networks",
      (defaultLines.find((line) => line.startsWith("networks")) ?? "").replace(
        "Dynamic",
        "Static, ipv4Address: 10.4.0.9",
      ),
    );
    assert.deepEqual(
      new Set(verdicts(fixed)),
      new Set(["fleet/duplicate-address 20", "fleet/duplicate-address 21"]),
    );
  });

  it("takes one default gateway for a VM, and warns where there is none", () => {
    const one = defaultLines.find((line) => line.startsWith("networks")) ?? "";
    const entry = one.slice(one.indexOf("{"), one.lastIndexOf("}") + 1);
    assert.deepEqual(verdicts(withDefault("networks", `networks: [${entry}, ${entry}]`)), ["fleet/vm 16"]);
    const { findings, fleet } = readFleet(withDefault("networks", one.replace(", defaultGateway: true", "")));
    assert.ok(fleet);
    assert.deepEqual(
      new Set(findings.map(({ rule, severity }) => `${rule} ${severity}`)),
      new Set(["fleet/default-gateway warning"]),
    );
  });

  it("advises one shared identity, and refuses more role assignments than Azure has", () => {
    const own = (count: number): string =>
      withDefault("userAssignedIdentityId", "identity: system").replace("cuf[01-03]", `cuf[0001-${count}]`);
    const few = readFleet(own(3));
    assert.ok(few.fleet);
    assert.deepEqual(
      few.findings.map(({ rule, severity }) => `${rule} ${severity}`),
      ["fleet/shared-identity information"],
    );
    const many = readFleet(own(1400));
    assert.ok(many.findings.some(({ rule, message }) => rule === "fleet/quota" && message.includes("4203")));
    assert.equal(many.fleet, undefined);
  });

  it("refuses a private key without repeating it", () => {
    const text = `${fleetText()}# -----BEGIN RSA PRIVATE KEY-----\n# MIIEsecret\n`;
    const { fleet, findings } = readFleet(text);
    assert.equal(fleet, undefined);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["fleet/secret"],
    );
    assert.equal(findings[0]?.range.start.line, lineOf(text, "# -----BEGIN"));
    assert.doesNotMatch(JSON.stringify(findings), /MIIE|BEGIN/);
  });

  it("looks for a token in megabytes of what starts like one", () => {
    const { findings } = readFleet(`${fleetText()}# ${"-eyJaaaaaaaaaa".repeat(300_000)}\n`);
    assert.deepEqual(findings, []);
    const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
    assert.deepEqual(verdicts(`${fleetText()}# token=${token}\n`).length, 1);
  });

  it("refuses a table of a million columns before it compares them", () => {
    const text = fleetText({ vms: ["- import: more.csv"] });
    assert.deepEqual(verdicts(text, `${"vmName,".repeat(1_000_000)}\na,b\n`), ["fleet/too-large more.csv:1"]);
  });

  it("reads a large table that is imported over and over a few times only", () => {
    const table = `vmName\n${"x".repeat(3_000_000)}\n`;
    let reads = 0;
    const { findings } = readFleet(
      fleetText({ vms: Array.from({ length: 1000 }, () => "- import: more.csv") }),
      () => {
        reads += 1;
        return table;
      },
    );
    assert.equal(reads, 6);
    assert.ok(findings.some(({ message }) => message.includes("16 MiB at most")));
  });

  it("reads a table that is a file of its size, no device and nothing endless", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "nexus-arc-table-"));
    try {
      const at = (name: string): string => path.join(folder, name);
      await writeFile(at("plain.csv"), "vmName\n");
      await symlink(at("plain.csv"), at("linked.csv"));
      await symlink("/dev/null", at("device.csv"));
      await writeFile(at("large.csv"), "");
      await truncate(at("large.csv"), 3 * maxFileLength + 1);
      const read = tablesIn(folder);
      assert.deepEqual(
        ["plain", "linked", "device", "large", "absent"].map((name) => read(`${name}.csv`)),
        ["vmName\n", "vmName\n", undefined, undefined, undefined],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("survives aliases that stand for millions of values", () => {
    const keys = Array.from({ length: 100 }, () => "ssh-rsa AAAA").join(", ");
    const vms = [
      `- &many {vmName: cuf1, sshPublicKeys: [${keys}]}`,
      ...Array.from({ length: 11_000 }, () => "- {<<: *many}"),
    ];
    assert.ok(verdicts(fleetText({ vms })).some((verdict) => verdict.startsWith("fleet/too-large")));
  }).timeout(240_000);

  it("refuses a password, whatever it is called and wherever it stands", () => {
    const at = (line: string): string => fleetText({ vms: [line] });
    const registry = "url: myacr.azurecr.io, username: me";
    const line = 3 + 1 + defaultLines.length + 1 + 1;
    assert.deepEqual(
      verdicts(at(`- {vmName: cuf01, registry: {${registry}, passwordVariable: ACR_PASSWORD}}`)),
      [],
    );
    assert.ok(
      verdicts(at(`- {vmName: cuf01, registry: {${registry}, password: hunter2}}`)).includes(
        `fleet/secret ${line}`,
      ),
    );
    assert.deepEqual(verdicts(at(`- {vmName: cuf01, registry: {${registry}, passwordVariable: hunter2}}`)), [
      `fleet/vm ${line}`,
    ]);
    assert.deepEqual(verdicts(at("- {vmName: cuf01, adminPassword: hunter2}")), [`fleet/secret ${line}`]);
    assert.deepEqual(verdicts(at("- import: more.csv"), "vmName,registry.password\ncuf01,hunter2\n"), [
      "fleet/secret more.csv:1",
    ]);
    const { findings } = readFleet(at(`- {vmName: cuf01, registry: {${registry}, password: hunter2}}`));
    assert.ok(findings.every(({ message }) => !message.includes("hunter2")));
  });

  it("takes volumes, placement hints and a registry, and judges them at their place", () => {
    const site = `/subscriptions/${subscription}/resourceGroups/g/providers/Microsoft.NetworkCloud`;
    const hint = `{hintType: Affinity, resourceId: ${site}/racks/r1, schedulingExecution: Hard, scope: Rack}`;
    const good = [
      `volumes: [${site}/volumes/v1]`,
      `placementHints: [${hint}]`,
      "registry: {url: myacr.azurecr.io, username: me, passwordVariable: ACR_PASSWORD}",
    ];
    const { fleet, findings } = readFleet(fleetText({ defaults: [...defaultLines, ...good] }));
    assert.deepEqual(findings, []);
    const [first] = fleet?.vms ?? [];
    assert.ok(first !== undefined);
    assert.deepEqual(first.input.volumeAttachments, [`${site}/volumes/v1`]);
    assert.equal(first.input.placementHints?.[0]?.scope, "Rack");
    assert.deepEqual(first.registry, {
      url: "myacr.azurecr.io",
      username: "me",
      passwordVariable: "ACR_PASSWORD",
    });
    const bad = [
      `volumes: [${site}/l3Networks/v1]`,
      `placementHints: [${hint.replace(`${site}/racks/r1`, "rack1")}]`,
      'registry: {url: "https://a b/", username: me, passwordVariable: ACR_PASSWORD}',
    ];
    for (const line of bad) {
      const text = fleetText({ defaults: [...defaultLines, line] });
      assert.ok(verdicts(text).includes(`fleet/vm ${lineOf(text, line) + 1}`), verdicts(text).join());
    }
  });

  it("reads 10,000 VMs from a few lines", () => {
    const { fleet } = readFleet(fleetText({ vms: ["- vmName: cuf[00001-10000]"] }));
    assert.equal(fleet?.vms.length, 10_000);
    assert.equal(fleet.vms[9999]?.target.vmName, "cuf10000");
    assert.ok(
      fleet.vms.every(
        ({ target }) => target.identity === "user" && target.userAssignedIdentityId === identityId,
      ),
    );
  });
});

describe("the fleet schema", () => {
  it("is the one that the extension contributes", () => {
    const file = path.join(root, "media/schemas/nexus-fleet.schema.json");
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), JSON.parse(JSON.stringify(fleetJsonSchema())));
  });

  const validator = () => {
    const schema: unknown = JSON.parse(JSON.stringify(fleetJsonSchema()));
    assert.ok(typeof schema === "object" && schema !== null);
    return new Ajv({ strict: false }).compile(schema);
  };

  it("takes a GUID in either case and a $schema, as the reader does", () => {
    const upper = fleetText().replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (guid) => guid.toUpperCase());
    for (const text of [upper, fleetText({ head: ["$schema: ./nexus-fleet.schema.json", ...headLines] })]) {
      const validate = validator();
      assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
      assert.deepEqual(readFleet(text).findings, []);
    }
    assert.match(upper, /[A-F]{2}/);
  });

  it("takes what the reader takes, and refuses unknown keys", () => {
    const validate = validator();
    assert.ok(validate(parse(fleetText())), JSON.stringify(validate.errors));
    assert.equal(validate(parse(fleetText({ head: [...headLines, "flet: 1"] }))), false);
  });
});
