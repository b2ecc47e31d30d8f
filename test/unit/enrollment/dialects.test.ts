import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { publicCloud, usGovernmentCloud } from "../../../src/arm/cloud";
import { requestOf, type AzureAction } from "../../../src/enrollment/actions/azureAction";
import { dialects } from "../../../src/enrollment/dialects";
import { dialectNames } from "../../../src/enrollment/dialects/dialect";

const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/site-a";
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "'",
    '"',
    "$(touch pwned)",
    "`id`",
    "${HOME}",
    "-rf",
    "a\nb",
    "\\",
    "’; Remove-Item *",
    "[parameters('x')]",
    "$ENCODED_USER_DATA",
  ),
);

/** Text that JSON and every shell can carry: no lone surrogates, no NUL. */
const carried = hostile.filter((text) => !text.includes("\0") && Buffer.from(text).toString() === text);

const actionsWith = (text: string): AzureAction[] => [
  {
    kind: "createIdentity",
    id: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/enroll`,
    identity: { location: text },
  },
  { kind: "createRole", scope: group, role: { name: text, description: text, actions: ["a/b"] } },
  {
    kind: "createVm",
    id: `${group}/providers/Microsoft.NetworkCloud/virtualMachines/amf01`,
    vm: {
      location: text,
      customLocation: text,
      adminUsername: text,
      cloudServicesNetworkId: text,
      cpuCores: 4,
      memorySizeGB: 8,
      osDisk: { diskSizeGB: 64 },
      vmImage: text,
      networks: [{ networkId: text, ipAllocationMethod: "Dynamic", name: text, defaultGateway: true }],
      sshPublicKeys: [text],
      tags: { tag: text },
      identity: { systemAssigned: true, userAssigned: [] },
      userDataContent: "c2VjcmV0LXVzZXItZGF0YQ==",
      vmImageCredentials: { registryUrl: text, username: text, password: "the-password" },
    },
  },
  {
    kind: "createMachine",
    id: `${group}/providers/Microsoft.HybridCompute/machines/amf01`,
    machine: { location: text, clientPublicKey: text, vmId: text, osType: "linux" },
  },
];

/** Runs a script with `az` and `curl` replaced by functions that print their arguments, one JSON array a call. */
function calls(script: string): string[][] {
  const stubs = `
    record() {
      printf '%s\\0' "$#"
      for word; do case $word in @/dev/fd/*) word=$(cat "\${word#@}"; printf .) word=\${word%.} ;; esac; printf '%s\\0' "$word"; done
    }
    az() { [ "$1 $2" = "account get-access-token" ] && { printf token; return; }; record az "$@"; }
    curl() { record curl "$@"; }
    export ENCODED_USER_DATA=MARK-DATA ACR_PASSWORD=MARK-PASSWORD`;
  const output = execFileSync("bash", ["-c", `${stubs}\n${script.replace("set -euo pipefail", "set -eu")}`]);
  const words = output.toString().split("\0");
  const found: string[][] = [];
  // Each call starts with the number of its words.
  for (let at = 0; at < words.length - 1; at += Number(words[at]) + 1)
    found.push(words.slice(at + 1, at + 1 + Number(words[at])));
  return found;
}

const after = (words: readonly string[], flag: string): string =>
  words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1) ??
  words[words.indexOf(flag) + 1] ??
  "";

describe("dialects", () => {
  it("curl sends exactly the bodies that the product sends, whatever the values", () => {
    fc.assert(
      fc.property(carried, (text) => {
        const actions = actionsWith(text);
        const sent = calls(dialects.rest.write(actions, publicCloud) ?? "");
        assert.equal(sent.length, actions.length);
        sent.forEach((words, index) => {
          const action = actions[index]!;
          const { method, path, apiVersion, body } = requestOf(action);
          assert.equal(after(words, "--request"), method);
          assert.equal(
            after(words, "--url"),
            `https://management.azure.com${path}?api-version=${apiVersion ?? ""}`,
          );
          const expected = JSON.stringify(body)
            .replace("c2VjcmV0LXVzZXItZGF0YQ==", "MARK-DATA")
            .replace("the-password", "MARK-PASSWORD");
          assert.deepEqual(JSON.parse(after(words, "--data-binary")), JSON.parse(expected));
          assert.ok(!words.some((word) => word.includes("Bearer")), "no token in an argument");
        });
      }),
      { numRuns: 60 },
    );
  });

  it("az gets every value unharmed", () => {
    fc.assert(
      fc.property(carried, (text) => {
        const [identity, role, vm, machine] = calls(
          dialects.az.write(actionsWith(text), publicCloud) ?? "",
        ).filter(([, verb]) => verb !== "extension");
        assert.equal(after(identity!, "--location"), text);
        const { properties } = JSON.parse(after(role!, "--body")) as { properties: { roleName: string } };
        assert.equal(properties.roleName, text);
        const plain = !/^(null$|\?\?$|['@])/.test(text);
        assert.equal(after(vm!, "--admin-username"), plain ? text : `'${text.replaceAll("'", "'/")}'`);
        assert.deepEqual(JSON.parse(after(vm!, "--ssh-key-values")), [text]);
        const [network] = JSON.parse(after(vm!, "--network-attachments")) as Record<string, string>[];
        assert.equal(network!["network-attachment-name"], text);
        assert.equal(after(vm!, "--user-data-content"), "MARK-DATA");
        const credentials = JSON.parse(after(vm!, "--vm-image-repository-credentials")) as {
          password: string;
        };
        assert.equal(credentials.password, "MARK-PASSWORD");
        const body = JSON.parse(after(machine!, "--body")) as { properties: { vmId: string } };
        assert.equal(body.properties.vmId, text);
      }),
      { numRuns: 60 },
    );
  });

  it("PowerShell carries the body in verbatim strings, every quote doubled", () => {
    fc.assert(
      fc.property(carried, (text) => {
        const script = dialects.powershell.write(actionsWith(text), publicCloud) ?? "";
        const payloads = [
          ...script.matchAll(/^Send-Arm PUT '[^']*' \(((?:.|\n)*?)\)$(?=\n\n|\n*$(?![\s\S]))/gm),
        ];
        const bodies = payloads.map(([, expression = ""]) => evaluatePowerShell(expression));
        const machine = bodies
          .map((body) => JSON.parse(body) as { properties?: { clientPublicKey?: string } })
          .at(-1);
        assert.equal(machine?.properties?.clientPublicKey, text);
      }),
      { numRuns: 100 },
    );
  });

  it("Bicep escapes every value, and has no word for assigning a relay", () => {
    fc.assert(
      fc.property(carried, (text) => {
        const file = dialects.bicep.write(actionsWith(text), publicCloud) ?? "";
        const literal = /clientPublicKey: ('(?:[^'\\]|\\.)*')/.exec(file)?.[1] ?? "";
        assert.equal(readBicepString(literal), text);
      }),
      { numRuns: 200 },
    );
    const relay: AzureAction = {
      kind: "assignRelay",
      vmId: `${group}/providers/Microsoft.NetworkCloud/virtualMachines/amf01`,
      relay: { machineId: "/m", relayType: "Platform" },
    };
    assert.equal(dialects.bicep.write([relay], publicCloud), undefined);
  });

  it("never writes user data or a password", () => {
    for (const name of dialectNames) {
      const text = dialects[name].write(actionsWith("plain"), publicCloud) ?? "";
      assert.ok(!text.includes("c2VjcmV0LXVzZXItZGF0YQ") && !text.includes("the-password"), name);
      assert.match(
        text,
        /ENCODED_USER_DATA|userDataContent: userDataContent|parameters\('userDataContent'\)/,
      );
    }
  });

  it("names the chosen cloud's hosts and nobody else's", () => {
    for (const name of dialectNames) {
      const text = dialects[name].write(actionsWith("plain"), usGovernmentCloud) ?? "";
      // A template's $schema has the same name in every cloud.
      assert.ok(!text.replace(/"\$schema": .*/, "").includes("azure.com"), name);
    }
    assert.match(
      dialects.az.write(actionsWith("plain"), usGovernmentCloud) ?? "",
      /az cloud set --name AzureUSGovernment/,
    );
    assert.match(
      dialects.powershell.write(actionsWith("plain"), usGovernmentCloud) ?? "",
      /-Environment AzureUSGovernment/,
    );
  });
});

/** A reader of our own for verbatim strings joined by `+` (PowerShell language specification, 2.3.5.2). */
function evaluatePowerShell(expression: string): string {
  let text = "";
  let rest = expression;
  while (rest !== "") {
    const part =
      /^(?:['\u2018-\u201b]((?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*)['\u2018-\u201b]|\(ConvertTo-Json \$env:([A-Z_]+)\))(?: \+ )?/.exec(
        rest,
      );
    assert.ok(part !== null, `not a PowerShell string: ${rest.slice(0, 80)}`);
    text += part[1]?.replace(/(['\u2018-\u201b])['\u2018-\u201b]/g, "$1") ?? `"<${part[2] ?? ""}>"`;
    rest = rest.slice(part[0].length);
  }
  return text;
}

/** The escapes of the Bicep language specification. */
function readBicepString(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u\{([0-9a-f]+)\}|(.))/g, (_, code: string | undefined, character: string | undefined) =>
      code === undefined
        ? ({ n: "\n", r: "\r", t: "\t" }[character ?? ""] ?? character ?? "")
        : String.fromCodePoint(Number.parseInt(code, 16)),
    );
}
