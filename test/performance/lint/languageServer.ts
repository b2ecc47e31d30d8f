import { readFile } from "node:fs/promises";
import { getLanguageService } from "yaml-language-server";
import { TextDocument } from "vscode-languageserver-textdocument";

/** Validation by yaml-language-server with the schema of a file, as the Red Hat YAML extension runs it. */
export async function languageServerLint(schemaFile: string): Promise<(text: string) => Promise<unknown>> {
  const schema = await readFile(schemaFile, "utf8");
  const service = getLanguageService({
    schemaRequestService: () => Promise.resolve(schema),
    workspaceContext: { resolveRelativePath: (relative) => relative },
  });
  const schemas = [{ uri: "file:///schema.json", fileMatch: ["*.yaml"] }];
  service.configure({ validate: true, yamlVersion: "1.1", schemas });
  let version = 0;
  return (text) => {
    version += 1;
    return service.doValidation(TextDocument.create("file:///user-data.yaml", "yaml", version, text), false);
  };
}
