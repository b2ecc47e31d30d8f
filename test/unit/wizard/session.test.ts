import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import {
  looksPrivate,
  toWire,
  type FromHost,
  type Model,
  type RequestArguments,
  type RequestName,
} from "../../../src/protocol";
import { stateToSave, readWizardState } from "../../../src/wizard/host/wizardState";
import { scriptedHost, type ScriptedHost } from "../../webview/harness/scriptedHost";
import type { Scenario } from "../../webview/harness/scenarios";

interface Opened extends ScriptedHost {
  readonly said: FromHost[];
  readonly ask: <Name extends RequestName>(name: Name, args: RequestArguments[Name]) => Promise<void>;
  readonly model: () => Model;
}

function open(scenario: Partial<Scenario>): Opened {
  const said: FromHost[] = [];
  const host = scriptedHost({ page: 0, state: "notStarted", way: "workstation", ...scenario }, (message) => {
    said.push(message);
  });
  let id = 0;
  return {
    ...host,
    said,
    ask: (name, args) => host.session.take({ nexusArc: 1, kind: "request", id: ++id, name, args }),
    model: () => {
      const { model } = host.session;
      assert.ok(model);
      return model;
    },
  };
}

describe("the wizard's host", () => {
  it("keeps what the record cannot hold as a draft, and says what is wrong with it", async () => {
    const { ask, model, session, enrollments } = open({ page: 3 });
    await ask("setField", { field: "vm.cpuCores", value: "four" });
    const field = model().page.fields.find(({ id }) => id === "vm.cpuCores");
    assert.deepEqual([field?.value, field?.problem], ["four", "It must be a whole number."]);
    assert.equal(enrollments.state.enrollment.vm.cpuCores, 4);
    assert.equal(readWizardState(stateToSave(session.wizardState)).drafts["vm.cpuCores"], "four");
    await ask("setField", { field: "vm.cpuCores", value: "6" });
    assert.equal(enrollments.state.enrollment.vm.cpuCores, 6);
    assert.deepEqual(session.wizardState.drafts, {});
  });

  it("checks the prerequisites before the first step, once it is known what they are of", async () => {
    const { ask, model, effects, enrollments } = open({ page: 0 });
    const button = () => model().page.actions.find(({ name }) => name === "checkPrerequisites");
    assert.equal(button()?.disabledReason, undefined);
    await ask("act", { action: "checkPrerequisites", page: 0 });
    assert.deepEqual(effects, ["prerequisites"]);
    await ask("setField", { field: "vmName", value: "" });
    assert.equal(enrollments.state.enrollment.target.vmName ?? "", "");
    assert.match(button()?.disabledReason ?? "", /^Enter first: /);
  });

  it("keeps no private key, though one was pasted", async () => {
    const { ask, session, enrollments, model } = open({ page: 3 });
    await ask("setField", { field: "vm.sshPublicKeys", value: "-----BEGIN OPENSSH PRIVATE KEY-----\nabc" });
    assert.match(
      model().page.fields.find(({ id }) => id === "vm.sshPublicKeys")?.problem ?? "",
      /private key/,
    );
    assert.doesNotMatch(JSON.stringify([stateToSave(session.wizardState), enrollments.state]), /PRIVATE KEY/);
  });

  it("keeps none in base64 either, and takes every public key", async () => {
    for (const modulusLength of [2048, 4096]) {
      const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
      for (const type of ["pkcs1", "pkcs8"] as const) {
        const value = privateKey.export({ type, format: "der" }).toString("base64");
        const { ask, session, enrollments } = open({ page: 3 });
        await ask("setField", { field: "vm.sshPublicKeys", value });
        assert.ok(
          !JSON.stringify([stateToSave(session.wizardState), enrollments.state]).includes(
            value.slice(10, 60),
          ),
        );
        assert.ok(looksPrivate(`PRIVATE_B64='${value.replaceAll(/.{64}/g, "$&\n")}'`));
      }
      for (const type of ["pkcs1", "spki"] as const)
        assert.ok(!looksPrivate(publicKey.export({ type, format: "der" }).toString("base64")));
    }
    assert.ok(
      !looksPrivate("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDMIIEMIIEMIIEMIIEMIIEMIIEMIIEMIIEMIIEMIIE a"),
    );
  });

  it("fills in what a choice from Azure brings along", async () => {
    const { ask, enrollments } = open({ page: 0, state: "unchecked" });
    await ask("readChoices", { field: "resourceGroup" });
    await ask("setField", { field: "resourceGroup", value: "site-a" });
    assert.equal(enrollments.state.enrollment.target.location, "eastus");
  });

  it("names the hosts that a cloud services network does not let through", async () => {
    const { ask, said } = open({ page: 3 });
    await ask("readChoices", { field: "vm.cloudServicesNetworkId" });
    const reply = said.find((message) => message.kind === "reply");
    assert.match(JSON.stringify(reply), /Blocks login.microsoftonline.com, his.arc.azure.com/);
  });

  it("turns the page with the work that was started from it, until the user turns another", async () => {
    const { ask, enrollments, session } = open({ page: 0, state: "notStarted" });
    await ask("act", { action: "runRemaining", page: 0 });
    assert.equal(session.wizardState.page, 1);
    const since = "2026-03-01T12:01:00Z";
    enrollments.set({ ...enrollments.state, activity: { kind: "running", step: 2, since } });
    assert.equal(session.wizardState.page, 2);
    await ask("turnTo", { page: 9 });
    enrollments.set({ ...enrollments.state, activity: { kind: "running", step: 3, since } });
    assert.equal(session.wizardState.page, 9);
  });

  it("leads from a step that is done to the next that is not", async () => {
    const { ask, model, session } = open({ page: 5, state: "notStarted" });
    await ask("turnTo", { page: 2 });
    const next = model().page.actions.find(({ name }) => name === "next");
    assert.equal(next?.label, "Next: 5. Configure the proxy");
    await ask("act", { action: "next", page: 2 });
    assert.equal(session.wizardState.page, 5);
  });

  it("runs nothing twice: while a step is running, its button cannot be pressed", async () => {
    const { ask, enrollments } = open({ page: 1, state: "notStarted" });
    await ask("act", { action: "run", page: 1 });
    await ask("act", { action: "run", page: 1 });
    assert.deepEqual(enrollments.asked, ["run 1"]);
  });

  it("changes no value while a step is running", async () => {
    const { ask, enrollments } = open({ page: 3, state: "running" });
    await ask("setField", { field: "vm.adminUsername", value: "root2" });
    assert.equal(enrollments.state.enrollment.vm.adminUsername, "azureuser");
  });

  it("stops reading choices when the page is closed, and the service's work continues", async () => {
    const { session, said, enrollments } = open({ page: 3, state: "running" });
    const asked = session.take(
      toWire({ kind: "request", id: 7, name: "readChoices", args: { field: "vm.vmImage" } }),
    );
    session.close();
    await asked;
    assert.deepEqual(said, []);
    assert.deepEqual(enrollments.asked, []);
    assert.equal(enrollments.state.activity?.kind, "running");
  });

  it("posts nothing to a page that has gone: a webview that is disposed throws", async () => {
    const { ask, said, session, enrollments } = open({ page: 3 });
    const writing = ask("setField", { field: "vm.cpuCores", value: "6" });
    session.close();
    const before = said.length;
    await writing;
    await session.settled();
    await ask("setDialect", { dialect: "rest" });
    enrollments.set({ ...enrollments.state, activity: { kind: "checking", since: "2026-03-01T12:01:00Z" } });
    session.show();
    assert.equal(said.length, before);
    assert.equal(enrollments.state.enrollment.vm.cpuCores, 6, "what was typed is saved all the same");
  });

  it("says nothing to a page that shows it all already", () => {
    const { enrollments, said } = open({ page: 1 });
    enrollments.set({ ...enrollments.state });
    enrollments.set({ ...enrollments.state });
    assert.equal(said.length, 1);
  });

  it("shows what was typed in another window", () => {
    const { enrollments, model } = open({ page: 0 });
    const { enrollment } = enrollments.state;
    enrollments.set({
      ...enrollments.state,
      enrollment: { ...enrollment, target: { ...enrollment.target, vmName: "smf02" } },
    });
    assert.equal(model().page.fields.find(({ id }) => id === "vmName")?.value, "smf02");
  });
});
