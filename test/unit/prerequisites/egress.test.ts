import assert from "node:assert/strict";
import fc from "fast-check";
import { chinaCloud, knownClouds, publicCloud, usGovernmentCloud } from "../../../src/arm/cloud";
import { egressVerdict } from "../../../src/prerequisites/judge/egressMatch";
import { agentFeatures, egressNeeds, type EgressNeed } from "../../../src/prerequisites/judge/egressNeeds";

const label = fc.constantFrom("a", "b", "arc", "his", "azure", "com", "net", "x-1");
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
const inAnyCase = (text: string): fc.Arbitrary<string> => fc.constantFrom(text, text.toUpperCase());
const ruleFor = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    inAnyCase(text),
    inAnyCase(`.${text}`),
    fc.constantFrom(`^${text.replaceAll(".", "\\.")}$`, `^[a-z0-9.-]+\\.${text.replaceAll(".", "\\.")}$`),
    fc.constantFrom("^(", "^[a-z]+$", "", "."),
  );
/** A host at, below, beside or above what the rule was made from, or one that has nothing to do with it. */
const pair = fc
  .tuple(domain, domain)
  .chain(([text, other]) =>
    fc.tuple(
      ruleFor(text),
      fc.constantFrom(text, `a.${text}`, `evil${text}`, text.replace(/^[^.]+\./, ""), other),
    ),
  );
const need = (host: string, port = 443): EgressNeed => ({ host, port, why: "a test", severity: "error" });
const endpoint = (domainName: string, port: number | undefined = 443) => ({
  category: "x",
  domainName,
  port,
});

/** The rule as a person would apply it: label by label, and the expression as it stands. */
function plainly(text: string, host: string): boolean {
  if (text.startsWith("^")) {
    try {
      return new RegExp(text, "i").test(host);
    } catch {
      return false;
    }
  }
  const own = text.toLowerCase().split(".");
  const asked = host.toLowerCase().split(".");
  if (own[0] !== "" || own.length < 2) return own.join(".") === asked.join(".");
  const suffix = own.slice(1);
  if (suffix.every((part) => part === "")) return false;
  const tail = asked.slice(Math.max(0, asked.length - suffix.length));
  return asked.length >= suffix.length && suffix.every((part, index) => part === tail[index]);
}

describe("egress matcher", () => {
  it("agrees with a plain reference on 500 pairs of host and rule", () => {
    let open = 0;
    fc.assert(
      fc.property(pair, ([text, host]) => {
        const expected = plainly(text, host);
        if (expected) open += 1;
        assert.equal(egressVerdict([endpoint(text)], need(host)).kind, expected ? "open" : "closed", text);
      }),
      { numRuns: 500 },
    );
    assert.ok(open > 100, `only ${String(open)} pairs were open: the generator is blind`);
  });

  const table: [rule: string, need: string, kind: "open" | "closed"][] = [
    ["aka.ms", "aka.ms", "open"],
    ["aka.ms", "evil-aka.ms", "closed"],
    [".azure.com", "management.azure.com", "open"],
    [".azure.com", "azure.com", "open"],
    [".azure.com", "evilazure.com", "closed"],
    [".his.arc.azure.com", ".his.arc.azure.com", "open"],
    [".arc.azure.com", ".his.arc.azure.com", "open"],
    [".eastus.his.arc.azure.com", ".his.arc.azure.com", "closed"],
    ["gbl.his.arc.azure.com", ".his.arc.azure.com", "closed"],
    ["^.*\\.his\\.arc\\.azure\\.com$", ".his.arc.azure.com", "open"],
    ["^(gbl|eastus)\\.his\\.arc\\.azure\\.com$", ".his.arc.azure.com", "closed"],
    ["^[a-z-]+\\.his\\.arc\\.azure\\.com$", ".his.arc.azure.com", "closed"],
  ];
  for (const [text, host, kind] of table) {
    it(`${text} ${kind === "open" ? "lets" : "does not let"} ${host} out`, () => {
      assert.equal(egressVerdict([endpoint(text)], need(host)).kind, kind);
    });
  }

  it("says when a host is open for another port only", () => {
    assert.deepEqual(egressVerdict([endpoint("aka.ms", 80)], need("aka.ms")), {
      kind: "otherPort",
      by: "aka.ms",
      port: 80,
    });
    assert.equal(egressVerdict([endpoint("aka.ms", 80), endpoint(".ms")], need("aka.ms")).kind, "open");
    const anyPort = { category: "x", domainName: "aka.ms", port: undefined };
    assert.equal(egressVerdict([anyPort], need("aka.ms")).kind, "open");
  });
});

describe("egress needs", () => {
  it("name each cloud's own hosts and nobody else's", () => {
    const hosts = (cloud: keyof typeof knownClouds): string[] =>
      egressNeeds(knownClouds[cloud], [...agentFeatures]).map(({ host }) => host);
    assert.ok(hosts("public").includes("management.azure.com"));
    assert.ok(hosts("usGovernment").includes("management.usgovcloudapi.net"));
    assert.ok(hosts("china").includes("management.chinacloudapi.cn"));
    const foreign = (cloud: "usGovernment" | "china"): string[] =>
      hosts(cloud).filter((host) => host.endsWith("azure.com") || host.endsWith("windows.net"));
    assert.deepEqual([foreign("usGovernment"), foreign("china")], [[], []]);
  });

  it("grow with the features, and with the system", () => {
    const count = (...features: (typeof agentFeatures)[number][]): number =>
      egressNeeds(publicCloud, features).filter(({ severity }) => severity === "error").length;
    for (const feature of agentFeatures) assert.ok(count(feature) > count(), feature);
    const ubuntu = egressNeeds(publicCloud, [], { family: "linux", name: "ubuntu" });
    assert.deepEqual(
      ubuntu.filter(({ host }) => host === ".ubuntu.com").map(({ severity }) => severity),
      ["warning"],
    );
    const windows = egressNeeds(publicCloud, [], { family: "windows", name: "windows server" });
    assert.ok(windows.some(({ host }) => host === "download.microsoft.com"));
    assert.ok(!ubuntu.some(({ host }) => host === "download.microsoft.com"));
  });

  it("are no secret between the clouds: the same number of kinds", () => {
    const why = (cloud: typeof publicCloud): string[] => [
      ...new Set(egressNeeds(cloud, []).map((each) => each.why)),
    ];
    assert.deepEqual(why(usGovernmentCloud), why(publicCloud));
    assert.deepEqual(why(chinaCloud), why(publicCloud));
  });
});
