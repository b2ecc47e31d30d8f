import assert from "node:assert/strict";
import { assess } from "../../../src/enrollment/evidence/assessment";
import type { Enrollment } from "../../../src/enrollment/record/record";
import { stepNumbers } from "../../../src/enrollment/steps/stepNumber";
import type { EnrollmentState } from "../../../src/session/enrollment/enrollmentState";
import { presentEnrollment, presentStep, waitsForUser } from "../../../src/rows/enrollments/presentation";
import { inEnglish } from "../../../src/l10n/translate";
import { enrollmentTooltip, stepTooltip } from "../../../src/rows/enrollments/tooltip";
import { enrollmentIn, linkTo } from "../../../src/rows/enrollments/link";
import { isEnrollmentNode } from "../../../src/rows/enrollments/nodes";
import {
  absent,
  allRights,
  enrollmentFor,
  identityOf,
  now,
  rolesOf,
  systemTarget,
  targetFrom,
  userTarget,
  viewWith,
  vmOf,
} from "../enrollment/sample";

const at = now.toISOString();
const enrollment = enrollmentFor(userTarget);

function checked(more: Partial<Enrollment> = {}): EnrollmentState {
  const record = { ...enrollment, ...more };
  const target = targetFrom(userTarget);
  const view = viewWith({
    identity: identityOf(target),
    rights: allRights,
    roles: rolesOf(target),
    vm: vmOf(target),
    machine: absent,
  });
  return { enrollment: record, assessment: assess(target, record, view), checkedAt: at };
}

describe("enrollments in the side bar", () => {
  it("tell how many steps are done and which is next, in words too", () => {
    const { label, description, spoken } = presentEnrollment(checked(), inEnglish);
    assert.equal(label, "amf01");
    assert.match(description ?? "", /^3\/10 · next: /);
    assert.equal(spoken, `amf01, enrollment, ${description ?? ""}`);
  });

  it("start with the VM where its identity comes with it", () => {
    const record = enrollmentFor(systemTarget);
    const target = targetFrom(systemTarget);
    const assessment = assess(target, record, viewWith({ vm: absent, machine: absent }));
    assert.match(
      presentEnrollment({ enrollment: record, assessment }, inEnglish).description ?? "",
      /next: Create the Nexus VM/,
    );
  });

  it("claim nothing before Azure was asked", () => {
    assert.equal(presentEnrollment({ enrollment }, inEnglish).description, "not checked yet");
    for (const step of stepNumbers)
      assert.equal(presentStep({ enrollment }, step, inEnglish).description, "Not checked yet");
  });

  it("call a new one a draft, not a failure, while values are missing", () => {
    const draft = { ...enrollment, target: { cloud: "practice" } };
    const failure = { cause: "tenantId is missing.", nextMove: "Enter the missing inputs." };
    const { description, look } = presentEnrollment({ enrollment: draft, failure }, inEnglish);
    assert.equal(description, "not filled in yet");
    assert.deepEqual(look, { icon: "edit" });
  });

  it("show what is being done instead of what is next", () => {
    const state: EnrollmentState = {
      ...checked(),
      activity: {
        kind: "running",
        step: 7,
        since: at,
        doing: "Create the Arc machine amf01",
        detail: "Accepted",
      },
    };
    assert.match(
      presentEnrollment(state, inEnglish).description ?? "",
      /step 7: Create the Arc machine amf01 · Accepted/,
    );
    assert.match(presentStep(state, 7, inEnglish).look?.icon ?? "", /spin/);
    assert.doesNotMatch(presentStep(state, 8, inEnglish).look?.icon ?? "", /spin/);
    assert.match(presentEnrollment(state, inEnglish).context, /\brunning\b/);
    assert.doesNotMatch(presentEnrollment(state, inEnglish).context, /\bidle\b/);
  });

  it("name the step that failed", () => {
    const failed = checked({
      outcomes: { 7: { state: "failed", at, cause: "Azure says no.", nextMove: "Ask." } },
    });
    assert.match(presentEnrollment(failed, inEnglish).description ?? "", /step 7 failed/);
    assert.equal(presentEnrollment(failed, inEnglish).look?.icon, "error");
  });

  it("name the step that something blocks, which is not work in progress", () => {
    const state = checked();
    const { assessment } = state;
    assert.ok(assessment !== undefined);
    const evidence = {
      ...assessment.evidence,
      7: { ...assessment.evidence[7], state: "contradicts" },
    } as const;
    const { description } = presentEnrollment(
      { ...state, assessment: { ...assessment, evidence } },
      inEnglish,
    );
    assert.equal(description, "3/10 · step 7 is blocked");
  });

  it("say whose word it is that a step is done", () => {
    const said = checked({ words: { 4: at } });
    assert.match(presentStep(said, 4, inEnglish).description ?? "", /marked by you/);
    assert.match(presentStep(said, 4, inEnglish).context, /\bsaid\b/);
    assert.match(presentStep(checked(), 4, inEnglish).context, /\bunsaid\b/);
    assert.match(presentStep(checked(), 1, inEnglish).description ?? "", /confirmed in Azure/);
  });

  it("offer to run from here only what happens in Azure, and leaves 7 and 8 to the VM in the hands-free mode", () => {
    const handsFree = { ...checked().enrollment, target: { ...userTarget, creator: "vm" } };
    const runnable = (record: Enrollment): readonly number[] =>
      stepNumbers.filter((step) =>
        /\binAzure\b/.test(presentStep({ enrollment: record }, step, inEnglish).context),
      );
    assert.deepEqual(runnable(enrollment), [1, 2, 3, 7, 8]);
    assert.deepEqual(runnable(handsFree), [1, 2, 3]);
  });

  it("show the evidence with its source and time on hover, and no markup of anybody else's", () => {
    const text = stepTooltip(checked(), 3, inEnglish);
    assert.match(text, /\*\*Source\*\*: confirmed in Azure/);
    assert.match(text, /2026/);
    const failure = { cause: "[click](command:evil)", nextMove: "<b>", correlationId: "abc" };
    const hover = enrollmentTooltip({ enrollment, failure }, inEnglish);
    assert.ok(!hover.includes("[click](command:evil)") && !hover.includes("<b>"));
    assert.match(hover, /Correlation ID\*\*: abc/);
  });

  it("take a command's argument for a row only when it is one", () => {
    for (const value of [undefined, 1, {}, { kind: "machine", id: "x" }, { kind: "enrollment" }])
      assert.equal(isEnrollmentNode(value), false);
    assert.equal(isEnrollmentNode({ kind: "enrollmentStep", enrollmentId: "x", step: 3 }), true);
  });

  it("count as waiting for their user where a step is blocked, or the next one is done manually in the VM", () => {
    const failed = { cause: "Denied.", nextMove: "Ask for the role.", state: "failed", at } as const;
    const guided = { target: { ...enrollment.target, creator: "workstation" } } as const;
    const running = { kind: "running", step: 3, since: at } as const;
    assert.equal(waitsForUser({ enrollment }), false, "not checked yet");
    assert.equal(waitsForUser(checked()), false, "the VM goes on by itself");
    assert.equal(waitsForUser(checked(guided)), false, "step 7 runs from here");
    assert.equal(waitsForUser(checked({ outcomes: { 7: failed } })), true);
    assert.equal(waitsForUser({ ...checked({ outcomes: { 7: failed } }), activity: running }), false);
    assert.equal(waitsForUser({ enrollment, failure: { cause: "Gone.", nextMove: "Sign in." } }), true);
    const draft = { ...enrollment, target: {} };
    assert.equal(waitsForUser({ enrollment: draft, failure: { cause: "No.", nextMove: "Fill in." } }), false);
  });

  it("have a link that names them, and take no other path for one", () => {
    const uri = new URL(linkTo(enrollment.id, "vscode"));
    assert.equal(enrollmentIn(uri.pathname), enrollment.id);
    const hostile = [
      "/",
      "/enrollment",
      "/enrollment/",
      `/enrollment/${enrollment.id}/run`,
      `/run/${enrollment.id}`,
    ];
    for (const path of [...hostile, "/enrollment/../../x", `/enrollment/${enrollment.id}\n`]) {
      assert.equal(enrollmentIn(path), undefined, path);
    }
  });
});
