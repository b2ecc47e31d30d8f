/** What the steps send, and what a template of them deploys, for 1,000 generated choices each, against ARM's own schemas. */
import assert from "node:assert/strict";
import type { ValidateFunction } from "ajv";
import fc from "fast-check";
import { publicCloud } from "../../../src/arm/cloud";
import { readObject } from "../../../src/arm/decode";
import { requestOf, type AzureAction } from "../../../src/enrollment/actions/azureAction";
import { dialects } from "../../../src/enrollment/dialects";
import { readVirtualMachine } from "../../../src/enrollment/target/virtualMachineInput";
import { operationSchema, resourceSchema } from "./armSchemas";
import { BicepParameter, readBicep } from "./bicepReader";
import { actionsOf, choices, type Choice } from "./stepChoices";
import { templateProblems } from "./templateProblems";

const validators: Readonly<Record<Exclude<AzureAction["kind"], "assignRelay">, ValidateFunction>> = {
  createIdentity: resourceSchema("2024-11-30", "Microsoft.ManagedIdentity", "userAssignedIdentities"),
  createRole: resourceSchema("2022-04-01", "Microsoft.Authorization", "roleDefinitions"),
  assignRole: resourceSchema("2022-04-01", "Microsoft.Authorization", "roleAssignments"),
  createVm: resourceSchema("2025-09-01", "Microsoft.NetworkCloud", "virtualMachines"),
  createMachine: resourceSchema("2025-02-19-preview", "Microsoft.HybridCompute", "machines"),
};
const relayBody = operationSchema("microsoft.networkcloud_virtualmachines_X_assignrelay", "POST");

function accepts(validate: ValidateFunction, value: unknown): void {
  assert.ok(validate(value), `${JSON.stringify(validate.errors?.slice(0, 3))}\n${JSON.stringify(value)}`);
}

/** An action's body as the resource of a template; a text in square brackets would be an expression there, and only there. */
function asResource(action: AzureAction): unknown {
  const { path, apiVersion, body } = requestOf(action);
  const [, provider = "", type = "", last = ""] =
    /^.*\/providers\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return { type: `${provider}/${type}`, apiVersion, name: decodeURIComponent(last), ...readObject(body) };
}

const inBrackets = (choice: Choice): boolean =>
  Object.values(choice.enrollment.vm.tags ?? {}).some((text) => /^\[.*\]$/s.test(text));

describe("what the steps send, for 1,000 choices", function () {
  this.timeout(300_000);
  const runs = { numRuns: 1000 };

  for (const number of [1, 2, 3, 7, 8] as const) {
    it(`step ${String(number)}: every body is what ARM's schema takes`, () => {
      let sent = 0;
      fc.assert(
        fc.property(
          choices.filter((choice) => !inBrackets(choice)),
          (choice) => {
            const actions = actionsOf(number, choice);
            sent += actions.length;
            for (const action of actions) {
              if (action.kind === "assignRelay") accepts(relayBody, requestOf(action).body);
              else accepts(validators[action.kind], asResource(action));
            }
          },
        ),
        runs,
      );
      assert.ok(sent >= (number === 1 ? 300 : 1000), `only ${String(sent)} bodies`);
    });
  }

  it("every choice of the generator keeps the product's rules", () => {
    fc.assert(
      fc.property(choices, ({ target, enrollment }) => {
        const reading = readVirtualMachine(enrollment.vm, target);
        assert.ok(reading.ok, JSON.stringify(reading));
      }),
      runs,
    );
  });
});

describe("the steps as templates, for 1,000 choices", function () {
  this.timeout(300_000);
  const runs = { numRuns: 1000 };
  const all = (choice: Choice): readonly AzureAction[] =>
    ([1, 2, 3, 7] as const).flatMap((number) => actionsOf(number, choice));

  it("an ARM template has the structure of one, and resources that ARM's schemas take", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const actions = all(choice);
        const template: unknown = JSON.parse(dialects.arm.write(actions, publicCloud) ?? "");
        assert.deepEqual(templateProblems(template), []);
        const resources = readObject(template)["resources"] as unknown[];
        assert.equal(resources.length, actions.length);
        resources.forEach((resource, index) => {
          const { kind } = actions[index] ?? assert.fail();
          assert.ok(kind !== "assignRelay");
          // `dependsOn` belongs to every resource of a template; the schemas have what is a type's own.
          const { dependsOn: _, ...own } = readObject(resource);
          accepts(validators[kind], own);
        });
        const made = resources.map(readObject).map(({ type, name }) => `${String(type)}/${String(name)}`);
        const needed = resources.map(readObject).flatMap(({ dependsOn = [] }) => dependsOn as string[]);
        assert.deepEqual(
          needed,
          made.filter((id) => id.startsWith("Microsoft.Authorization/roleDefinitions/")),
        );
      }),
      runs,
    );
  });

  it("Bicep says the same as the ARM template", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const actions = all(choice);
        const { resources, parameters } = readBicep(dialects.bicep.write(actions, publicCloud) ?? "");
        assert.deepEqual(parameters, ["userDataContent"]);
        resources.forEach(({ type, apiVersion, body }, index) => {
          const action = actions[index] ?? assert.fail();
          const { properties, dependsOn, ...rest } = body;
          const role = actions[index - 1]?.kind === "createRole" && action.kind === "assignRole";
          assert.deepEqual(
            dependsOn,
            role ? [new BicepParameter(`roleDefinition${String(index)}`)] : undefined,
          );
          const own = { ...readObject(properties) };
          if (action.kind === "createVm") {
            assert.deepEqual(own["userDataContent"], new BicepParameter("userDataContent"));
            own["userDataContent"] = "IyE=";
          }
          const expected: unknown = JSON.parse(JSON.stringify(asResource(action)));
          assert.deepEqual({ type, apiVersion, ...rest, properties: own }, expected);
        });
      }),
      runs,
    );
  });
});
