import assert from "node:assert/strict";
import { readTarget } from "../../../src/enrollment/target";
import { vmScript } from "../../../src/enrollment/vmScript";
import { lintUserData } from "../../../src/userdata/lint";
import {
  cloudQuestion,
  creatorQuestion,
  formQuestion,
  identityQuestion,
  templateQuestions,
} from "../../../src/userdata/template/questions";
import type { Question, TemplateAnswers } from "../../../src/userdata/template/questions";
import { withRulesSetAside } from "../../../src/userdata/template/setAside";
import { articleScript } from "../../standin/article";

const guid = "11111111-2222-3333-4444-555555555555";
const identityId = `/subscriptions/${guid}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;

function targetOf(
  answers: Partial<TemplateAnswers>,
  flavour: "az" | "curl" = "az",
): Parameters<typeof vmScript>[0] {
  const reading = readTarget({
    tenantId: guid,
    subscriptionId: guid,
    resourceGroup: "rg",
    location: "eastus",
    vmName: "edgevm1",
    cloud: answers.cloud ?? "public",
    creator: answers.creator ?? "vm",
    flavour,
    ...(answers.identity === "user" && { userAssignedIdentityId: identityId }),
  });
  assert.ok(reading.ok);
  return reading.target;
}

/** What the linter says about the document that these answers lead to. */
function findings(text: string): string[] {
  return lintUserData(text).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const valuesOf = <Value extends string>({ choices }: Question<Value>): Value[] =>
  choices.map(({ value }) => value);

describe("new enrollment user data", () => {
  for (const format of valuesOf(formQuestion)) {
    for (const creator of valuesOf(creatorQuestion)) {
      for (const identity of valuesOf(identityQuestion)) {
        it(`is lint-clean: ${format}, ${identity} identity, machine made by the ${creator}`, () => {
          for (const flavour of ["az", "curl"] as const) {
            assert.deepEqual(findings(vmScript(targetOf({ creator, identity }, flavour), { format })), []);
          }
        });
      }
    }
  }

  it("is lint-clean in every cloud", () => {
    for (const cloud of valuesOf(cloudQuestion))
      assert.deepEqual(findings(vmScript(targetOf({ cloud }))), []);
  });

  it("with another proxy says so in a comment, and is then lint-clean in both forms", () => {
    for (const format of valuesOf(formQuestion)) {
      const text = vmScript(targetOf({}), { format, proxy: "http://proxy.example:8080" });
      assert.deepEqual([...new Set(lintUserData(text).findings.map(({ rule }) => rule))], ["proxy-address"]);
      const marked = withRulesSetAside(text, [{ rule: "proxy-address", reason: "the site's\nown proxy" }]);
      assert.deepEqual(findings(marked), []);
      assert.ok(marked.includes("# nexus-arc-disable proxy-address -- the site's own proxy\n"));
      assert.equal(marked.split("\n")[0], text.split("\n")[0]);
    }
  });

  it("cannot be marked where it has no header", () => {
    assert.throws(() => withRulesSetAside("runcmd: []\n", []), RangeError);
  });

  it("with a step moved, the rules still follow the script through its functions", () => {
    const [machine, relay] = ["  step 7 create_machine\n", "  step 8 assign_relay\n"];
    const text = vmScript(targetOf({})).replace(machine + relay, relay + machine);
    assert.deepEqual(
      [...new Set(lintUserData(text).findings.map(({ rule }) => rule))],
      ["relay-before-machine"],
    );
  });
});

describe("the article's commands as the stand-in VM runs them", () => {
  it("come out clean", () => {
    assert.deepEqual(findings(articleScript(targetOf({}))), []);
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
