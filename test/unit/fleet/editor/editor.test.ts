import assert from "node:assert/strict";
import { completeFleet, type FleetCompletions } from "../../../../src/fleet/editor/completeFleet";
import { fleetHover } from "../../../../src/fleet/editor/fleetHover";
import { defaultsShape, entryShape, fleetShape } from "../../../../src/fleet/file/fields";
import { newFleetFile } from "../../../../src/fleet/file/newFile";
import { readFleet } from "../../../../src/fleet/file/readFleet";

/** Splits a text at `|`, where the cursor stands. */
function at(text: string): [text: string, offset: number] {
  return [text.replace("|", ""), text.indexOf("|")];
}

function complete(text: string): FleetCompletions {
  return completeFleet(...at(text));
}

function labels(text: string): string[] {
  return complete(text).known.map(({ label }) => label);
}

const head = "version: 1\nfleet: edge\ntenantId: 11111111-1111-1111-1111-111111111111\n";

describe("completion in a fleet file", () => {
  it("offers the keys of the file, of defaults, of an entry, and of a network that the file does not have yet", () => {
    const top = Object.keys(fleetShape.fields).filter(
      (key) => !/^(?:\$schema|version|fleet|tenantId)$/.test(key),
    );
    assert.deepEqual(labels(`${head}|`), top);
    assert.deepEqual(labels(`${head}defaults:\n  cp|`), Object.keys(defaultsShape.fields));
    const entry = labels(`${head}vms:\n  - vmName: a\n    |\n    cpuCores: 4\n`);
    assert.deepEqual(
      entry,
      Object.keys(entryShape.fields).filter((key) => key !== "vmName" && key !== "cpuCores"),
    );
    assert.ok(labels(`${head}defaults:\n  networks:\n    - |`).includes("ipAllocationMethod"));
    assert.deepEqual(labels(`${head}defaults:\n  registry:\n    |`), ["url", "username", "passwordVariable"]);
  });

  it("offers the values of a key that has some", () => {
    assert.deepEqual(labels(`${head}defaults:\n  diskCreateOption: |`), ["Ephemeral", "Persistent"]);
    assert.deepEqual(labels(`${head}assignRoles: |`), ["true", "false"]);
    assert.deepEqual(labels(`${head}defaults:\n  cpuCores: |`), []);
  });

  it("opens a list with a dash, a mapping with a new line, and a choice with its values", () => {
    const inserted = (key: string): string =>
      complete(`${head}defaults:\n  |`).known.find(({ label }) => label === key)?.insertText ?? "";
    assert.equal(inserted("networks"), "networks:\n    - $1");
    assert.equal(inserted("registry"), "registry:\n    $1");
    assert.equal(inserted("bootMethod"), "bootMethod: ${1|UEFI,BIOS|}");
    assert.equal(inserted("cpuCores"), "cpuCores: $1");
  });

  it("asks Azure for resources, in the subscription and group that stand nearest above", () => {
    const defaults = "defaults:\n  subscriptionId: sub-a\n  resourceGroup: group-a\n";
    const asked = (text: string): unknown => {
      const { azure } = complete(text);
      return azure && [azure.values, azure.subscriptionId, azure.resourceGroup];
    };
    assert.deepEqual(asked(`${head}${defaults}  vmImage: |`), ["images", "sub-a", "group-a"]);
    assert.deepEqual(asked(`${head}${defaults}  networks:\n    - networkId: |`), [
      "networks",
      "sub-a",
      "group-a",
    ]);
    const entry = `${head}${defaults}vms:\n  - subscriptionId: sub-b\n    resourceGroup: "group-b"\n    userAssignedIdentityId: |`;
    assert.deepEqual(asked(entry), ["identities", "sub-b", "group-b"]);
    assert.deepEqual(asked(`${head}defaults:\n  customLocation: |\n  subscriptionId: sub-c\n`), [
      "customLocations",
      "sub-c",
      undefined,
    ]);
    assert.equal(asked(`${head}defaults:\n  location: |`), undefined);
  });

  it("offers nothing in a comment", () => {
    assert.deepEqual(complete(`${head}# cpu|`), { known: [] });
  });
});

describe("hover in a fleet file", () => {
  it("explains the key under the cursor, and the key of a short value", () => {
    const text = newFleetFile();
    const on = (word: string): string => fleetHover(text, text.indexOf(word) + 1)?.markdown ?? "";
    assert.match(on("cpuCores"), /^\*\*cpuCores\*\*: a whole number from 2 to 46\n\n.*CPU cores/);
    assert.match(on("Dynamic #"), /^\*\*ipAllocationMethod\*\*: one of Dynamic, Static, Disabled/);
    assert.match(on("vmName"), /range such as/);
    assert.equal(fleetHover(text, text.indexOf("# must exist") + 3), undefined);
    assert.equal(fleetHover("nobody: 1\n", 2), undefined);
  });
});

describe("the quick fixes of a fleet file", () => {
  /** The text after all fixes. */
  function fixed(text: string): string {
    const edits = readFleet(text).findings.flatMap(({ fixes = [] }) => fixes.flatMap(({ edits }) => edits));
    const lines = text.split("\n");
    for (const { range, newText } of edits.toReversed()) {
      const line = lines[range.start.line] ?? "";
      lines[range.start.line] =
        line.slice(0, range.start.character) + newText + line.slice(range.end.character);
    }
    return lines.join("\n");
  }

  it("change a misspelled key or word, and put in quotes what YAML reads as another type", () => {
    const text = `${head}defaults:\n  cpuCorez: 4\n  bootMethod: UEFl\n  location: 5\n  tags: {}\nvms: []\n`;
    assert.equal(
      fixed(text),
      `${head}defaults:\n  cpuCores: 4\n  bootMethod: UEFI\n  location: "5"\n  tags: {}\nvms: []\n`,
    );
  });

  it("exist for no key of a secret", () => {
    const { findings } = readFleet(`${head}defaults:\n  password: x\nvms: []\n`);
    assert.ok(findings.some(({ rule }) => rule === "fleet/secret"));
    assert.deepEqual(
      findings.flatMap(({ fixes = [] }) => fixes),
      [],
    );
  });
});
