import assert from "node:assert/strict";
import { lintUserData } from "../../../../../src/userdata/lint";
import { agentProxy, connect, enrollment } from "../../../../../src/userdata/rules/examples";

/**
 * Templates that Terraform's `templatefile` fills in: `${name}` is Terraform's, `$${NAME}` the shell's. Nothing but the file's name
 * tells them from a script (docs/user-data.md: in templates only what stays certain is an error).
 */
const listed = `#cloud-config
runcmd:
  - [azcmagent, config, set, proxy.url, "http://169.254.0.11:3128"]
  - [azcmagent, connect, existing, --tenant-id, "\${tenant_id}", --subscription-id, "\${subscription}", --vmid, "\${vmid}",
     --resource-name, "\${name}", --resource-group, "\${group}", --location, "\${location}", --private-key, "\${key}"]
`;
const quoted = enrollment(
  agentProxy,
  connect(undefined, {
    "--tenant-id": "'${tenant_id}'",
    "--vmid": "'${vmid}'",
    "--resource-name": "'arc-${name}'",
    "--location": "'${location}'",
  }),
);

const rulesIn = (text: string, fileName?: string): string[] =>
  lintUserData(text, fileName === undefined ? {} : { fileName }).findings.map(({ rule }) => rule);

describe("templates of Terraform", () => {
  for (const [name, text] of Object.entries({
    "words of a list": listed,
    "words in single quotes": quoted,
  })) {
    for (const fileName of ["user-data.yaml.tftpl", "C:\\vm\\init.TFTPL", "/vm/init.tpl"]) {
      it(`${name}: nothing is certain of a value that is still to come, in ${fileName}`, () => {
        assert.deepEqual(rulesIn(text, fileName), []);
      });
    }
    it(`${name}: the same text under another name is judged`, () => {
      assert.ok(rulesIn(text, "user-data.yaml").includes("malformed-id"));
      assert.ok(rulesIn(text).includes("malformed-id"));
    });
  }

  it("still says what no value can change", () => {
    const text = quoted.replace(/ --private-key "\$PRIVATE_B64"/u, "").replace("'${vmid}'", "vm-17");
    assert.deepEqual(rulesIn(text, "init.tftpl").sort(), ["connect-without-private-key", "malformed-id"]);
  });

  it("reads $${NAME} as the shell's variable, at its place", () => {
    const text = enrollment('echo "$${PRIVATE_B64}"', agentProxy, connect());
    const { findings } = lintUserData(text, { fileName: "init.tftpl" });
    assert.deepEqual(
      findings.map(({ rule, range }) => [rule, text.split("\n")[range.start.line]]),
      [["secret-in-log", 'echo "$${PRIVATE_B64}"']],
    );
  });

  it("does not take a value in single quotes for a variable elsewhere", () => {
    assert.ok(
      rulesIn(enrollment(agentProxy, connect(undefined, { "--vmid": "'${VMID}'" }))).includes("malformed-id"),
    );
  });
});
