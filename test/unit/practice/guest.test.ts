import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { gzipSync } from "node:zlib";
import { textAt } from "../../../src/practice/state/json";
import { readPlan } from "../../../src/practice/guest/plan";
import {
  machinePath,
  userData,
  virtualMachineBody,
  virtualMachinePath,
  withUserIdentity,
  type ScriptChoices,
} from "./support/enrollmentScript";
import { core, talk, type Talk } from "./support/practiceTalk";

const vmVersion = "?api-version=2025-09-01";
const machineVersion = "?api-version=2025-02-19-preview";
const minutes = 60_000;

/** Creates the VM and lets twenty minutes go by. */
async function enroll(
  from: Talk,
  choices: ScriptChoices = {},
  identity: unknown = withUserIdentity,
): Promise<void> {
  const body = virtualMachineBody({
    ...(identity !== undefined && identity !== null && { identity }),
    userDataContent: userData(choices),
  });
  const put = await from.ask("PUT", virtualMachinePath("new01") + vmVersion, body);
  assert.equal(put.status, 201, put.text);
  from.clock.advance(20 * minutes);
}

async function status(from: Talk, name = "new01"): Promise<string | undefined> {
  return textAt((await from.ask("GET", machinePath(name) + machineVersion)).json, "properties", "status");
}

function failure(from: Talk): readonly [string | number | undefined, string | undefined] {
  const guest = from.cloud.guest.look(virtualMachinePath("new01"));
  const failed = Object.entries(guest?.reports ?? {}).find(([, report]) => report.state === "failed");
  return [guest?.stage, failed?.[1].code];
}

describe("the inside of a practice VM", () => {
  it("enrolls by itself with a user-assigned identity that has its roles", async () => {
    const one = talk();
    await enroll(one);
    assert.equal(await status(one), "Connected");
    const report: unknown = JSON.parse(one.cloud.guest.report(virtualMachinePath("new01")) ?? "null");
    assert.equal(textAt(report, "schema"), "nexus-arc/vm-report");
    assert.equal(textAt(report, "result"), "connected");
    const relayed = await one.ask(
      "GET",
      `${machinePath("new01")}/providers/Microsoft.HybridConnectivity/endpoints/default?api-version=2023-03-15`,
    );
    assert.equal(relayed.status, 200);
  });

  it("waits for the roles of a system-assigned identity, which can only be given after the VM exists", async () => {
    const one = talk();
    const body = virtualMachineBody({
      identity: { type: "SystemAssigned" },
      userDataContent: userData({ identity: "system" }),
    });
    const put = await one.ask("PUT", virtualMachinePath("new01") + vmVersion, body);
    const principalId = textAt(put.json, "identity", "principalId");
    one.clock.advance(3 * minutes);
    assert.equal((await one.ask("GET", machinePath("new01") + machineVersion)).status, 404);
    const role = `${core}/providers/Microsoft.Authorization/roleAssignments/88888888-aaaa-4bbb-8ccc-000000000001?api-version=2022-04-01`;
    const made = await one.ask("PUT", role, {
      properties: {
        roleDefinitionId: `${core}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
        principalId,
        principalType: "ServicePrincipal",
      },
    });
    assert.equal(made.status, 201);
    one.clock.advance(20 * minutes);
    assert.equal(await status(one), "Connected");
  });

  it("fails with a named cause where it cannot continue", async () => {
    const table: readonly (readonly [string, (one: Talk) => Promise<void>, string])[] = [
      ["no identity at creation", (one) => enroll(one, { identity: "system" }, null), "identity"],
      ["another identity than the script's", (one) => enroll(one, { identity: "system" }), "identity"],
      ["no proxy", (one) => enroll(one, { proxy: false }), "proxy"],
      [
        "no role",
        (one) => enroll(one, { identity: "system" }, { type: "SystemAssigned" }),
        "AuthorizationFailed",
      ],
      [
        "a machine of that name with another key",
        (one) => enroll(one, { arcMachineName: "amf01" }),
        "HCRP409",
      ],
    ];
    for (const [what, play, cause] of table) {
      const one = talk();
      await play(one);
      assert.deepEqual(failure(one), ["failed", cause], what);
    }
  });

  it("fails on egress when the cloud services network allows nothing", async () => {
    const one = talk();
    const csn = `${core}/resourceGroups/core-london/providers/Microsoft.NetworkCloud/cloudServicesNetworks/core-london-csn${vmVersion}`;
    await one.ask("PATCH", csn, {
      properties: { enableDefaultEgressEndpoints: "False", additionalEgressEndpoints: [] },
    });
    one.clock.advance(minutes);
    await enroll(one);
    assert.deepEqual(failure(one), ["failed", "egress"]);
  });

  it("an identity attached after creation does not reach the VM", async () => {
    const one = talk();
    await enroll(one, { creator: "workstation" }, null);
    await one.ask("PATCH", virtualMachinePath("new01") + vmVersion, { identity: withUserIdentity });
    one.clock.advance(minutes);
    const shown = await one.ask("GET", virtualMachinePath("new01") + vmVersion);
    assert.equal(textAt(shown.json, "identity", "type"), "UserAssigned");
    const token = one.cloud.guest.token({
      virtualMachineId: virtualMachinePath("new01"),
      resource: "https://management.azure.com/",
    });
    assert.deepEqual([token.status, textAt(token.body, "error_description")], [400, "Identity not found"]);
  });

  it("survives throttling, a server error and a broken connection", async () => {
    const one = talk({
      faults:
        "PUT */machines/* 503 times=2; POST */assignRelay 429 times=1; POST */assignRelay reset times=1",
    });
    await enroll(one);
    assert.equal(await status(one), "Connected");
  });

  it("names the relay when Azure cannot assign it", async () => {
    const one = talk({ faults: 'POST */assignRelay operation=Failed message="no relay is free"' });
    await enroll(one);
    assert.deepEqual(failure(one), ["failed", "relay"]);
  });

  it("stops while the VM is off, continues when it runs, and its machine is Disconnected after 20 minutes of silence", async () => {
    const one = talk();
    await enroll(one);
    await one.ask("POST", `${virtualMachinePath("new01")}/powerOff${vmVersion}`);
    one.clock.advance(10 * minutes);
    assert.equal(await status(one), "Connected");
    one.clock.advance(15 * minutes);
    assert.equal(await status(one), "Disconnected");
    await one.ask("POST", `${virtualMachinePath("new01")}/start${vmVersion}`);
    one.clock.advance(5 * minutes);
    assert.equal(await status(one), "Connected");
  });

  it("connects an existing machine from outside only with its own key and vmId", async () => {
    const one = talk();
    await enroll(one, { creator: "workstation" });
    assert.equal(one.cloud.guest.look(virtualMachinePath("new01"))?.stage, "waiting");
    const pair = (): { publicKey: string; privateKey: string; pkcs8: string } => {
      const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const text = (key: typeof privateKey, type: "pkcs1" | "pkcs8"): string =>
        key.export({ format: "der", type }).toString("base64");
      return {
        publicKey: publicKey.export({ format: "der", type: "pkcs1" }).toString("base64"),
        privateKey: text(privateKey, "pkcs1"),
        pkcs8: text(privateKey, "pkcs8"),
      };
    };
    const mine = pair();
    const vmId = "77777777-aaaa-4bbb-8ccc-000000000002";
    await one.ask("PUT", machinePath("new01") + machineVersion, {
      location: "uksouth",
      identity: { type: "SystemAssigned" },
      properties: { clientPublicKey: mine.publicKey, vmId },
    });
    const connect = (privateKey: string, id = vmId, name = "new01"): string => {
      const outcome = one.cloud.guest.connect({ machineId: machinePath(name), vmId: id, privateKey });
      return outcome.outcome === "connected" ? "connected" : `${outcome.code} ${outcome.message}`;
    };
    assert.match(connect(mine.pkcs8), /^AZCM0103 .*asn1: structure error/);
    assert.match(connect(pair().privateKey), /^AZCM0062 .*does not belong/);
    assert.match(connect(mine.privateKey, "77777777-aaaa-4bbb-8ccc-000000000009"), /^AZCM0062 .*vmId/);
    assert.match(connect(mine.privateKey, vmId, "nowhere"), /^AZCM0062 .*does not exist/);
    assert.equal(await status(one), "AwaitingConnection");
    assert.equal(connect(mine.privateKey), "connected");
    assert.equal(one.cloud.guest.look(virtualMachinePath("new01"))?.stage, "connected");
    assert.equal(await status(one), "Connected");
    assert.match(connect(mine.privateKey), /^AZCM0067/);
    assert.ok(!JSON.stringify(one.cloud.save()).includes(mine.privateKey), "the private key is kept nowhere");
  });

  it("finds the enrollment in a script, a cloud-config, a nested encoding and a gzip, and in nothing else", () => {
    const script = Buffer.from(userData(), "base64").toString("utf8");
    const indented = `#cloud-config\nwrite_files:\n  - path: /x\n    content: |\n${script.replace(/^/gm, "      ")}\n`;
    const nested = `#cloud-config\nwrite_files:\n  - path: /x\n    encoding: b64\n    content: ${Buffer.from(script).toString("base64")}\n`;
    const encode = (text: string | Buffer): string => Buffer.from(text).toString("base64");
    for (const data of [userData(), encode(indented), encode(nested), encode(gzipSync(script))])
      assert.equal(readPlan(data)?.arcMachineName, "new01");
    const others = [
      "",
      "%%%",
      encode("#!/bin/sh\necho hi\n"),
      encode(script.replace("connect existing", "show")),
      encode(script.replace('{"version"', "{version")),
    ];
    for (const data of others) assert.equal(readPlan(data), undefined);
  });

  it("answers token requests as the metadata service does", async () => {
    const { cloud, ask } = talk();
    const vm = virtualMachinePath("smf01");
    const resource = "https://management.azure.com/";
    const system = cloud.guest.token({ virtualMachineId: vm, resource });
    const shown = await ask("GET", vm + vmVersion);
    const payload: unknown = JSON.parse(
      Buffer.from((textAt(system.body, "access_token") ?? "").split(".")[1] ?? "", "base64url").toString(
        "utf8",
      ),
    );
    assert.equal(textAt(payload, "oid"), textAt(shown.json, "identity", "principalId"));
    assert.equal(
      cloud.guest.token({ virtualMachineId: vm, resource, resourceId: "/subscriptions/x/none" }).status,
      400,
    );
    assert.equal(cloud.guest.token({ virtualMachineId: virtualMachinePath("upf02"), resource }).status, 400);
  });
});
