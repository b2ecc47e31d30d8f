import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";
import { confirmationOf } from "../../../src/assistant/confirmation";
import { toolDefinitions } from "../../../src/assistant/definitions";
import { toolNames } from "../../../src/assistant/tool";

interface Contributed {
  readonly name: string;
  readonly displayName: string;
  readonly modelDescription: string;
  readonly inputSchema: object;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(path.join(root, file), "utf8"));
}

const { contributes } = json("package.json") as {
  readonly contributes: { readonly languageModelTools: readonly Contributed[] };
};
const strings = json("package.nls.json") as Readonly<Record<string, string>>;

describe("the tools in package.json", () => {
  it("are the tools of src/assistant, with their words and schemas", () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
        name,
        title: strings[displayName.replaceAll("%", "")],
        description: modelDescription,
        inputSchema,
      })),
      toolNames.map((name) => {
        const { title, description, inputSchema } = toolDefinitions[name];
        return { name, title, description, inputSchema };
      }),
    );
  });
});

describe("the question before a tool changes something", () => {
  const preview = { title: "Assign the relay of web01", method: "POST", path: "/x", apiVersion: "1" };

  it("shows the whole request", () => {
    const { title, markdown } = confirmationOf({ ...preview, body: { machineId: "/m" } });
    assert.equal(title, "Assign the relay of web01?");
    assert.match(markdown, /POST \/x\?api-version=1\n\n\{\n {2}"machineId": "\/m"\n\}/);
  });

  it("shows every value as text, whatever Markdown it holds", () => {
    const { markdown } = confirmationOf({ ...preview, body: { machineId: "a```\n[click](command:x)" } });
    assert.ok(markdown.includes("\n````http\n") && markdown.endsWith("\n````"), markdown);
  });
});
