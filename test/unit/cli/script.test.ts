import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { main } from "../../../src/cli/main";
import { newEnrollment } from "../../../src/enrollment/record/record";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import type { TargetName } from "../../../src/enrollment/target/target";
import { run } from "./run";

const values = {
  tenantId: "11111111-1111-1111-1111-111111111111",
  subscriptionId: "22222222-2222-2222-2222-222222222222",
  resourceGroup: "my-rg",
  location: "eastus",
  vmName: "myVm01",
};
const sets = Object.entries(values).flatMap(([name, value]) => ["--set", `${name}=${value}`]);

async function call(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = "";
  let error = "";
  const code = await main(["script", ...args], {
    stdin: Readable.from([]),
    write: (text) => (out += text),
    writeError: (text) => (error += text),
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

describe("nexus-arc script", () => {
  it("prints the script of the values that are set", async () => {
    const { code, out, error } = await call(...sets);
    assert.equal(code, 0, error);
    assert.ok(out.startsWith("#!/usr/bin/env bash\n"));
    assert.match(out, /MACHINE_NAME='myVm01'/);
    assert.match(out, /az login --identity/);
  });

  it("says every problem, a line each", async () => {
    const { code, error } = await call("--set", "vmName=a-b", "--set", "cloud=constructor");
    assert.equal(code, 2);
    for (const name of ["cloud", "tenantId", "vmName"]) assert.match(error, new RegExp(`^.*${name}`, "mi"));
    assert.ok(error.trimEnd().split("\n").length >= 6, error);
  });

  it("takes a cloud's name in any case", async () => {
    const usual = await call(...sets, "--set", "cloud=usGovernment");
    for (const name of ["usgovernment", "USGovernment", "AzureUSGovernment"])
      assert.deepEqual(await call(...sets, "--set", `cloud=${name}`), usual);
    assert.match(usual.out, /usgovcloudapi/);
  });

  it("takes flavour and format", async () => {
    const { out } = await call(...sets, "--flavour", "curl", "--format", "cloud-config");
    assert.ok(out.startsWith("#cloud-config\n"));
    assert.doesNotMatch(out, /az login/);
  });

  it("reads a record, and a set value goes over it", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "nexus-arc-"));
    const file = path.join(folder, "one.nexus-arc.json");
    let guids = 0;
    const enrollment = newEnrollment(
      values,
      new Date(0),
      () => `00000000-0000-0000-0000-00000000000${String(++guids)}`,
    );
    writeFileSync(file, writeRecord(enrollment));
    const { code, out, error } = await call("--record", file, "--set", "arcMachineName=other");
    rmSync(folder, { recursive: true });
    assert.equal(code, 0, error);
    assert.match(out, /MACHINE_NAME='other'/);
    assert.ok(out.includes(`ARC_MACHINE_VMID='${enrollment.arcVmId}'`));
  });

  const identityId = `/subscriptions/${values.subscriptionId}/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/enroll`;
  // Every name that --set knows, and what its value does to the script.
  const settings: Record<TargetName, readonly [value: string, shows: RegExp, ...more: string[]]> = {
    cloud: ["usGovernment", /management\.usgovcloudapi\.net/],
    resourceManager: [
      "https://arm.example",
      /arm\.example/,
      "cloud=custom",
      "authority=https://login.example",
    ],
    authority: [
      "https://login.example",
      /login\.example/,
      "cloud=custom",
      "resourceManager=https://arm.example",
    ],
    audience: [
      "https://audience.example",
      /audience\.example/,
      "cloud=custom",
      "authority=https://login.example",
      "resourceManager=https://arm.example",
    ],
    tenantId: ["33333333-3333-3333-3333-333333333333", /TENANT_ID='33333333/],
    subscriptionId: ["33333333-3333-3333-3333-333333333333", /SUBSCRIPTION_ID='33333333/],
    resourceGroup: ["other-rg", /RESOURCE_GROUP='other-rg'/],
    location: ["West Europe", /LOCATION='westeurope'/],
    vmName: ["other01", /MACHINE_NAME='other01'/],
    arcMachineName: ["other-02", /MACHINE_NAME='other-02'/],
    identity: ["user", /--resource-id '\/subscriptions/, `userAssignedIdentityId=${identityId}`],
    userAssignedIdentityId: [identityId, /--resource-id '\/subscriptions/],
    clientId: ["33333333-3333-3333-3333-333333333333", /./, `userAssignedIdentityId=${identityId}`],
    creator: ["workstation", /PRIVATE_B64=\$\{PRIVATE_B64:-\}/],
    flavour: ["curl", /^(?![^]*az login)/],
  };
  for (const [name, [value, shows, ...more]] of Object.entries(settings)) {
    it(`takes --set ${name}`, async () => {
      const kept = Object.entries(values).filter(([other]) => other !== name);
      const given = [...kept.map(([other, text]) => `${other}=${text}`), ...more, `${name}=${value}`];
      const { code, out, error } = await call(...given.flatMap((setting) => ["--set", setting]));
      assert.equal(code, 0, error);
      assert.match(out, shows);
    });
  }

  it("completes a record that lacks a value, from standard input too", async () => {
    const { vmName: _, ...lacking } = values;
    const text = writeRecord(
      newEnrollment(lacking, new Date(0), () => "00000000-0000-4000-8000-000000000001"),
    );
    const alone = await run(["script", "--record", "-"], text);
    assert.equal(alone.code, 2);
    assert.match(alone.errors, /vmName is missing/);
    const both = await run(["script", "--record", "-", "--set", "vmName=amf01"], text);
    assert.equal(both.code, 0, both.errors);
    assert.match(both.output, /MACHINE_NAME='amf01'/);
  });

  it("takes a value with an equals sign in it as it stands, and refuses it by its rule", async () => {
    const { code, error } = await call(...sets, "--set", "arcMachineName=a=b");
    assert.equal(code, 2);
    assert.match(error, /arcMachineName "a=b" must be 1 to 54 letters/);
  });

  const wrong: Record<string, readonly [args: readonly string[], message: RegExp]> = {
    "nothing given": [[], /--record FILE or --set/],
    "a hyphen in the VM's name": [[...sets.slice(0, -1), "vmName=my-vm"], /not allow hyphens/],
    "an empty value": [[...sets.slice(0, -1), "vmName="], /vmName is missing/],
    "a broken rule of every name": [["--set", "cloud=mars"], /cloud "mars" must be one of/],
    "a record that is a folder": [["--record", "/"], /it is a folder/],
    "a missing value": [sets.slice(0, -2), /vmName is missing/],
    "an unknown name": [[...sets, "--set", "vm=x"], /has no name "vm"/],
    "no equals sign": [[...sets, "--set", "cloud"], /NAME=VALUE/],
    "a name twice": [[...sets, ...sets], /twice/],
    "an unknown flavour": [[...sets, "--flavour", "pip"], /az or curl/],
    "an unknown format": [[...sets, "--format", "zip"], /bash or cloud-config/],
    "an unknown option": [[...sets, "--nonsense"], /nonsense/],
    "no such record": [["--record", "/nowhere/x.json"], /file does not exist/],
  };
  for (const [name, [args, message]] of Object.entries(wrong)) {
    it(`refuses ${name} in clear words, with exit code 2 and no output`, async () => {
      const { code, out, error } = await call(...args);
      assert.equal(code, 2);
      assert.equal(out, "");
      assert.match(error, message);
    });
  }
});
