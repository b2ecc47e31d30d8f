import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { proxiesDocument } from "../../../../scripts/proxiesDocument";
import { decide, type Route } from "../../../../src/arm/proxies/decide";
import { keepers, keptBy, keeps } from "../../../../src/arm/proxies/keepers";
import type { ReaderId } from "../../../../src/arm/proxies/reader";
import { readerOf, readers } from "../../../../src/arm/proxies/readers";

const proxy = "http://169.254.0.11:3128";

function way(id: ReaderId, environment: Record<string, string>, url: string): string {
  const route: Route = decide(readerOf(id), environment, new URL(url));
  return route.kind === "proxy" ? route.variable : route.kind;
}

describe("how programs read the proxy variables", () => {
  // Each cell was seen on loopback with the versions that the table names; test/peers/proxies.test.ts sees them again.
  const list = "localhost,127.0.0.1,::1,169.254.169.254,10.0.0.0/8,.example.com,*.corp";
  const hosts = ["169.254.169.254", "10.1.2.3", "example.com", "a.example.com", "x.corp"];
  for (const [id, expected] of [
    ["curl", "DDDDP"],
    ["curl-7.88", "DDDDP"],
    ["curl-7.85", "DPDDP"],
    ["wget", "DPPDP"],
    ["requests", "DDDDP"],
    ["go", "DDPDD"],
    ["apt", "DPPDP"],
    ["azure-core", "DPDDP"],
    ["nexus-arc", "DDDDP"],
  ] as const) {
    it(`NO_PROXY as ${readerOf(id).name} ${readerOf(id).versions} reads it`, () => {
      const environment = { https_proxy: proxy, HTTPS_PROXY: proxy, no_proxy: list, NO_PROXY: list };
      const seen = hosts.map((host) => (way(id, environment, `https://${host}/`) === "direct" ? "D" : "P"));
      assert.equal(seen.join(""), expected);
    });
  }

  for (const [what, id, environment, url, expected] of [
    ["curl 7.88.1 splits at blanks", "curl-7.88", { no_proxy: "a b.test" }, "https://b.test", "direct"],
    ["curl 8.14.1 stops at a blank", "curl", { no_proxy: "a b.test" }, "https://b.test", "https_proxy"],
    [
      "curl 8.14.1 takes a blank behind a comma",
      "curl",
      { no_proxy: "a, b.test" },
      "https://b.test",
      "direct",
    ],
    ["apt 2.6.1 takes no blank", "apt", { no_proxy: "a, b.test" }, "https://b.test", "https_proxy"],
    ["only Go takes * among others", "go", { no_proxy: "*,x" }, "https://b.test", "direct"],
    ["curl takes * only alone", "curl", { no_proxy: "*,x" }, "https://b.test", "https_proxy"],
    ["requests 2.28.1 takes * only alone", "requests", { no_proxy: "*,x" }, "https://b.test", "https_proxy"],
    ["wget 1.21.3 takes no *", "wget", { no_proxy: "*" }, "https://b.test", "https_proxy"],
    ["requests takes the end of a name", "requests", { no_proxy: "st" }, "https://b.test", "direct"],
    ["curl compares whole labels", "curl", { no_proxy: "st" }, "https://b.test", "https_proxy"],
    ["Go takes a port", "go", { no_proxy: "b.test:443" }, "https://b.test", "direct"],
    ["curl takes no port", "curl", { no_proxy: "b.test:443" }, "https://b.test", "https_proxy"],
    ["Go never asks a proxy for loopback", "go", {}, "https://127.0.0.1", "direct"],
    ["curl asks it", "curl", {}, "https://127.0.0.1", "https_proxy"],
    ["curl has no proxy for http in https_proxy", "curl", {}, "http://b.test", "direct"],
  ] as const) {
    it(what, () => {
      assert.equal(way(id, { https_proxy: proxy, ...environment }, url), expected);
    });
  }

  for (const [what, id, environment, url, expected] of [
    ["curl reads http_proxy in small letters only", "curl", { HTTP_PROXY: proxy }, "http://b.test", "direct"],
    ["wget reads no capitals", "wget", { HTTPS_PROXY: proxy }, "https://b.test", "direct"],
    ["apt reads no capitals", "apt", { HTTPS_PROXY: proxy, HTTP_PROXY: proxy }, "https://b.test", "direct"],
    ["apt 2.6.1 takes http_proxy for https", "apt", { http_proxy: proxy }, "https://b.test", "http_proxy"],
    [
      "in requests an empty name in small letters switches the other off",
      "requests",
      { https_proxy: "", HTTPS_PROXY: proxy },
      "https://b.test",
      "direct",
    ],
    [
      "in requests an empty http_proxy does so for http",
      "requests",
      { http_proxy: "", HTTP_PROXY: proxy },
      "http://b.test",
      "direct",
    ],
    [
      "in curl an empty name counts as unset",
      "curl",
      { https_proxy: "", HTTPS_PROXY: proxy },
      "https://b.test",
      "HTTPS_PROXY",
    ],
    ["requests reads ALL_PROXY", "requests", { ALL_PROXY: proxy }, "https://b.test", "ALL_PROXY"],
    ["Go does not", "go", { ALL_PROXY: proxy }, "https://b.test", "direct"],
    ["wget does not", "wget", { ALL_PROXY: proxy, all_proxy: proxy }, "https://b.test", "direct"],
    ["apt does not", "apt", { ALL_PROXY: proxy, all_proxy: proxy }, "https://b.test", "direct"],
    [
      "core-rest-pipeline 1.24.0 refuses an address without a scheme",
      "azure-core",
      { HTTPS_PROXY: "169.254.0.11:3128" },
      "https://b.test",
      "refused",
    ],
    [
      "apt refuses an address without a scheme",
      "apt",
      { https_proxy: "169.254.0.11:3128" },
      "https://b.test",
      "refused",
    ],
    [
      "Nexus Arc takes one",
      "nexus-arc",
      { HTTPS_PROXY: "169.254.0.11:3128" },
      "https://b.test",
      "HTTPS_PROXY",
    ],
  ] as const) {
    it(what, () => {
      assert.equal(way(id, environment, url), expected);
    });
  }

  it("has one row for each name, and no list makes any of them fail", () => {
    assert.equal(new Set(readers.map(({ id }) => id)).size, readers.length);
    for (const reader of readers)
      for (const no_proxy of [
        "",
        ",",
        " ",
        "[",
        "]:1",
        "1/2/3",
        "::/0",
        "10.0.0.0/99",
        "*.",
        ".",
        ":",
        "[::1",
      ])
        assert.doesNotThrow(() =>
          decide(reader, { http_proxy: proxy, no_proxy }, new URL("http://[::1]:1/")),
        );
  });
});

describe("who passes variables on", () => {
  // Seen with sudo 1.9.13p3, sudo-rs 0.2.5 and util-linux 2.38.1; test/peers/environment.test.ts sees it again.
  for (const [id, flags, value, expected] of [
    ["sudo", [], undefined, false],
    ["sudo", ["-E"], undefined, true],
    ["sudo", ["-nE"], undefined, true],
    ["sudo", ["-E", "-i"], undefined, false],
    ["sudo", ["--preserve-env"], ["HTTPS_PROXY,NO_PROXY"], true],
    ["sudo", ["--preserve-env"], ["HTTP_PROXY"], false],
    ["sudo-rs-0.2.5", ["--preserve-env"], ["HTTPS_PROXY"], false],
    ["sudo-rs", ["-E"], undefined, false],
    ["su", [], undefined, true],
    ["su", ["-"], undefined, false],
    ["su", ["-", "-w"], ["HTTPS_PROXY"], true],
    ["runuser", ["-l"], undefined, false],
    ["runuser", ["-u"], ["op"], true],
    ["env", ["-i"], undefined, false],
    ["env", ["-u"], ["HTTPS_PROXY"], false],
    ["env", ["-u"], ["HTTP_PROXY"], true],
    ["nohup", [], undefined, true],
  ] as const) {
    it(`${id} ${flags.join(" ")} ${value?.join() ?? ""}: ${expected ? "kept" : "lost"}`, () => {
      const values = new Map(value === undefined ? [] : [[flags[flags.length - 1] ?? "", value]]);
      assert.equal(keeps(keptBy(id, { flags, values }), "HTTPS_PROXY"), expected);
    });
  }

  it("names a source for each row", () => {
    for (const { source } of [...keepers, ...readers])
      assert.match(source, /^(?:run|run elsewhere|read): \S/);
  });
});

describe("docs/proxies.md", () => {
  it("is what scripts/proxiesDocument.ts makes of the table now", async () => {
    assert.equal(readFileSync("docs/proxies.md", "utf8"), await proxiesDocument());
  });
});
