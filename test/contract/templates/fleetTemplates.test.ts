/** Templates of fleets against ARM's own schemas, as they are written and with their loops spelled out. */
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { readArray, readObject, readObjects, readString, type Json } from "../../../src/arm/decode";
import { apiVersions } from "../../../src/arm/versions";
import { parametersOf, type FleetDeployment } from "../../../src/fleet/template/deployment";
import {
  deploymentLimits,
  nothingStands,
  writeDeployments,
} from "../../../src/fleet/template/writeDeployments";
import { templateFiles } from "../../../src/fleet/template/mainBicep";
import { planTemplate } from "../../../src/practice/deployments/template";
import { isObject } from "../../../src/practice/state/json";
import { fleetOf } from "../../unit/fleet/setup";
import { defaultLines, fleetText, subscription } from "../../unit/fleet/sample";
import { resourceSchema } from "./armSchemas";

function write(text: string): readonly FleetDeployment[] {
  const fleet = fleetOf(text);
  return writeDeployments({ fleet, vms: fleet.vms, standing: nothingStands, roleGuids: {} });
}

const versionOf: Readonly<Record<string, string>> = {
  "Microsoft.NetworkCloud": apiVersions.networkCloud,
  "Microsoft.Authorization": apiVersions.authorization,
  "Microsoft.ManagedIdentity": apiVersions.managedIdentity,
};

const validators = new Map<string, ReturnType<typeof resourceSchema>>();

function accepts(resource: Json): void {
  const [namespace = "", type = ""] = (readString(resource["type"]) ?? "").split("/");
  assert.equal(resource["apiVersion"], versionOf[namespace]);
  // `copy` and `dependsOn` belong to the template language, not to the resource.
  const { copy: _copy, dependsOn: _dependsOn, ...own } = resource;
  const key = `${namespace}/${type}`;
  const validate = validators.get(key) ?? resourceSchema(versionOf[namespace] ?? "", namespace, type);
  validators.set(key, validate);
  assert.ok(
    validate(own),
    `${JSON.stringify(validate.errors?.slice(0, 3))}\n${JSON.stringify(own).slice(0, 2000)}`,
  );
}

/** The resources of a deployment as Resource Manager sees them in the end. */
function spelledOut(deployment: FleetDeployment): Json[] {
  const template: unknown = JSON.parse(JSON.stringify(deployment.template));
  const parameters: unknown = JSON.parse(JSON.stringify(parametersOf(deployment, "hunter2")));
  assert.ok(isObject(template) && isObject(parameters));
  const groupId = `/subscriptions/${deployment.subscriptionId}/resourceGroups/${deployment.resourceGroup}`;
  const principalId = "00000000-0000-4000-8000-00000000abcd";
  const planned = planTemplate(template, parameters, {
    groupId,
    resource: (id) => ({ id, identity: { principalId }, properties: { principalId } }),
  });
  return planned.map((plan) => ({
    type: plan.type,
    apiVersion: plan.apiVersion,
    name: plan.name,
    ...plan.body(),
  }));
}

const systemLines = defaultLines.map((line) => (line.startsWith("userAssigned") ? "identity: system" : line));

describe("templates of a fleet", () => {
  it("are what ARM's schemas take, as written and spelled out", () => {
    const tricky = [
      "- {vmName: cuf01, tags: {note: '[concat(1)]', quote: \"it's ${x}\"}}",
      "- {vmName: cuf02, userData: none}",
      "- {vmName: cuf03, cpuCores: 8, compress: true}",
    ];
    for (const text of [fleetText(), fleetText({ vms: tricky }), fleetText({ defaults: systemLines })]) {
      for (const deployment of write(text)) {
        const resources = readObjects(deployment.template["resources"]);
        assert.ok(resources.length > 0);
        resources.forEach(accepts);
        const all = spelledOut(deployment);
        assert.equal(all.length, deployment.resources);
        all.forEach(accepts);
      }
    }
  });

  it("hand every VM its own values, and no text of the file is taken for an expression", () => {
    const text = fleetText({
      vms: [
        "- {vmName: cuf01, tags: {note: '[concat(1)]'}}",
        "- {vmName: cuf02, cpuCores: 8, compress: true}",
      ],
    });
    const vms = write(text)
      .filter(({ phase }) => phase === "vms")
      .flatMap(spelledOut);
    assert.deepEqual(
      vms.map(({ tags }) => readObject(tags)["note"]),
      ["[concat(1)]", undefined],
    );
    assert.deepEqual(
      vms.map(({ properties }) => readObject(properties)["cpuCores"]),
      [4, 8],
    );
    const scripts = vms.map(({ properties }) =>
      Buffer.from(readString(readObject(properties)["userDataContent"]) ?? "", "base64"),
    );
    assert.match(scripts[0]?.toString() ?? "", /^#!\/usr\/bin\/env bash[\s\S]*"vmName":"cuf01"/);
    assert.match(gunzipSync(scripts[1] ?? "").toString(), /"vmName":"cuf02"/);
  });

  it("carry user data in a secure parameter only", () => {
    for (const deployment of write(fleetText()).filter(({ phase }) => phase === "vms")) {
      assert.deepEqual(readObject(deployment.template["parameters"]), { userData: { type: "secureObject" } });
      for (const data of Object.values(deployment.userData)) {
        assert.ok(!JSON.stringify(deployment.template).includes(data.slice(0, 100)));
        assert.ok(!deployment.bicep.includes(data.slice(0, 100)));
      }
    }
  });

  it("carry a registry's password in a secure parameter only, volumes and placement hints as ARM has them", () => {
    const site = `/subscriptions/${subscription}/resourceGroups/core-london/providers/Microsoft.NetworkCloud`;
    const vms = [
      `- {vmName: cuf01, registry: {url: myacr.azurecr.io, username: "it's", passwordVariable: ACR_PASSWORD}, volumes: [${site}/volumes/data1]}`,
      `- {vmName: cuf02, placementHints: [{hintType: AntiAffinity, resourceId: ${site}/virtualMachines/cuf01, schedulingExecution: Soft, scope: Rack}]}`,
    ];
    const all = write(fleetText({ vms })).filter(({ phase }) => phase === "vms");
    assert.equal(all.length, 2, "VMs with a registry are deployed apart from those without");
    const [first, second] = all.flatMap((deployment) => {
      assert.ok(!JSON.stringify(deployment.template).includes("hunter2"));
      assert.ok(!deployment.bicep.includes("hunter2"));
      const resources = spelledOut(deployment);
      resources.forEach(accepts);
      return resources.map(({ properties }) => readObject(properties));
    });
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(first["vmImageRepositoryCredentials"], {
      registryUrl: "myacr.azurecr.io",
      username: "it's",
      password: "hunter2",
    });
    assert.deepEqual(readObject(first["storageProfile"])["volumeAttachments"], [`${site}/volumes/data1`]);
    assert.equal(readObjects(second["placementHints"])[0]?.["scope"], "Rack");
    assert.equal(second["vmImageRepositoryCredentials"], undefined);
    const main = templateFiles(all).find(({ name }) => name.startsWith("main-"))?.text ?? "";
    assert.match(
      main,
      /@secure\(\)\nparam registryPasswords object[\s\S]*registryPassword: registryPasswords\['ACR_PASSWORD'\]/,
    );
    for (const { text } of templateFiles(all).filter(({ name }) => name.endsWith(".bicep")))
      assert.equal(balance(text), 0);
  });

  it("keep ARM's limits however many VMs there are", () => {
    const many = fleetText({ vms: ["- vmName: cuf[0001-0600]"] });
    const compressed = fleetText({ vms: ["- {vmName: 'cuf[0001-0600]', compress: true}"] });
    const counts = [many, compressed].map((text) => {
      const deployments = write(text);
      for (const deployment of deployments) {
        assert.ok(deployment.resources <= deploymentLimits.resources);
        assert.ok(deployment.name.length <= deploymentLimits.nameLength);
        const spelt = JSON.stringify(spelledOut(deployment)).length;
        const sent =
          JSON.stringify(deployment.template).length +
          JSON.stringify(parametersOf(deployment, "hunter2")).length;
        assert.ok(Math.max(spelt, sent) <= 4_000_000, `${spelt} ${sent}`);
      }
      assert.equal(new Set(deployments.map(({ name }) => name)).size, deployments.length);
      return deployments.filter(({ phase }) => phase === "vms").length;
    });
    console.log(`      600 VMs: ${counts[0] ?? 0} deployments, ${counts[1] ?? 0} with compressed user data`);
    assert.ok((counts[1] ?? 0) < (counts[0] ?? 0));
  }).timeout(300_000);

  it("have the same names for the same content, and another one for another", () => {
    const names = (text: string): string[] => write(text).map(({ name }) => name);
    assert.deepEqual(names(fleetText()), names(fleetText()));
    const edited = names(fleetText({ vms: ["- vmName: cuf[01-03]", "- {vmName: duf01, cpuCores: 16}"] }));
    assert.deepEqual(
      edited.map((name, index) => name === names(fleetText())[index]),
      [true, true, false],
    );
  });

  it("are written as Bicep too: a loop, a secure parameter, and modules phase by phase", () => {
    const files = templateFiles(write(fleetText()));
    const main = files.find(({ name }) => name.startsWith("main-"))?.text ?? "";
    assert.equal(files.filter(({ name }) => name.endsWith(".json")).length, 3);
    assert.match(
      main,
      /targetScope = 'subscription'[\s\S]*@secure\(\)\nparam userData object[\s\S]*module part3 'edge-vms-[0-9a-f]{12}\.bicep'[\s\S]*dependsOn: \[\n {4}part2\n {2}\]/,
    );
    const vms = files.find(({ name }) => /vms-.*\.bicep$/.test(name))?.text ?? "";
    assert.match(
      vms,
      /resource virtualMachines 'Microsoft\.NetworkCloud\/virtualMachines@2025-09-01' = \[for vm in vms: \{/,
    );
    for (const { text } of files.filter(({ name }) => name.endsWith(".bicep")))
      assert.equal(balance(text), 0);
    assert.ok(readArray(files).length > 0);
  });
});

/** Opened minus closed brackets outside of strings. */
function balance(bicep: string): number {
  const bare = bicep.replace(/\/\/[^\n]*/g, "").replace(/'(?:\\.|[^'\\])*'/g, "");
  return (bare.match(/[{[(]/g)?.length ?? 0) - (bare.match(/[}\])]/g)?.length ?? 0);
}
