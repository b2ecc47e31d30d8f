import assert from "node:assert/strict";
import {
  agentProxy,
  assignRelay,
  connect,
  createMachine,
  enrollment,
  extension,
  installAgent,
  login,
} from "../../../../src/userdata/rules/examples";
import { faults, lint, show } from "./lint";

/**
 * Commands of public scripts and of Microsoft's pages, with what is true of them. Sources: azcmagent-connect.md (25 September
 * 2025) and its common flags; `az rest --help`, `az login` and the dynamic installation of azure-cli 2.45.
 */
const connectWith = (options: string): string => `azcmagent connect ${options}`;
const names = '-s "$S" -g "$R" -n "$N" -l "$L" -t "$T"';
const key = '--vmid "$V" --private-key "$K"';

const silent: Readonly<Record<string, string>> = {
  "the letters of connect's options": enrollment(agentProxy, connectWith(`existing ${names} ${key}`)),
  "letters with an equal sign": enrollment(
    agentProxy,
    connectWith(`existing -s="$S" -g="$R" -n=edgevm -l=eastus -t="$T" ${key}`),
  ),
  "a value that is joined to its letter": enrollment(
    agentProxy,
    connectWith(`existing ${names} -leastus ${key}`),
  ),
  "a tenant by its letter is not a secret": enrollment(
    agentProxy,
    connectWith(`existing ${names} -t 11111111-2222-3333-4444-555555555555 ${key}`),
  ),
  "a verb behind switches and values": enrollment(
    agentProxy,
    `azcmagent --verbose --json connect existing ${names} ${key}`,
  ),
  "a service principal's sign-in behind the agent": enrollment(
    "dnf install -y azcmagent",
    'az login --service-principal -u "$A" -p "$P" --tenant "$T"',
    'az group show -n "$R"',
  ),
  "an address whose version stands in an option": enrollment(
    login,
    createMachine.replace('?api-version=2025-06-01"', '" --url-parameters api-version=2025-06-01'),
  ),
  "the other name of that option": enrollment(
    login,
    createMachine.replace('?api-version=2025-06-01"', '" --uri-parameters api-version=2025-06-01'),
  ),
  "the extension by a variable": enrollment(
    "export AZURE_EXTENSION_USE_DYNAMIC_INSTALL=yes_without_prompt",
    login,
    createMachine,
    assignRelay,
  ),
  "the extension by a variable in front of the command": enrollment(
    login,
    createMachine,
    `AZURE_EXTENSION_USE_DYNAMIC_INSTALL=yes_without_prompt ${assignRelay}`,
  ),
  "the extension by az config": enrollment(
    "az config set extension.use_dynamic_install=yes_without_prompt",
    login,
    createMachine,
    assignRelay,
  ),
  "the group by a default": enrollment(
    extension,
    login,
    createMachine,
    'az config set defaults.group="$RESOURCE_GROUP"',
    assignRelay.replace('-g "$RESOURCE_GROUP" ', ""),
  ),
  "a confirmation that az does not ask for": enrollment(
    "export AZURE_CORE_DISABLE_CONFIRM_PROMPT=yes",
    extension,
    login,
    'az group delete -n "$R"',
    createMachine,
  ),
};

const found: Readonly<Record<string, readonly [string, string, RegExp?]>> = {
  "an option of another name": [
    enrollment(agentProxy, `${connect()} --service-principal-certificate c.pem`),
    "agent-unknown-option",
    /--service-principal-certificate\. Did you mean --service-principal-cert\?/u,
  ],
  "an option with a typing mistake": [
    enrollment(agentProxy, `${connect()} --corelation-id x`),
    "agent-unknown-option",
    /Did you mean --correlation-id\?/u,
  ],
  "an option with its value": [
    enrollment(agentProxy, `${connect()} --vm-id=x`),
    "agent-unknown-option",
    /--vm-id\. Did you mean --vmid\?/u,
  ],
  "a letter that is none": [enrollment(agentProxy, `${connect()} -x y`), "agent-unknown-option"],
  "a subscription with a mistake in its ID": [
    enrollment(
      agentProxy,
      connect(undefined, { "--subscription-id": "11111111-2222-3333-4444-55555555555" }),
    ),
    "malformed-id",
  ],
  "a placeholder for a subscription": [
    enrollment(agentProxy, connect(undefined, { "--subscription-id": "'<subscription>'" })),
    "malformed-id",
  ],
  "a secret behind its letter": [
    enrollment(
      agentProxy,
      `azcmagent connect ${names} -i app -p Sup3rS3cret-value`.replace("connect", "connect existing"),
      "",
    ),
    "secret-literal",
  ],
  "an identity's sign-in behind the agent": [enrollment(installAgent, login), "agent-before-login"],
  "an identity's token behind the agent": [
    enrollment(login, installAgent, 'az rest --method get --url "https://management.azure.com/x"'),
    "agent-before-login",
  ],
  "an installation that asks": [
    enrollment("export AZURE_EXTENSION_USE_DYNAMIC_INSTALL=yes_prompt", login, createMachine, assignRelay),
    "extension-missing",
  ],
  "a variable that sudo drops": [
    enrollment(
      "export AZURE_EXTENSION_USE_DYNAMIC_INSTALL=yes_without_prompt",
      login,
      createMachine,
      `sudo ${assignRelay}`,
    ),
    "extension-missing",
  ],
};

describe("enrollments as people write them", () => {
  for (const [name, text] of Object.entries(silent)) {
    it(`silent: ${name}`, () => {
      assert.deepEqual(
        lint(text)
          .filter(({ severity }) => severity !== "hint")
          .map(show),
        [],
      );
    });
  }

  for (const [name, [text, rule, message]] of Object.entries(found)) {
    it(`${rule}: ${name}`, () => {
      const [finding] = lint(text).filter((each) => each.rule === rule);
      assert.ok(finding !== undefined, lint(text).map(show).join("\n"));
      if (message !== undefined) assert.match(finding.message, message);
    });
  }

  it("takes a subscription's name (azcmagent-connect.md shows Production)", () => {
    const text = enrollment(
      'azcmagent connect --subscription-id Production --resource-group g --location eastus --access-token "$T"',
    );
    assert.ok(!faults(text).includes("malformed-id"));
  });

  it("does not take the service principal of a later sign-in for the VM's identity", () => {
    const text = enrollment(
      login,
      installAgent,
      'az login --service-principal -u "$A" -p "$P" --tenant "$T"',
      'az role assignment create --assignee "$A" --role Reader --scope "$R"',
    );
    assert.deepEqual(
      faults(text).filter((rule) => rule === "role-assignment-in-vm" || rule === "agent-before-login"),
      [],
    );
  });
});
