import assert from "node:assert/strict";
import fc from "fast-check";
import { practiceCloud } from "../../../src/arm/cloud";
import { listClusters, listNetworks, listResourceGroups } from "../../../src/arm/resources/networkCloud/site";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { previewJson } from "../../../src/commands/run/preview";
import {
  judgeField,
  noAnswers,
  readAnswers,
  readTags,
  readWhole,
  writeTags,
  type VmAnswers,
} from "../../../src/commands/vm/vmAnswers";
import { openSetup, practiceVm } from "../enrollment/setup";

const subscriptionId = "11111111-aaaa-4bbb-8ccc-000000000001";
const group = {
  id: `/subscriptions/${subscriptionId}/resourceGroups/lab`,
  name: "lab",
  resourceGroup: "lab",
  location: "uksouth",
};
const whole: VmAnswers = {
  subscriptionId,
  group,
  name: "lab01",
  location: "uksouth",
  input: practiceVm,
  identity: { systemAssigned: true, userAssigned: [] },
  secrets: {},
};

describe("the answers about a new VM", () => {
  it("make a VM that the practice cloud takes, with both kinds of identity", async () => {
    const { client } = await openSetup();
    const user = `/subscriptions/${subscriptionId}/resourceGroups/core-london/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-core-enroll`;
    const reading = readAnswers({ ...whole, identity: { systemAssigned: true, userAssigned: [user] } });
    assert.ok(reading.ok);
    const { status, body } = await client.send(virtualMachineRequests.create(reading.id, reading.vm));
    assert.equal(status, 201);
    assert.match(JSON.stringify(body), /SystemAssigned, ?UserAssigned/);
  });

  it("make a VM without identity when none was ticked, and no VM before that was asked", () => {
    const none = readAnswers({ ...whole, identity: { systemAssigned: false, userAssigned: [] } });
    assert.ok(none.ok);
    assert.ok(!("identity" in none.vm));
    const { identity: _, ...unasked } = whole;
    const reading = readAnswers(unasked);
    assert.deepEqual(reading.ok ? [] : reading.problems.map(({ path }) => path), ["identity"]);
  });

  it("name everything that is missing or wrong, in the order of the questions", () => {
    const reading = readAnswers({ ...noAnswers, name: "my-vm", input: { cpuCores: 3 } });
    assert.ok(!reading.ok);
    const paths = reading.problems.map(({ path }) => path);
    assert.deepEqual(paths.slice(0, 4), ["group", "name", "location", "identity"]);
    for (const field of ["customLocation", "adminUsername", "cpuCores", "vmImage"])
      assert.ok(paths.includes(field), field);
  });

  it("are judged field by field as they are typed", () => {
    assert.match(judgeField("cpuCores", { cpuCores: 3 }).problem ?? "", /even/);
    assert.match(judgeField("cpuCores", { cpuCores: readWhole("four") }).problem ?? "", /whole number/);
    assert.deepEqual(judgeField("cpuCores", { cpuCores: readWhole("4") }), {});
    assert.match(judgeField("adminUsername", { adminUsername: "Root!" }).problem ?? "", /lowercase letters/);
    const network = `${group.id}/providers/Microsoft.NetworkCloud/l3Networks/n`;
    const request = { networkId: network, ipAllocationMethod: "Static", ipv4Address: "10.0.0.300" } as const;
    assert.match(judgeField("networks", { networks: [request] }).problem ?? "", /not an IPv4 address/);
  });

  it("stand in the preview, the secrets by their length only", () => {
    const secrets = {
      userDataContent: "c2VjcmV0LXVzZXItZGF0YQ==",
      networkDataContent: "c2VjcmV0LW5ldHdvcms=",
      vmImageCredentials: {
        registryUrl: "practice.azurecr.io",
        username: "puller",
        password: "the-password",
      },
    };
    const reading = readAnswers({ ...whole, secrets });
    assert.ok(reading.ok);
    const text = previewJson([{ kind: "createVm", id: reading.id, vm: reading.vm }], practiceCloud);
    for (const secret of [secrets.userDataContent, secrets.networkDataContent, "the-password"])
      assert.ok(!text.includes(secret), secret);
    const { method, url, headers, body } = JSON.parse(text) as {
      method: string;
      url: string;
      headers: Record<string, string>;
      body: { properties: Record<string, unknown> };
    };
    assert.equal(method, "PUT");
    assert.match(url, /virtualMachines\/lab01\?api-version=2025-09-01$/);
    assert.equal(headers["If-None-Match"], "*");
    assert.equal(body.properties["cpuCores"], 4);
    assert.match(String(body.properties["userDataContent"]), /24 characters, not shown/);
  });
});

describe("tags in an input box", () => {
  it("are read as they were written", () => {
    const word = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
    fc.assert(
      fc.property(fc.dictionary(word, fc.stringMatching(/^[a-z0-9=:/ _-]{0,20}[a-z0-9]$/)), (tags) => {
        const reading = readTags(writeTags(tags));
        assert.ok("tags" in reading);
        assert.deepEqual(
          { ...reading.tags },
          Object.fromEntries(Object.entries(tags).map(([k, v]) => [k, v.trim()])),
        );
      }),
    );
  });

  it("are refused with the rule that they break", () => {
    for (const text of ["novalue", "=x", "a<b=1", Array.from({ length: 51 }, (_, i) => `t${i}=1`).join(",")])
      assert.ok("problem" in readTags(text), text);
  });
});

describe("what a VM can be put into", () => {
  it("is read from Azure: groups, the clusters' custom locations, networks of every type", async () => {
    const { client } = await openSetup();
    const groups = await listResourceGroups(client, subscriptionId);
    assert.ok(groups.some(({ name, location }) => name === "core-london" && location === "uksouth"));
    const clusters = await listClusters(client, { subscriptionId });
    const london = clusters.find(({ name }) => name === "core-london-cluster");
    assert.equal(london?.customLocation, practiceVm.customLocation);
    const networks = await listNetworks(client, { subscriptionId });
    const l3 = networks.find(({ name }) => name === "core-london-l3");
    assert.equal(l3?.networkType, "l3Networks");
    assert.match(l3.ipv4Prefix ?? "", /^10\.4\./);
  });
});
