import assert from "node:assert/strict";
import type { ArmRequest } from "../../../src/arm/client";
import { practiceCloud, publicCloud } from "../../../src/arm/cloud";
import { cloudServicesNetworkRequests } from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { machineRequests } from "../../../src/arm/resources/arc/hybridCompute";
import { virtualMachineRequests } from "../../../src/arm/resources/networkCloud/networkCloud";
import { createArmClient } from "../../../src/arm/http/pipeline";
import { resourceProviderRequests } from "../../../src/arm/resources/resourceProviders";
import { practiceCredential, practiceHttpClient } from "../../../src/practice/http/transport";
import { gatherFacts } from "../../../src/prerequisites/azureFacts";
import type { PrerequisiteAction } from "../../../src/prerequisites/finding";
import { reportMarkdown } from "../../../src/prerequisites/report/markdown";
import { checkPrerequisites, type PrerequisiteReport } from "../../../src/prerequisites/report/report";
import { reportJson } from "../../../src/prerequisites/report/reportJson";
import type { PrerequisiteSubject } from "../../../src/prerequisites/subject";
import { openSetup, practiceVm, type Setup } from "../enrollment/setup";

const subscriptionId = "11111111-aaaa-4bbb-8ccc-000000000001";
const network = practiceVm.cloudServicesNetworkId ?? "";
const leeds = network.replaceAll("core-london", "core-leeds");

const subject = (more: Partial<PrerequisiteSubject> = {}): PrerequisiteSubject => ({
  cloud: publicCloud,
  subscriptionId,
  resourceGroup: "core-london",
  networkId: network,
  vmName: "lab01",
  way: "guided",
  identity: "user",
  features: [],
  ...more,
});

async function check(setup: Setup, about: PrerequisiteSubject): Promise<PrerequisiteReport> {
  return checkPrerequisites(about, await gatherFacts(setup.client, about, () => new Date(setup.clock.now())));
}

const idsOf = ({ findings }: PrerequisiteReport): string[] => findings.map(({ id }) => id);

/** Sends, and lets a practice half hour pass, in which everything ends. */
async function send(setup: Setup, request: ArmRequest): Promise<void> {
  await setup.client.send(request);
  setup.clock.advance(30 * 60_000);
}

const unregister = (namespace: string): ArmRequest => ({
  ...resourceProviderRequests.register(subscriptionId, namespace),
  path: `/subscriptions/${subscriptionId}/providers/${namespace}/unregister`,
});

/** A network that allow only the named hosts, each with its port. */
const onlyTo = (id: string, hosts: readonly (readonly [string, number])[]): ArmRequest =>
  cloudServicesNetworkRequests.update(id, {
    enableDefaultEgressEndpoints: false,
    additionalEgressEndpoints: [
      { category: "own", endpoints: hosts.map(([domainName, port]) => ({ domainName, port })) },
    ],
  });

const needed: readonly (readonly [string, number])[] = [
  ["management.azure.com", 443],
  [".login.microsoft.com", 443],
  ["pas.windows.net", 443],
  [".guestconfiguration.azure.com", 443],
  [".guestnotificationservice.azure.com", 443],
  [".servicebus.windows.net", 443],
  ["packages.microsoft.com", 443],
  ["aka.ms", 443],
  [".ubuntu.com", 443],
];

/** Does what an action promises, as the command in VS Code does. */
async function act(setup: Setup, action: PrerequisiteAction): Promise<void> {
  switch (action.kind) {
    case "registerProvider":
      return send(setup, resourceProviderRequests.register(action.subscriptionId, action.namespace));
    case "addEgress":
    case "enableDefaultEgress": {
      const { readEgressChange } = await import("../../../src/prerequisites/egressChange");
      const change = await readEgressChange(setup.client, action);
      return send(setup, cloudServicesNetworkRequests.update(action.networkId, change.change));
    }
    case "deleteMachine":
      return send(setup, machineRequests.delete(action.machineId));
    case "startVm":
      return send(setup, virtualMachineRequests.start(action.vmId));
    case "chooseNames":
      return;
  }
}

describe("prerequisites in the practice cloud", function () {
  this.timeout(240_000);

  it("has nothing to say where all is in order", async () => {
    const report = await check(await openSetup(), subject());
    assert.deepEqual(report.findings, []);
    assert.ok(report.passed.length > 20);
    assert.match(reportMarkdown(report), /\*\*No problems found\.\*\*/);
  });

  it("names six planted faults and nothing else, and is clean after the offered actions", async () => {
    const setup = await openSetup();
    await send(setup, unregister("Microsoft.HybridCompute"));
    await send(setup, unregister("Microsoft.GuestConfiguration"));
    await send(setup, onlyTo(leeds, [...needed, [".his.arc.azure.com", 80]]));
    const group = `/subscriptions/${subscriptionId}/resourceGroups/core-leeds`;
    const about = subject({ resourceGroup: "core-leeds", networkId: leeds, vmName: "pcf01" });
    await send(
      setup,
      virtualMachineRequests.powerOff(
        `${group}/providers/Microsoft.NetworkCloud/virtualMachines/pcf01`,
        true,
      ),
    );
    const planted = await check(setup, about);
    assert.deepEqual(idsOf(planted), [
      "provider-hybridcompute",
      "provider-guestconfiguration",
      "egress-missing",
      "arc-machine-expired",
      "vm-off",
      "egress-defaults-off",
    ]);
    const egress = planted.findings.find(({ id }) => id === "egress-missing");
    assert.match(
      egress?.evidence ?? "",
      /login\.microsoftonline\.com.*\*\.his\.arc\.azure\.com.*for port 80 only/,
    );
    for (const { actions } of planted.findings)
      for (const action of actions.slice(0, 1)) await act(setup, action);
    assert.deepEqual((await check(setup, about)).findings, []);
  });

  it("keeps what a network allow already when lines are added", async () => {
    const setup = await openSetup();
    await send(setup, onlyTo(network, [["example.org", 8443], ...needed]));
    const report = await check(setup, subject());
    const [action] = report.findings.find(({ id }) => id === "egress-missing")?.actions ?? [];
    assert.ok(action?.kind === "addEgress");
    await act(setup, action);
    const { network: seen } = await gatherFacts(setup.client, subject(), () => new Date());
    assert.ok(seen.kind === "seen");
    const kept = seen.value.additionalEgressEndpoints.map(
      ({ domainName, port }) => `${domainName}:${String(port)}`,
    );
    assert.ok(kept.includes("example.org:8443"));
    assert.ok(kept.includes(".his.arc.azure.com:443"));
    assert.equal(new Set(kept).size, kept.length, "no line twice");
  });

  it("names the rights that a reader lacks, for each step", async () => {
    const setup = await openSetup();
    const reader = await asReader(setup);
    const facts = await gatherFacts(reader, subject(), () => new Date(setup.clock.now()));
    const report = checkPrerequisites(subject(), facts);
    assert.deepEqual(
      report.findings.map(({ id, severity }) => `${id} ${severity}`),
      [
        "rights-step-1 error",
        "rights-step-2 error",
        "rights-step-3 error",
        "rights-step-7 error",
        "rights-step-8 error",
      ],
    );
    const step8 = report.findings.find(({ id }) => id === "rights-step-8");
    assert.match(
      step8?.evidence ?? "",
      /assignRelay\/action, Microsoft\.HybridCompute\/machines\/listAccessDetails\/action/,
    );
    const handsFree = checkPrerequisites(subject({ way: "handsFree", identity: "system" }), facts);
    assert.deepEqual(
      idsOf(handsFree),
      ["rights-step-2", "rights-step-3"],
      "7 and 8 are the VM's in the hands-free way, 1 is Azure's",
    );
  });

  it("says that a caller without the right to register has to ask", async () => {
    const setup = await openSetup();
    await send(setup, unregister("Microsoft.HybridCompute"));
    const report = checkPrerequisites(
      subject(),
      await gatherFacts(await asReader(setup), subject(), () => new Date(setup.clock.now())),
    );
    const provider = report.findings.find(({ id }) => id === "provider-hybridcompute");
    assert.deepEqual(provider?.actions, []);
    assert.match(provider.fix, /Ask a Contributor or Owner/);
  });

  const leftIn = (vmName: string): PrerequisiteSubject =>
    subject({ resourceGroup: "core-leeds", networkId: leeds, vmName });
  const table: [name: string, about: PrerequisiteSubject, ids: string[]][] = [
    ["a VM name with a hyphen", subject({ vmName: "my-vm", arcMachineName: "my-vm" }), ["vm-name"]],
    ["a VM name that is too long for Arc", subject({ vmName: "a".repeat(60) }), ["arc-name"]],
    ["an Arc name that another machine has", subject({ arcMachineName: "amf01" }), ["arc-machine-taken"]],
    ["a VM that is connected already", subject({ vmName: "amf01" }), ["arc-machine-connected"]],
    ["a machine that waits for its agent", subject({ vmName: "nrf01" }), ["arc-machine-waiting"]],
    ["an expired machine of the name", leftIn("pcf01"), ["arc-machine-expired"]],
    ["a silent machine of the name", leftIn("udm01"), ["arc-machine-stale"]],
    ["a VM without an identity", subject({ vmName: "upf02" }), ["vm-without-identity"]],
    ["a VM that is off, with a silent machine", leftIn("bsf01"), ["arc-machine-stale", "vm-off"]],
    ["a network that does not exist", subject({ networkId: `${network}x` }), ["network-absent"]],
    [
      "a system without support",
      subject({ system: { family: "linux", name: "ubuntu", version: "14.04" } }),
      ["system-version"],
    ],
    [
      "an Azure VM",
      subject({
        vmName: `/subscriptions/${subscriptionId}/resourceGroups/azure-vms/providers/Microsoft.Compute/virtualMachines/jumphost`,
      }),
      ["azure-vm"],
    ],
    [
      "an old Azure CLI and extension",
      subject({ tools: { azureCli: "2.61.0", networkcloud: "3.0.0" } }),
      ["tool-azure-cli", "tool-networkcloud"],
    ],
    [
      "features whose hosts are missing",
      subject({ features: ["sql"] }),
      ["provider-azurearcdata", "egress-missing"],
    ],
  ];
  for (const [name, about, ids] of table) {
    it(`finds ${name}`, async () => {
      const report = await check(await openSetup(), about);
      assert.deepEqual(idsOf(report), ids);
      for (const { title, evidence, fix } of report.findings) {
        assert.match(title, /^[A-Z*].*[.]$/);
        assert.ok(evidence.length > 3 && fix.length > 5);
      }
    });
  }

  it("does not take what it cannot see for absent", async () => {
    const setup = await openSetup({ faults: "GET * 403" });
    const report = await check(setup, subject());
    assert.deepEqual(report.findings, []);
    assert.ok(
      report.open.filter(({ text }) => text.includes("could not be")).length >= 7,
      JSON.stringify(report.open),
    );
  });

  it("is written as JSON with everything in it", async () => {
    const report = await check(await openSetup(), subject({ vmName: "my-vm" }));
    const value = JSON.parse(reportJson(report)) as Record<string, unknown>;
    assert.deepEqual(
      [value["schema"], value["version"], value["counts"]],
      ["nexus-arc/prerequisites", 1, { error: 1, warning: 0, information: 0 }],
    );
    assert.deepEqual(value["findings"], report.findings);
  });

  it("lets no value from Azure become a link, an image or HTML in the document", async () => {
    const report = await check(await openSetup(), subject({ vmName: "[x](command:evil) <img src=y> `z`" }));
    const text = reportMarkdown(report);
    assert.doesNotMatch(text, /(?<!\\)\[x(?<!\\)\]\(/);
    assert.doesNotMatch(text, /(?<!\\)<img/);
  });
});

/** The same cloud through the eyes of somebody who may only read. */
async function asReader(setup: Setup): Promise<typeof setup.client> {
  const objectId = "44444444-aaaa-4bbb-8ccc-000000000009";
  const identity = { ...setup.cloud.user, objectId, name: "reader@practice.example" };
  setup.cloud.world.directory.add({ ...identity, createdAt: setup.clock.now() });
  const { grant } = await import("../../../src/practice/seed/baseline");
  grant(setup.cloud.world, {
    principalId: objectId,
    principalType: "User",
    role: "Reader",
    scope: `/subscriptions/${subscriptionId}`,
  });
  const credential = practiceCredential(setup.cloud);
  return createArmClient({
    cloud: practiceCloud,
    credential: {
      ...credential,
      getToken: () =>
        Promise.resolve({
          token: setup.cloud.token({ identity }).token,
          expiresOnTimestamp: setup.clock.now() + 3_600_000,
        }),
    },
    httpClient: practiceHttpClient(setup.cloud),
    clock: setup.clock,
  });
}
