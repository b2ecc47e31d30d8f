import assert from "node:assert/strict";
import { proxyFor, type ProxySettings } from "../../../../src/arm/network/proxy";

const arm = "https://management.azure.com/x";
const environment: ProxySettings = { kind: "environment" };

describe("the proxy for a URL", () => {
  for (const [what, url, env, expected] of [
    ["HTTPS_PROXY for https", arm, { HTTPS_PROXY: "http://p:3128" }, "http://p:3128/"],
    [
      "the lower-case name first",
      arm,
      { HTTPS_PROXY: "http://p:1", https_proxy: "http://q:2" },
      "http://q:2/",
    ],
    ["ALL_PROXY when there is nothing closer", arm, { ALL_PROXY: "http://p:1" }, "http://p:1/"],
    ["a proxy without a scheme", arm, { HTTPS_PROXY: "p:3128" }, "http://p:3128/"],
    ["no HTTP_PROXY for https", arm, { HTTP_PROXY: "http://p:1", http_proxy: "http://p:1" }, undefined],
    ["an empty value as none", arm, { HTTPS_PROXY: "" }, undefined],
    [
      "NO_PROXY by exact name",
      arm,
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "localhost, management.azure.com" },
      undefined,
    ],
    ["NO_PROXY by suffix", arm, { HTTPS_PROXY: "http://p:1", no_proxy: ".azure.com" }, undefined],
    ["NO_PROXY by bare domain", arm, { HTTPS_PROXY: "http://p:1", NO_PROXY: "azure.com" }, undefined],
    ["NO_PROXY by star", arm, { HTTPS_PROXY: "http://p:1", NO_PROXY: "*" }, undefined],
    [
      "NO_PROXY by another port",
      arm,
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "azure.com:8443" },
      "http://p:1/",
    ],
    [
      "no NO_PROXY by port, as curl 8.14.1 takes none",
      arm,
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "azure.com:443" },
      "http://p:1/",
    ],
    [
      "NO_PROXY by range, as curl does since 7.86",
      "https://10.1.2.3/",
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "localhost,10.0.0.0/8" },
      undefined,
    ],
    [
      "no *. in NO_PROXY, as curl takes none",
      "https://x.corp/",
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "*.corp" },
      "http://p:1/",
    ],
    [
      "NO_PROXY by a name that only ends alike",
      arm,
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "ment.azure.com,re.com" },
      "http://p:1/",
    ],
  ] as const) {
    it(`takes ${what}`, () => {
      assert.equal(proxyFor(new URL(url), environment, env)?.href, expected);
    });
  }

  it("takes VS Code's settings instead of the environment", () => {
    const env = { HTTPS_PROXY: "http://env:1" };
    assert.equal(proxyFor(new URL(arm), { kind: "url", url: "http://set:2" }, env)?.href, "http://set:2/");
    assert.equal(
      proxyFor(new URL(arm), { kind: "url", url: "http://set:2", noProxy: ["*.azure.com"] }, env),
      undefined,
    );
    for (const [url, entry] of [
      ["https://azure.com", ".azure.com"],
      [arm, "azure.com:443"],
      ["https://10.1.2.3", "10.0.0.0/8"],
      [arm, "*"],
    ] as const)
      assert.equal(
        proxyFor(new URL(url), { kind: "url", url: "http://set:2", noProxy: ["x.test", entry] }, env),
        undefined,
        entry,
      );
    assert.equal(proxyFor(new URL(arm), { kind: "none" }, env), undefined);
  });
});
