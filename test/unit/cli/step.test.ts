import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dialectNames } from "../../../src/enrollment/dialects/dialect";
import { writeRecord } from "../../../src/enrollment/record/recordFile";
import { enrollmentFor, userTarget } from "../enrollment/sample";
import { practiceVm } from "../enrollment/setup";
import { run } from "./run";

const key = "MIIBCgKCAQEA" + "A".repeat(348);
const guided = { ...enrollmentFor(userTarget), vm: practiceVm, clientPublicKey: key };
const record = writeRecord(guided);
const principal = ["--principal-id", "33333333-3333-4333-8333-333333333333"];

const step = (number: number, dialect: string, text = record) =>
  run(
    ["step", String(number), "--record", "-", "--dialect", dialect, ...(number === 2 ? principal : [])],
    text,
  );

describe("nexus-arc step", () => {
  const az: [number, RegExp][] = [
    [1, /az identity create[^]*--name 'enroll'/],
    [2, /az rest[^]*roleDefinitions[^]*az role assignment create[^]*ServicePrincipal/],
    [3, /az networkcloud virtualmachine create[^]*--mi-user-assigned '\["\/subscriptions\//],
    [4, /az extension add --upgrade --yes --name networkcloud/],
    [5, /no_proxy=localhost,127\.0\.0\.1,::1,169\.254\.169\.254/],
    [6, /az login --identity --allow-no-subscriptions --resource-id '\/subscriptions\//],
    [7, /az rest[^]*2025-02-19-preview[^]*"clientPublicKey"/],
    [8, /az networkcloud virtualmachine assign-relay[^]*--relay-type 'Platform'/],
    [9, /install-azcmagent\.sh --proxy http:\/\/169\.254\.0\.11:3128/],
    [10, /config set proxy\.url[^]*azcmagent connect existing[^]*--private-key "\$PRIVATE_B64"/],
  ];
  for (const [number, text] of az) {
    it(`prints step ${number} for az as bash that parses`, async () => {
      const { code, output, errors } = await step(number, "az");
      assert.equal(code, 0, errors);
      assert.match(output, text);
      execFileSync("bash", ["-n"], { input: output });
      assert.ok(
        !output.includes("--msi-resource-id") && !output.includes("osName"),
        "no mistake of the article",
      );
    });
  }

  const asTemplate = new Set(["bicep", "arm"]);
  const first: Readonly<Record<string, RegExp>> = {
    az: /^#!\/usr\/bin\/env bash\n[^]*\naz /,
    powershell: /^#Requires -Modules Az\.Accounts\n/,
    rest: /^#!\/usr\/bin\/env bash\n[^]*\narm (PUT|POST) /,
    bicep: /^targetScope = 'resourceGroup'\n[^]*\nresource /,
    arm: /^\{\n {2}"\$schema": /,
  };
  for (const dialect of dialectNames) {
    it(`prints every step that ${dialect} has words for`, async () => {
      for (const number of [1, 2, 3, 7, 8]) {
        const { code, output, errors } = await step(number, dialect);
        if (number === 8 && asTemplate.has(dialect)) {
          assert.deepEqual([code, output], [2, ""]);
          assert.match(errors, new RegExp(`${dialect} cannot express step 8`));
        } else {
          assert.equal(code, 0, errors);
          assert.match(output, first[dialect] ?? assert.fail(`a dialect that nobody looked at: ${dialect}`));
        }
      }
      for (const number of [4, 5, 6, 9, 10]) {
        const { code, output, errors } = await step(number, dialect);
        assert.equal(code, asTemplate.has(dialect) ? 2 : 0, errors);
        if (dialect === "rest" && number === 6) assert.match(output, /curl .*169\.254\.169\.254/);
      }
    });
  }

  const wrong: [string, string[], string, RegExp][] = [
    ["no such step", ["step", "11", "--record", "-"], record, /1 to 10/],
    ["no record", ["step", "1"], "", /--record/],
    ["a record that is no JSON", ["step", "1", "--record", "-"], "hello", /not JSON/],
    [
      "a record with a private key in it",
      ["step", "1", "--record", "-"],
      record.replace("{", '{ "privateKey": "x",'),
      /"privateKey" is unknown/,
    ],
    [
      "a record of a newer version",
      ["step", "1", "--record", "-"],
      record.replace('"version": 1', '"version": 2'),
      /newer version/,
    ],
    ["two steps", ["step", "1", "2", "--record", "-"], record, /one step, 1 to 10/],
    ["a step that is no number", ["step", "one", "--record", "-"], record, /1 to 10/],
    ["an unknown option", ["step", "1", "--record", "-", "--shell"], record, /shell/],
    [
      "step 3 without the VM's choices",
      ["step", "3", "--record", "-"],
      writeRecord(enrollmentFor(userTarget)),
      /custom location/,
    ],
    [
      "a VM name with a hyphen",
      ["step", "1", "--record", "-"],
      record.replace('"vmName": "amf01"', '"vmName": "my-vm"'),
      /not allow hyphens/,
    ],
    ["an unknown dialect", ["step", "1", "--record", "-", "--dialect", "perl"], record, /not "perl"/],
    ["step 2 without a principal", ["step", "2", "--record", "-"], record, /--principal-id/],
    [
      "step 2 with a principal that is no GUID",
      ["step", "2", "--record", "-", "--principal-id", "not a guid"],
      record,
      /--principal-id must be a GUID/,
    ],
    [
      "step 7 without a key pair",
      ["step", "7", "--record", "-"],
      writeRecord({ ...enrollmentFor(userTarget) }),
      /no key pair/,
    ],
  ];
  for (const [name, args, input, message] of wrong) {
    it(`refuses ${name} with exit code 2`, async () => {
      const { code, output, errors } = await run(args, input);
      assert.deepEqual([code, output], [2, ""]);
      assert.match(errors, message);
    });
  }
});
