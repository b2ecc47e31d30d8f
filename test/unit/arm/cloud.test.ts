import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CloudSettingError,
  customCloud,
  egressHosts,
  knownClouds,
  portalLink,
  publicCloud,
} from "../../../src/arm/cloud";

describe("clouds", () => {
  for (const cloud of Object.values(knownClouds)) {
    it(`${cloud.name} holds together`, () => {
      for (const url of [cloud.resourceManager, cloud.authority, cloud.portal ?? cloud.authority]) {
        assert.equal(new URL(url).origin, url, "an origin: https, no path, no slash at the end");
        assert.ok(url.startsWith("https://"));
      }
      assert.ok(cloud.scope.endsWith("/.default"));
      const hosts = egressHosts(cloud).map(({ host }) => host);
      assert.ok(hosts.includes(new URL(cloud.resourceManager).hostname));
      assert.ok(hosts.includes(`.${cloud.hosts.his}`));
      assert.equal(new Set(hosts).size, hosts.length);
    });
  }

  it("share no host but those of the agent's package", () => {
    const sovereign = [knownClouds.public, knownClouds.usGovernment, knownClouds.china];
    const own = sovereign.flatMap((cloud) =>
      egressHosts(cloud)
        .map(({ host }) => host)
        .filter((host) => !cloud.hosts.packages.includes(host)),
    );
    assert.equal(new Set(own).size, own.length);
  });

  it("link to a resource in the portal, escaped", () => {
    assert.equal(
      portalLink(publicCloud, "/subscriptions/1/x/a b#c"),
      "https://portal.azure.com/#resource/subscriptions/1/x/a%20b%23c",
    );
    assert.equal(portalLink(publicCloud, "/s", "t/../x"), "https://portal.azure.com/#@t%2F..%2Fx/resource/s");
    const { portal: _portal, ...without } = publicCloud;
    assert.equal(portalLink(without, "/s"), undefined);
  });

  it("take a custom cloud's settings as they are", () => {
    const cloud = customCloud({
      resourceManager: "https://management.local.azurestack.external/",
      authority: "https://login.contoso.com/adfs/",
      audience: "https://management.contoso.onmicrosoft.com/guid",
    });
    assert.equal(cloud.resourceManager, "https://management.local.azurestack.external");
    assert.equal(cloud.authority, "https://login.contoso.com/adfs");
    assert.equal(cloud.scope, "https://management.contoso.onmicrosoft.com/guid/.default");
    assert.equal(cloud.portal, undefined);
    assert.equal(cloud.azName, undefined);
    assert.ok(egressHosts(cloud).some(({ host }) => host === "login.contoso.com"));
  });

  for (const [setting, value] of [
    ["resourceManager", "http://management.example.com"],
    ["resourceManager", "management.example.com"],
    ["resourceManager", "https://user:pass@management.example.com"],
    ["resourceManager", "https://management.example.com/?x=1"],
    ["resourceManager", "http://127.0.0.1.evil.example"],
    ["resourceManager", "http://localhost.evil.example"],
    ["resourceManager", "file:///etc/passwd"],
    ["authority", "http://login.example.com"],
    ["authority", "https://login.example.com/#x"],
    ["portal", "javascript:alert(1)"],
    ["audience", "no url"],
  ] as const) {
    it(`refuse ${setting} ${value}`, () => {
      const good = {
        resourceManager: "https://management.example.com",
        authority: "https://login.example.com",
      };
      assert.throws(
        () => customCloud({ ...good, [setting]: value }),
        (error: unknown) =>
          error instanceof CloudSettingError &&
          error.setting === setting &&
          error.message.startsWith(setting),
      );
    });
  }

  it("let http only to this machine, whatever is typed", () => {
    for (const loopback of ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9"]) {
      assert.equal(
        customCloud({ resourceManager: loopback, authority: "https://l.example" }).resourceManager,
        loopback,
      );
    }
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ["http"] }), (url) => {
        assert.throws(
          () => customCloud({ resourceManager: url, authority: "https://l.example" }),
          CloudSettingError,
        );
      }),
    );
  });
});
