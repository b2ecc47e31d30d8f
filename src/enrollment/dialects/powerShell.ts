import type { Cloud } from "../../arm/cloud";
import { requestOf, type AzureAction } from "../azureAction";
import { quoteForPowerShell } from "../quotePowerShell";
import { secretVariables, type Dialect } from "./dialect";
import { publicBody, secretMarks } from "./publicBody";

/**
 * Azure PowerShell. `Invoke-AzRestMethod` (module Az.Accounts) sends exactly the bodies that this product sends and waits for
 * long operations, where the cmdlets of each service lag behind the API.
 */
export const powerShell: Dialect = {
  title: "PowerShell",
  language: "powershell",
  fileExtension: "ps1",
  write: (actions, cloud) => [head(cloud), ...actions.map(call)].join("\n\n") + "\n",
};

function head(cloud: Cloud): string {
  const environment = cloud.azName === undefined ? "" : ` -Environment ${cloud.azName}`;
  return `#Requires -Modules Az.Accounts
$ErrorActionPreference = 'Stop'
# Connect-AzAccount${environment}
function Send-Arm([string] $Method, [string] $Path, [string] $Payload) {
  $answer = Invoke-AzRestMethod -Method $Method -Path $Path -Payload $Payload -WaitForCompletion
  if ($answer.StatusCode -ge 400) { throw "$Method $Path answered $($answer.StatusCode): $($answer.Content)" }
  $answer.Content
}`;
}

function call(action: AzureAction): string {
  const { method, path, apiVersion = "" } = requestOf(action);
  return `Send-Arm ${method} ${quoteForPowerShell(`${path}?api-version=${apiVersion}`)} (${body(action)})`;
}

function body(action: AzureAction): string {
  return quoteForPowerShell(JSON.stringify(publicBody(action), undefined, 2))
    .replaceAll(secretMarks.userDataContent, `' + $env:${secretVariables.userDataContent} + '`)
    .replaceAll(secretMarks.password, `' + $env:${secretVariables.password} + '`);
}
