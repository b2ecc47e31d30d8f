import assert from "node:assert/strict";
import fc from "fast-check";
import { newFleetFile, type FleetSite } from "../../../../src/fleet/file/newFile";
import { readFleet } from "../../../../src/fleet/file/readFleet";
import { subscription, tenantId } from "../sample";

const group = `/subscriptions/${subscription}/resourceGroups/core-london`;
const site: FleetSite = {
  tenantId,
  subscriptionId: subscription,
  resourceGroup: "core-london",
  location: "uksouth",
  customLocation: `${group}-HostedResources/providers/Microsoft.ExtendedLocation/customLocations/core-london-cl`,
  cloudServicesNetworkId: `${group}/providers/Microsoft.NetworkCloud/cloudServicesNetworks/core-london-csn`,
  networkId: `${group}/providers/Microsoft.NetworkCloud/l3Networks/core-london-l3`,
  vmImage: "practice.azurecr.io/ubuntu:24.04",
};

describe("a new fleet file", () => {
  it("is whole where Azure told all of it", () => {
    const { fleet, findings } = readFleet(newFleetFile(site));
    assert.deepEqual(findings, []);
    assert.deepEqual(
      fleet?.vms.map(({ target }) => target.vmName),
      ["amf001", "amf002", "amf003"],
    );
  });

  it("is refused while anything in it must still be filled in", () => {
    const unknown = ["tenantId", "subscriptionId", "customLocation", "cloudServicesNetworkId", "networkId"];
    for (const name of unknown) {
      const known = Object.fromEntries(Object.entries(site).filter(([each]) => each !== name));
      const { fleet } = readFleet(newFleetFile(known));
      assert.equal(fleet, undefined, name);
    }
    assert.equal(readFleet(newFleetFile()).fleet, undefined);
  });

  it("holds any name of a resource group as that name", () => {
    const names = fc.oneof(
      fc.constantFrom("yes", "No", "null", "123", "1e3", "0x1f", "2001-01-01", "~", "a"),
      fc.stringMatching(/^[A-Za-z0-9_(][\w().-]{0,40}[\w()]$/),
    );
    fc.assert(
      fc.property(names, (resourceGroup) => {
        const { fleet, findings } = readFleet(newFleetFile({ ...site, resourceGroup }));
        if (fleet === undefined) assert.doesNotMatch(findings[0]?.rule ?? "", /yaml|type/);
        else assert.equal(fleet.vms[0]?.target.resourceGroup, resourceGroup);
      }),
      { numRuns: 60 },
    );
  });
});
