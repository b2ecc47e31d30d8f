import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../scripts/lib/paths";
import { writeRecord } from "../../src/enrollment/record/recordFile";
import { parametersOf } from "../../src/fleet/template/deployment";
import { nothingStands, writeDeployments } from "../../src/fleet/template/writeDeployments";
import { shapedPublicKey } from "../../src/practice/arc/agent";
import { Random } from "../../src/practice/state/random";
import { run } from "../unit/cli/run";
import { practiceTarget, practiceVm } from "../unit/enrollment/setup";
import { enrollmentFor } from "../unit/enrollment/sample";
import { fleetOf } from "../unit/fleet/setup";
import { fleetText, subscription } from "../unit/fleet/sample";
import { practiceForAz, type PracticeForAz } from "./support/practiceForAz";

/** Calls the command line of this folder where docs say `nexus-arc`. */
const nexusArc = `nexus-arc() { env -u PYTHONPATH "${process.execPath}" --import "${path.join(root, "node_modules/tsx/dist/esm/index.mjs")}" "${path.join(root, "src/cli.ts")}" "$@"; }`;

describe("docs/practice.md", () => {
  let practice: PracticeForAz;
  before(async () => {
    practice = await practiceForAz();
  });
  after(() => practice.close());

  it("walks real az through an enrollment, every command as it stands there", async () => {
    const text = await readFile(path.join(root, "docs/practice.md"), "utf8");
    const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
    assert.equal(blocks.shift(), "nexus-arc practice --tls\n", "the first one is what has been started");
    const { code, stdout, stderr } = await practice.run(
      ["set -euo pipefail", nexusArc, ...blocks].join("\n"),
    );
    assert.equal(code, 0, stderr);
    for (const shown of ['"status": "Connected"', "Refused, as in Azure.", '"operator@practice.example"'])
      assert.ok(stdout.includes(shown), `${shown}\n${stdout.slice(-4000)}`);
  });
});

describe("az and what we write for Resource Manager", () => {
  let practice: PracticeForAz;
  before(async () => {
    practice = await practiceForAz();
    await succeed("az group create --name lab --location uksouth");
  });
  after(() => practice.close());

  async function succeed(script: string): Promise<string> {
    const { code, stdout, stderr } = await practice.run(`set -euo pipefail\n${script}`);
    assert.equal(code, 0, `${script}\n${stderr}`);
    return stdout.trim();
  }

  /** Deploys as a person would: az reads the file, and sends its text as it stands. */
  async function deploy(group: string, name: string, template: unknown, parameters?: unknown): Promise<void> {
    const file = path.join(practice.home, `${name}.json`);
    await writeFile(file, JSON.stringify(template, undefined, 2));
    const words = [`--resource-group ${group} --name ${name} --template-file ${file}`];
    if (parameters !== undefined) {
      await writeFile(`${file}.parameters`, JSON.stringify({ parameters }));
      words.push(`--parameters @${file}.parameters`);
    }
    for (const action of ["validate", "what-if --no-pretty-print", "create"]) {
      const before = practice.exchanges.length;
      await succeed(`az deployment group ${action} ${words.join(" ")} --output none`);
      const [sent] = practice.exchanges.slice(before).filter(({ body }) => body !== "");
      assert.throws(() => JSON.parse(sent?.body ?? "{}"), SyntaxError, "az sends no JSON");
    }
    assert.equal(
      await succeed(
        `az deployment group show --resource-group ${group} --name ${name} --query properties.provisioningState --output tsv`,
      ),
      "Succeeded",
    );
  }

  it("deploys the ARM templates of steps 1, 2, 3 and 7", async () => {
    const target = practiceTarget({ identity: "user", creator: "workstation" });
    const record = writeRecord({
      ...enrollmentFor(target),
      vm: practiceVm,
      clientPublicKey: shapedPublicKey(new Random("peers")),
    });
    const template = async (step: number, ...more: readonly string[]): Promise<unknown> => {
      const words = ["step", String(step), "--record", "-", "--dialect", "arm", ...more];
      const { code, output, errors } = await run(words, record);
      assert.equal(code, 0, errors);
      return JSON.parse(output);
    };
    await deploy("lab", "step1", await template(1));
    const principal = await succeed(
      "az identity show --name enroll-lab --resource-group lab --query principalId --output tsv",
    );
    await deploy("lab", "step2", await template(2, "--principal-id", principal));
    await deploy("lab", "step3", await template(3));
    await deploy("lab", "step7", await template(7));
    const machine = "--resource-group lab --name lab01 --resource-type Microsoft.HybridCompute/machines";
    assert.equal(
      await succeed(`az resource show ${machine} --query properties.status --output tsv`),
      "AwaitingConnection",
    );
    const roles = await succeed(
      `az role assignment list --assignee ${principal} --resource-group lab --query 'length(@)'`,
    );
    assert.equal(Number(roles), 3);
  });

  it("deploys a fleet's templates, phase by phase", async () => {
    const fleet = fleetOf(fleetText());
    const deployments = writeDeployments({ fleet, vms: fleet.vms, standing: nothingStands, roleGuids: {} });
    assert.deepEqual(
      deployments.map(({ phase }) => phase),
      ["ground", "roles", "vms"],
    );
    for (const deployment of deployments)
      await deploy(
        deployment.resourceGroup,
        deployment.name,
        deployment.template,
        parametersOf(deployment, ""),
      );
    const vms = "--resource-group core-london --resource-type Microsoft.NetworkCloud/virtualMachines";
    assert.deepEqual(
      (await succeed(`az resource list ${vms} --query "[?contains(name, 'uf0')].name" --output tsv`))
        .split("\n")
        .sort(),
      ["cuf01", "cuf02", "cuf03", "duf01"],
    );
  });

  it("deletes a resource and follows its operation to the end", async () => {
    const id = `/subscriptions/${subscription}/resourceGroups/core-london/providers/Microsoft.NetworkCloud/virtualMachines/upf01`;
    await succeed(
      `az resource invoke-action --action powerOff --ids ${id} --request-body '{"skipShutdown":"False"}'`,
    );
    await succeed(`az resource delete --ids ${id}`);
    const { code, stderr } = await practice.run(`az resource show --ids ${id}`);
    assert.equal(code, 3);
    assert.match(stderr, /ResourceNotFound/);
    assert.ok(practice.exchanges.some(({ path: asked }) => /\/operationStatuses\//i.test(asked)));
  });
});
