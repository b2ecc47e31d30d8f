import type { Cloud } from "../../arm/cloud";
import { requestOf, type AzureAction } from "../actions/azureAction";
import { quoteForShell } from "./quote";
import type { Dialect } from "./dialect";
import { publicBody } from "./publicBody";
import { retryCommand, shellHead, shellJson } from "./shellScript";

/** curl against Resource Manager. Token and body reach curl on file descriptors, so no process list shows them. */
export const rest: Dialect = {
  title: "REST (curl)",
  language: "shellscript",
  fileExtension: "sh",
  write: (actions, cloud) =>
    [head(cloud, actions), ...actions.map((action) => call(action, cloud))].join("\n\n") + "\n",
};

const token = "ARM_ACCESS_TOKEN";

function head(cloud: Cloud, actions: readonly AzureAction[]): string {
  return `${shellHead(actions).join("\n")}
${token}="$(az account get-access-token --resource ${quoteForShell(cloud.imdsResource)} --query accessToken --output tsv)"
arm() { # METHOD URL BODY
  curl --silent --show-error --fail-with-body --request "$1" --url "$2" \\
    --header 'Content-Type: application/json' --data-binary @<(printf %s "$3") \\
    --config <(printf 'header = "Authorization: Bearer %s"\\n' "$${token}")
}`;
}

function call(action: AzureAction, cloud: Cloud): string {
  const { method, path, apiVersion = "" } = requestOf(action);
  const url = `${cloud.resourceManager}${path}?api-version=${apiVersion}`;
  const send = action.kind === "assignRole" ? `${retryCommand} arm` : "arm";
  return `${send} ${method} ${quoteForShell(url)} \\\n  ${shellJson(JSON.stringify(publicBody(action), undefined, 2))}`;
}
