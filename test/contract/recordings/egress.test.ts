import assert from "node:assert/strict";
import { publicCloud, usGovernmentCloud } from "../../../src/arm/cloud";
import {
  decodeCloudServicesNetwork,
  type CloudServicesNetwork,
} from "../../../src/arm/resources/networkCloud/cloudServicesNetwork";
import { readObject, readObjects } from "../../../src/arm/decode";
import { judgeNetwork } from "../../../src/prerequisites/judge/network";
import type { PrerequisiteSubject } from "../../../src/prerequisites/subject";
import { loadRecordings } from "./recordings";

/** The networks of a real subscription, as `az networkcloud cloudservicesnetwork list` got them. */
const networks: CloudServicesNetwork[] = loadRecordings()
  .filter(({ command, status }) => command === "networkcloud cloudservicesnetwork list" && status === 200)
  .flatMap(({ body }) => readObjects(readObject(body)["value"]))
  .map(decodeCloudServicesNetwork);

const subject: PrerequisiteSubject = {
  cloud: publicCloud,
  subscriptionId: "00000000-0000-0000-0000-000000000000",
  way: "handsFree",
  identity: "user",
  features: [],
};

describe("the recorded default egress list of a real network", () => {
  const withDefaults = networks.filter(
    ({ enableDefaultEgressEndpoints }) => enableDefaultEgressEndpoints === true,
  );

  it("is there to be judged", () => {
    assert.ok(withDefaults.length > 0);
    assert.ok((withDefaults[0]?.enabledEgressEndpoints.length ?? 0) >= 30);
  });

  it("allow all that an enrollment on Linux needs, and extensions, SSH and SQL's base besides", () => {
    for (const network of withDefaults) {
      for (const features of [[], ["extensions"], ["ssh"], ["updates"]] as const) {
        const { findings } = judgeNetwork({ ...subject, features }, { kind: "seen", value: network });
        assert.deepEqual(
          findings.map(({ title }) => title),
          [],
          network.name,
        );
      }
    }
  });

  it("has no mirrors of distributions, no Windows downloads, and not every host of every feature", () => {
    const [network] = withDefaults;
    assert.ok(network);
    const missing = (more: Partial<PrerequisiteSubject>): string[] =>
      judgeNetwork({ ...subject, ...more }, { kind: "seen", value: network }).findings.flatMap(
        ({ actions }) =>
          actions.flatMap((action) =>
            action.kind === "addEgress" ? action.lines.map(({ domainName }) => domainName) : [],
          ),
      );
    assert.deepEqual(missing({ system: { family: "linux", name: "ubuntu", version: "24.04" } }), [
      ".ubuntu.com",
    ]);
    assert.deepEqual(missing({ system: { family: "windows", name: "windows server" } }), [
      "download.microsoft.com",
    ]);
    assert.deepEqual(missing({ features: ["sql"] }), [".arcdataservices.com"]);
    assert.deepEqual(missing({ features: ["windowsAdminCenter"] }), [".waconazure.com"]);
    assert.deepEqual(missing({ features: ["monitor"] }), [".ingest.monitor.azure.com"]);
  });

  it("is of no use in another cloud, whose hosts are named", () => {
    const [network] = withDefaults;
    assert.ok(network);
    const { findings } = judgeNetwork(
      { ...subject, cloud: usGovernmentCloud },
      { kind: "seen", value: network },
    );
    assert.match(
      findings.map(({ evidence }) => evidence).join(),
      /management\.usgovcloudapi\.net.*\*\.his\.arc\.azure\.us/,
    );
  });
});
