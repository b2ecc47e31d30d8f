import assert from "node:assert/strict";
import { knownClouds } from "../../../src/arm/cloud";
import { subjectOfEnrollment } from "../../../src/prerequisites/ofEnrollment";
import { enrollmentFor, systemTarget, targetFrom, userTarget } from "../enrollment/sample";

describe("the prerequisites of an enrollment", () => {
  it("are those of its own names, network, way and identity", () => {
    const networkId =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.NetworkCloud/cloudServicesNetworks/n";
    const target = targetFrom({ ...userTarget, creator: "workstation", arcMachineName: "edge-1" });
    const enrollment = { ...enrollmentFor(userTarget), vm: { cloudServicesNetworkId: networkId } };
    assert.deepEqual(subjectOfEnrollment(enrollment, target, knownClouds.china), {
      cloud: knownClouds.china,
      subscriptionId: target.subscriptionId,
      resourceGroup: target.resourceGroup,
      networkId,
      vmName: target.vmName,
      arcMachineName: "edge-1",
      way: "guided",
      identity: "user",
      features: [],
    });
  });

  it("leave the network out until one is chosen", () => {
    const subject = subjectOfEnrollment(
      { ...enrollmentFor(systemTarget), vm: { cloudServicesNetworkId: "" } },
      targetFrom({ ...systemTarget, creator: "vm" }),
      knownClouds.public,
    );
    assert.equal(Object.hasOwn(subject, "networkId"), false);
    assert.deepEqual([subject.way, subject.identity], ["handsFree", "system"]);
  });
});
