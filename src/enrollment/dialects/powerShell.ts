import type { Cloud } from "../../arm/cloud";
import { requestOf, type AzureAction } from "../actions/azureAction";
import { quoteForPowerShell } from "./quote";
import { notKnownYet, secretVariables, secretWords, type Dialect } from "./dialect";
import { publicBody, secretMarks, secretsOf } from "./publicBody";

/**
 * Azure PowerShell. `Invoke-AzRestMethod` (module Az.Accounts) sends exactly the bodies that this product sends and waits for
 * long operations, where the cmdlets of each service lag behind the API.
 */
export const powerShell: Dialect = {
  title: "PowerShell",
  language: "powershell",
  fileExtension: "ps1",
  write: (actions, cloud) => [head(cloud, actions), ...actions.map(call)].join("\n\n") + "\n",
};

function head(cloud: Cloud, actions: readonly AzureAction[]): string {
  const environment = cloud.azName === undefined ? "" : ` -Environment ${cloud.azName}`;
  const needed = secretsOf(actions).map(
    (name) =>
      `if (-not $env:${secretVariables[name]}) { throw '${secretVariables[name]}: ${secretWords[name]}' }\n`,
  );
  return `#Requires -Modules Az.Accounts
$ErrorActionPreference = 'Stop'
${needed.join("")}# Connect-AzAccount${environment}
function Send-Arm([string] $Method, [string] $Path, [string] $Payload) {
  # Azure takes up to some minutes to know a new role or identity everywhere: retries for three minutes.
  for ($attempt = 1; ; $attempt++) {
    $answer = Invoke-AzRestMethod -Method $Method -Path $Path -Payload $Payload -WaitForCompletion
    if ($answer.StatusCode -lt 400) { return $answer.Content }
    if ($attempt -eq 18 -or $answer.Content -notmatch '${notKnownYet.join("|")}') {
      throw "$Method $Path answered $($answer.StatusCode): $($answer.Content)"
    }
    Start-Sleep -Seconds 10
  }
}`;
}

function call(action: AzureAction): string {
  const { method, path, apiVersion = "" } = requestOf(action);
  return `Send-Arm ${method} ${quoteForPowerShell(`${path}?api-version=${apiVersion}`)} (${body(action)})`;
}

/** The body as verbatim strings, joined with the secrets as JSON strings. */
function body(action: AzureAction): string {
  let text = quoteForPowerShell(JSON.stringify(publicBody(action), undefined, 2));
  for (const name of Object.keys(secretMarks) as (keyof typeof secretMarks)[])
    text = text.replaceAll(
      `"${secretMarks[name]}"`,
      `' + (ConvertTo-Json $env:${secretVariables[name]}) + '`,
    );
  return text;
}
