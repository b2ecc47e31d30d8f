import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeIdentity } from "../../../src/arm/resources/resourceIdentity";
import { describeHeader } from "../../../src/rows/machines/presentation/header";
import { escapeMarkdown } from "../../../src/rows/markdown";
import { describeState, stateOf, type RowState } from "../../../src/rows/machines/presentation/state";
import { describeIdentity, machineTooltip } from "../../../src/rows/machines/presentation/tooltip";
import { inEnglish } from "../../../src/l10n/translate";
import { arcMachine, nexusVm } from "./rows";

describe("what a machine's row says", () => {
  const cases: readonly (readonly [string, ReturnType<typeof nexusVm>, RowState, string])[] = [
    ["a VM in Arc", nexusVm("a", {}, { status: "Connected" }), "connected", "Running · Connected"],
    ["a VM not in Arc", nexusVm("a"), "notInArc", "Running · not in Arc"],
    [
      "a machine that waits for its agent",
      nexusVm("a", {}, { status: "AwaitingConnection" }),
      "awaiting",
      "Running · Awaiting connection",
    ],
    [
      "a stopped VM, whatever Arc still believes",
      nexusVm("a", { powerState: "Off", detailedStatus: "Stopped" }, { status: "Connected" }),
      "stopped",
      "Stopped · Connected",
    ],
    [
      "a VM being deleted, by a state that the enum does not know",
      nexusVm("a", { provisioningState: "Deleting", detailedStatus: "Terminating" }),
      "deleting",
      "Deleting · not in Arc",
    ],
    ["a failed VM", nexusVm("a", { provisioningState: "Failed" }), "failed", "Failed · not in Arc"],
    ["an Arc machine alone", arcMachine("a", { status: "Expired" }), "expired", "Expired"],
    [
      "states that are new to us, in Azure's own words",
      nexusVm("a", { detailedStatus: "Hibernated" }, { status: "Cloned" }),
      "unknown",
      "Hibernated · Cloned",
    ],
    [
      "a VM of which nothing is known",
      nexusVm("a", { detailedStatus: undefined, powerState: undefined, provisioningState: undefined }),
      "unknown",
      "Unknown · not in Arc",
    ],
  ];
  for (const [what, row, state, words] of cases) {
    it(`describes ${what}`, () => {
      assert.equal(stateOf(row), state);
      assert.equal(describeState(row, inEnglish), words);
    });
  }

  it("never fails on any value that Azure may send", () => {
    const word = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(word, word, word, word, (powerState, provisioningState, detailedStatus, status) => {
        const row = nexusVm("a", { powerState, provisioningState, detailedStatus }, { status });
        assert.ok(describeState(row, inEnglish).includes(" · "));
        assert.ok(stateOf(row).length > 0);
      }),
    );
  });
});

describe("a machine's tooltip", () => {
  it("shows names from Azure as text, whatever they hold", () => {
    const name = "[x](command:evil) $(trash) <img src=x> www.example.com";
    const markdown = machineTooltip(nexusVm(name), () => "*bold*", inEnglish);
    const live = markdown.replace(/\\./gsu, "");
    for (const markup of ["](", "$(trash", "<", "www.", "*bold"]) assert.ok(!live.includes(markup), markup);
  });

  it("escapes every ASCII punctuation character and keeps all others", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = escapeMarkdown(text);
        assert.equal(escaped.replace(/\\(.)/gsu, "$1"), text.replace(/\s+/gu, " "));
        assert.doesNotMatch(escaped.replace(/\\./gsu, ""), /[!-/:-@[-`{-~]/);
      }),
    );
  });

  it("says which identities a VM has, also with the service's own spelling", () => {
    const both = decodeIdentity({
      type: "SystemAssigned, UserAssigned",
      userAssignedIdentities: { "/a": {}, "/b": {} },
    });
    assert.equal(describeIdentity(both), "System-assigned and 2 user-assigned");
    assert.equal(describeIdentity(decodeIdentity(undefined)), "None");
  });
});

describe("the view's header", () => {
  const status = { state: "rows", loading: false, filter: "", matches: 3, total: 3 } as const;

  it("says nothing when there is nothing to say", () => {
    assert.deepEqual(describeHeader(status, 0, inEnglish), { description: "", message: "" });
  });

  it("names the filter and what it lets through", () => {
    const header = describeHeader({ ...status, filter: "web", matches: 1, total: 1200 }, 0, inEnglish);
    assert.equal(header.description, "filter: web");
    assert.equal(header.message, "1 of 1,200 machines match “web”.");
  });

  it("leaves the word to the welcome text when nothing matches", () => {
    assert.equal(describeHeader({ ...status, filter: "web", matches: 0 }, 0, inEnglish).message, "");
  });

  it("names the age of saved rows", () => {
    const savedAt = "2026-01-01T00:00:00Z";
    const at = (milliseconds: number): string =>
      describeHeader({ ...status, savedAt }, Date.parse(savedAt) + milliseconds, inEnglish).description;
    assert.equal(at(5_000), "saved a few seconds ago");
    assert.equal(at(61_000), "saved 1 minute ago");
    assert.equal(at(3 * 3_600_000), "saved 3 hours ago");
    assert.equal(
      describeHeader({ ...status, savedAt }, Date.parse(savedAt), inEnglish).message,
      "This list was saved a few seconds ago.",
    );
  });
});
