import type { Cloud } from "../../arm/cloud";
import { requestOf, type AzureAction } from "../azureAction";
import { quoteForShell } from "../quote";
import { secretVariables, type Dialect } from "./dialect";
import { publicBody, secretMarks } from "./publicBody";

/** curl against Resource Manager. The token reaches curl on a file descriptor, so no process list shows it. */
export const rest: Dialect = {
  title: "REST (curl)",
  language: "shellscript",
  fileExtension: "sh",
  write: (actions, cloud) =>
    [head(cloud), ...actions.map((action) => call(action, cloud))].join("\n\n") + "\n",
};

function head(cloud: Cloud): string {
  return `#!/usr/bin/env bash
set -euo pipefail
${secretVariables.token}="$(az account get-access-token --resource ${quoteForShell(cloud.imdsResource)} --query accessToken --output tsv)"
arm() { # METHOD URL [BODY]
  curl --silent --show-error --fail-with-body --request "$1" --url "$2" \\
    --header 'Content-Type: application/json' \${3+--data-binary "$3"} \\
    --config <(printf 'header = "Authorization: Bearer %s"\\n' "$${secretVariables.token}")
}`;
}

function call(action: AzureAction, cloud: Cloud): string {
  const { method, path, apiVersion = "" } = requestOf(action);
  const url = `${cloud.resourceManager}${path}?api-version=${apiVersion}`;
  return `arm ${method} ${quoteForShell(url)} \\\n  ${shellBody(action)}`;
}

/** The body as one shell word: literal text in single quotes, secrets as variables between them. */
export function shellBody(action: AzureAction): string {
  const json = JSON.stringify(publicBody(action), undefined, 2);
  return quoteForShell(json)
    .replaceAll(secretMarks.userDataContent, `'"$${secretVariables.userDataContent}"'`)
    .replaceAll(secretMarks.password, `'"$${secretVariables.password}"'`);
}
