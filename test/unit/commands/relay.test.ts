import assert from "node:assert/strict";
import {
  decodeEndpoint,
  decodeServiceConfiguration,
  getRelayInfo,
} from "../../../src/arm/resources/arc/hybridConnectivity";
import { decodeMachineSummary, type MachineSummary } from "../../../src/arm/resources/arc/machine";
import { getVirtualMachine } from "../../../src/arm/resources/networkCloud/networkCloud";
import { readPlatformRelay } from "../../../src/arm/resources/networkCloud/relayEvidence";
import {
  decodeVirtualMachineSummary,
  type VirtualMachineSummary,
} from "../../../src/arm/resources/networkCloud/virtualMachine";
import {
  endpointReport,
  relayVerdict,
  type EndpointFindings,
} from "../../../src/commands/relay/endpointReport";
import { ownMachine, ownVm, proposeMachines, proposeVms } from "../../../src/commands/relay/proposal";
import { confirm, isConfirmed, isRelayRequest } from "../../../src/commands/relay/relayRequest";
import type { MachineRow } from "../../../src/session/listing/machine";
import { openSetup } from "../enrollment/setup";

const root = "/subscriptions/11111111-aaaa-4bbb-8ccc-000000000001/resourceGroups";
const vm = (name: string, group = "site"): VirtualMachineSummary =>
  decodeVirtualMachineSummary({
    id: `${root}/${group}/providers/Microsoft.NetworkCloud/virtualMachines/${name}`,
  });
const arc = (name: string, group = "site"): MachineSummary =>
  decodeMachineSummary({ id: `${root}/${group}/providers/Microsoft.HybridCompute/machines/${name}` });

describe("what is proposed for a relay assignment", () => {
  const rows: MachineRow[] = [
    { kind: "arc", arc: arc("zeta", "far") },
    { kind: "vm", vm: vm("smf01"), arc: arc("smf01") },
    { kind: "arc", arc: arc("beta", "SITE") },
    { kind: "arc", arc: arc("AMF01", "site") },
    { kind: "vm", vm: vm("amf01") },
  ];

  it("is the VM's own machine first, another VM's last", () => {
    const names = (of: VirtualMachineSummary): string[] =>
      proposeMachines(of, rows).map(({ machine, fit }) => `${machine.name} ${fit}`);
    assert.deepEqual(names(vm("smf01")), [
      "smf01 own",
      "AMF01 sameGroup",
      "beta sameGroup",
      "zeta elsewhere",
    ]);
    assert.deepEqual(names(vm("amf01")), [
      "AMF01 sameName",
      "beta sameGroup",
      "zeta elsewhere",
      "smf01 ofAnotherVm",
    ]);
  });

  it("is chosen beforehand only where it belongs to what was clicked", () => {
    const chosen = (of: VirtualMachineSummary): string | undefined =>
      ownMachine(proposeMachines(of, rows))?.name;
    assert.equal(chosen(vm("smf01")), "smf01");
    assert.equal(chosen(vm("amf01")), "AMF01");
    assert.equal(chosen(vm("upf01")), undefined); // machines of its group and of others are there
    assert.equal(ownMachine([]), undefined);

    assert.equal(ownVm(arc("smf01"), rows)?.name, "smf01");
    assert.equal(ownVm(arc("AMF01"), rows)?.name, "amf01");
    assert.equal(ownVm(arc("beta"), rows), undefined);
    assert.equal(ownVm(arc("amf01", "far"), rows), undefined);
    assert.equal(ownVm(undefined, rows), undefined);
  });

  it("is, for a machine, the VM that has none and fits", () => {
    assert.deepEqual(
      proposeVms(arc("amf01"), rows).map(({ name }) => name),
      ["amf01", "smf01"],
    );
  });

  it("is taken from another command only in its whole shape", () => {
    const request = { kind: "relayRequest", vmId: "/a", machineId: "/b", relayType: "Public" };
    assert.ok(isRelayRequest(request));
    for (const wrong of [
      null,
      "x",
      { ...request, relayType: "Other" },
      { ...request, vmId: 1 },
      { kind: "relayRequest" },
    ])
      assert.ok(!isRelayRequest(wrong));
  });

  it("needs a review unless it takes back what was reviewed, whoever makes the argument up", () => {
    const request = { kind: "relayRequest", vmId: "/a", machineId: "/b", relayType: "Public" } as const;
    assert.equal(isConfirmed(request), false);
    const undo = confirm({ ...request });
    assert.equal(isConfirmed(undo), true);
    assert.equal(isConfirmed({ ...undo }), false);
  });
});

const findings: EndpointFindings = {
  machineId: arc("amf01").id,
  machineName: "amf01",
  readAt: "2026-03-01T12:00:00Z",
  apiVersion: "2023-03-15",
  endpoint: decodeEndpoint({
    id: `${arc("amf01").id}/providers/Microsoft.HybridConnectivity/endpoints/default`,
    type: "Microsoft.HybridConnectivity/endpoints",
    properties: { type: "default", provisioningState: "Succeeded" },
  }),
  services: [],
};

describe("the endpoint report", () => {
  it("shows what the API returns and does not claim the Private Relay from it", () => {
    const text = endpointReport(findings);
    assert.match(text, /Provisioning state: Succeeded/);
    assert.match(text, /Type: default/);
    assert.match(text, /Azure returned no further field/);
    assert.match(text, /No API version of the endpoint shows which relay it uses/);
  });

  it("shows every further field as it came, such as those of the article's sample, and masks secrets in them", () => {
    const endpoint = decodeEndpoint({
      id: "/x",
      properties: {
        type: "default",
        provisioningState: "Succeeded",
        endpointType: "PrivateRelay",
        accessKey: "very-secret-value",
      },
    });
    const text = endpointReport({ ...findings, endpoint });
    assert.match(text, /"endpointType": "PrivateRelay"/);
    assert.ok(!text.includes("very-secret-value"));
    assert.match(text, /appear in none/);
  });

  it("shows names and states as text, whatever Azure says", () => {
    const hostile = "![a](https://example.invalid/p.png)<img src=x>";
    const endpoint = decodeEndpoint({ id: `/${hostile}`, properties: { provisioningState: hostile } });
    const services = [decodeServiceConfiguration({ name: hostile, properties: { serviceName: hostile } })];
    const info = { namespaceName: hostile, namespaceNameSuffix: hostile, hybridConnectionName: hostile };
    const relay = { info: { ...info, expiresOn: undefined }, platform: undefined };
    const text = endpointReport({ ...findings, machineName: hostile, endpoint, services, relay });
    // Azure's full response stands in a block of code, each text of it on one line.
    const prose = text.replaceAll(/```json[\s\S]*?\n```/g, "");
    assert.ok(prose.split(String.raw`!\[a\](`).length > 6);
    assert.ok(!prose.includes("![") && !/(?<!\\)<img/.test(prose));
  });

  it("says that an absent endpoint is as it should be before the first assignment", () => {
    assert.match(endpointReport({ ...findings, endpoint: undefined }), /does not exist yet/);
  });

  it("says why service configurations are missing when they could not be read", () => {
    const text = endpointReport({ ...findings, services: undefined, trouble: "You lack a permission." });
    assert.match(text, /Could not be read: You lack a permission/);
  });
});

describe("the relay of a machine in the practice cloud", () => {
  const site = `${root}/core-london/providers`;
  for (const [name, words] of [
    ["amf01", /belongs to the cluster manager, which indicates the Private Relay/],
    [
      "smf01",
      /does not belong to the cluster manager \(core-london-relay\), which indicates the public relay/,
    ],
  ] as const) {
    it(`is told by its namespace: ${name}`, async () => {
      const { client } = await openSetup();
      const machineId = `${site}/Microsoft.HybridCompute/machines/${name}`;
      const { clusterId = "" } = await getVirtualMachine(
        client,
        `${site}/Microsoft.NetworkCloud/virtualMachines/${name}`,
      );
      const info = await getRelayInfo(client, machineId);
      const platform = await readPlatformRelay(client, clusterId);
      assert.match(relayVerdict(info, platform), words);
      const text = endpointReport({ ...findings, relay: { info, platform } });
      assert.match(text, /Access key: not shown/);
      assert.match(text, /Valid until: 20\d\d-/);
      assert.ok(!text.includes("SharedAccessSignature"));
    });
  }

  it("is not guessed when the cluster manager cannot be read", async () => {
    const { client } = await openSetup();
    const platform = await readPlatformRelay(client, `${site}/Microsoft.NetworkCloud/clusters/none`);
    assert.equal(platform.kind, "hidden");
    const info = { namespaceName: "n", namespaceNameSuffix: "s", hybridConnectionName: "h", expiresOn: 1 };
    assert.match(relayVerdict(info, platform), /could not be read/);
    assert.match(relayVerdict(info, undefined), /no comparison is possible/);
  });
});
