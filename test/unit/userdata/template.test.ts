import assert from "node:assert/strict";
import { judgeProxy, newUserData, targetOfAnswers } from "../../../src/enrollment/vmScript/newUserData";
import type { vmScript } from "../../../src/enrollment/vmScript/vmScript";
import { readDocument } from "../../../src/userdata/document";
import { lintUserData } from "../../../src/userdata/lint";
import { templateQuestions } from "../../../src/userdata/template/questions";
import type { Question, TemplateAnswers } from "../../../src/userdata/template/questions";
import { withRulesSetAside } from "../../../src/userdata/template/setAside";
import { articleScript } from "../../guestSimulator/article";

const guid = "11111111-2222-3333-4444-555555555555";
const identityId = `/subscriptions/${guid}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;

const texts = {
  tenantId: guid,
  subscriptionId: guid,
  resourceGroup: "rg",
  location: "eastus",
  vmName: "edgevm1",
};
const usual: TemplateAnswers = {
  identity: "system",
  cloud: "public",
  creator: "vm",
  flavour: "az",
  proxy: "csn",
  form: "bash",
};

function targetOf(answers: TemplateAnswers): Parameters<typeof vmScript>[0] {
  const withIdentity = { ...texts, userAssignedIdentityId: identityId };
  const reading = targetOfAnswers(answers, answers.identity === "user" ? withIdentity : texts);
  assert.ok(reading.ok);
  return reading.target;
}

/** Every combination of answers to the questions. */
function everyAnswer(): TemplateAnswers[] {
  const { identity, cloud, creator, flavour, proxy, form } = templateQuestions;
  return valuesOf(identity).flatMap((identity) =>
    valuesOf(cloud).flatMap((cloud) =>
      valuesOf(creator).flatMap((creator) =>
        valuesOf(flavour).flatMap((flavour) =>
          valuesOf(proxy).flatMap((proxy) =>
            valuesOf(form).map((form) => ({ identity, cloud, creator, flavour, proxy, form })),
          ),
        ),
      ),
    ),
  );
}

/** What the linter says about the document that these answers lead to. */
function findings(text: string): string[] {
  return lintUserData(text).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const valuesOf = <Value extends string>({ choices }: Question<Value>): Value[] =>
  choices.map(({ value }) => value);

describe("new enrollment user data", function () {
  this.timeout(240_000);
  const all = everyAnswer();
  for (const [form, proxy] of [
    ["bash", "csn"],
    ["bash", "other"],
    ["cloud-config", "csn"],
    ["cloud-config", "other"],
  ]) {
    const some = all.filter((answers) => answers.form === form && answers.proxy === proxy);
    it(`is lint-clean for ${some.length} combinations as ${String(form)} with the ${String(proxy)} proxy`, () => {
      assert.equal(some.length, 24);
      for (const answers of some) {
        const address = proxy === "csn" ? undefined : "http://proxy.example:8080";
        const text = newUserData(answers, targetOf(answers), address);
        assert.deepEqual(findings(text), [], JSON.stringify(answers));
        assert.equal(text.includes("proxy.example"), proxy === "other");
        assert.equal(text.includes("169.254.0.11"), proxy === "csn");
        assert.equal(readDocument(text).kind, form === "bash" ? "shell-script" : "cloud-config");
      }
    });
  }

  it("names each of the article's steps on the VM, with a line in the log for each", () => {
    const text = newUserData(usual, targetOf(usual));
    for (const step of [4, 5, 6, 7, 8, 9, 10]) {
      assert.match(text, new RegExp(`^# --- Step ${step}\\b`, "mu"), `a comment for step ${step}`);
      assert.match(text, new RegExp(`^  step ${step} \\w+$`, "mu"), `a call that is logged for step ${step}`);
    }
  });

  it("with another proxy says why its rule is set aside", () => {
    const text = newUserData(usual, targetOf(usual), "http://proxy.example:8080");
    assert.match(text, /^#!.*\n# nexus-arc-disable proxy-address -- this network has a proxy of its own\n/u);
    const bare = text.replace(/^# nexus-arc-disable.*\n/mu, "");
    assert.deepEqual([...new Set(lintUserData(bare).findings.map(({ rule }) => rule))], ["proxy-address"]);
  });

  it("takes addresses of proxies, and nothing else", () => {
    for (const address of ["http://proxy.example:3128", "https://10.1.2.3:8080", "http://[fd00::1]:3128/"])
      assert.equal(judgeProxy(address), undefined, address);
    for (const address of [
      "",
      "proxy",
      "ftp://x:1",
      "http://name:word@proxy:1",
      "http://x:1/$(id)",
      "http://x y:1",
    ])
      assert.match(judgeProxy(address) ?? "", /looks like/u, address);
  });

  it("cannot be marked where it has no header", () => {
    assert.throws(() => withRulesSetAside("runcmd: []\n", []), RangeError);
  });

  it("with a step moved, the rules still follow the script through its functions", () => {
    const [machine, relay] = ["  step 7 create_machine\n", "  step 8 assign_relay\n"];
    const text = newUserData(usual, targetOf(usual)).replace(machine + relay, relay + machine);
    assert.deepEqual(
      [...new Set(lintUserData(text).findings.map(({ rule }) => rule))],
      ["relay-before-machine"],
    );
  });
});

describe("the article's commands as the simulated VM runs them", () => {
  it("come out clean", () => {
    assert.deepEqual(findings(articleScript(targetOf(usual))), []);
  });
});

describe("the questions", () => {
  it("have different answers with labels, the usual one first", () => {
    for (const { choices } of Object.values(templateQuestions)) {
      assert.ok(choices.length > 1);
      assert.equal(new Set(choices.map(({ value }) => value)).size, choices.length);
      for (const { label, detail } of choices) assert.ok(label !== "" && detail.endsWith("."));
    }
  });
});
