import type { Failure } from "./failure";
import { az, curl, dnf, documented, wget } from "./sources";

const unauthorized = {
  id: "not-authorized",
  stage: "azure",
  step: 2,
  cause: "The identity does not have permission for {action} on {scope}.",
  next: "Assign the roles of step 2 (“Assign Enrollment Roles…”), wait up to ten minutes, and get a new token.",
} as const;

const usage = {
  id: "old-azure-cli",
  stage: "signIn",
  step: 4,
  cause: "Azure CLI or its networkcloud extension is too old for this flag.",
  next: "Use Azure CLI 2.75 or later (az version), and az extension add --upgrade --name networkcloud (4.0.0 or later).",
} as const;

const requested = {
  id: "provider-not-registered",
  stage: "azure",
  step: 7,
  cause: "The subscription is not registered for {namespace}.",
  next: "az provider register --namespace {namespace} --wait, or “Register Resource Provider”.",
} as const;

/** Answers of Azure Resource Manager as az and azcmagent print them, and what az says about its own words. */
export const azureFailures: readonly Failure[] = [
  {
    ...unauthorized,
    pattern:
      /does not have permission to perform action\(s\) '(?<action>[^']{1,300})' on the linked scope\(s\) '(?<scope>[^']{1,600})'/i,
    source: az,
    samples: [
      `ERROR: Forbidden({"error": {"code": "LinkedAuthorizationFailed", "message": "The client 'c' with object id 'o' has permission to perform action 'Microsoft.NetworkCloud/virtualMachines/write' on scope '/subscriptions/s/resourceGroups/edge/providers/Microsoft.NetworkCloud/virtualMachines/web01'; however, it does not have permission to perform action(s) 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '/subscriptions/s/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/arc' (respectively) or the linked scope(s) are invalid."}})`,
    ],
  },
  {
    ...unauthorized,
    pattern:
      /does not have authorization to perform action '(?<action>[^']{1,200})'(?: or the scope is invalid)?(?:.{0,20}over scope '(?<scope>[^']{1,400})')?/i,
    source: `${az}; azcmagent, ${documented}`,
    samples: [
      `ERROR: Forbidden({"error": {"code": "AuthorizationFailed", "message": "The client 'c' with object id 'o' does not have authorization to perform action 'Microsoft.HybridCompute/machines/write' over scope '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/edge/providers/Microsoft.HybridCompute/machines/web01' or the scope is invalid. If access was recently granted, please refresh your credentials."}})`,
      "(AuthorizationFailed) The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.HybridCompute/machines/read' over scope '/subscriptions/s' or the scope is invalid.",
    ],
  },
  {
    ...unauthorized,
    pattern: /(?:Linked)?AuthorizationFailed\b/,
    source: az,
    samples: ["Code: AuthorizationFailed"],
  },
  {
    ...requested,
    pattern:
      /not registered to use namespace '(?<namespace>[A-Za-z.]{1,100})'|isn't registered to use namespace '(?<namespace2>[A-Za-z.]{1,100})'/i,
    source: `${az}; azcmagent, ${documented}`,
    samples: [
      `ERROR: Conflict({"error": {"code": "MissingSubscriptionRegistration", "message": "The subscription is not registered to use namespace 'Microsoft.HybridCompute'. See https://aka.ms/rps-not-found for how to register subscriptions."}})`,
    ],
  },
  {
    ...requested,
    id: "not-found",
    pattern:
      /Resource group '(?<name>[^']{1,90})' could not be found|The Resource '(?<name2>[^']{1,400})' (?:under resource group '[^']{1,90}' )?was not found|The subscription '(?<name3>[^']{1,80})' could not be found|The subscription of '(?<name4>[^']{1,80})' doesn't exist/i,
    cause: "{name} does not exist in this subscription and tenant, or this identity cannot see it.",
    next: "Compare the name and subscription (az account show), and the roles of step 2. az provider and group names are not case-sensitive, IDs need the right subscription.",
    source: az,
    samples: [
      `ERROR: Not Found({"error": {"code": "ResourceGroupNotFound", "message": "Resource group 'edge' could not be found."}})`,
      `ERROR: Not Found({"error": {"code": "SubscriptionNotFound", "message": "The subscription '22222222-2222-4222-8222-222222222222' could not be found."}})`,
      "ERROR: The subscription of 'nope' doesn't exist in cloud 'AzureCloud'.",
    ],
  },
  {
    ...requested,
    id: "token-expired",
    step: 6,
    pattern:
      /(?:Expired|Invalid)AuthenticationToken|access token expiry UTC time|The access token is invalid/i,
    cause: "The access token is expired or not meant for this API.",
    next: "Get a new one for https://management.azure.com/ right before its use. If a new one is refused too, compare date -u with the real time.",
    source: az,
    samples: [
      `ERROR: Unauthorized({"error": {"code": "InvalidAuthenticationToken", "message": "The access token is invalid."}})`,
      `ERROR: Unauthorized({"error": {"code": "ExpiredAuthenticationToken", "message": "The access token expiry UTC time '12/1/2026 1:00:00 AM' is earlier than current UTC time '12/1/2026 2:00:00 AM'."}})`,
    ],
  },
  {
    ...requested,
    id: "policy-refused",
    pattern: /RequestDisallowedByPolicy|was disallowed by policy/i,
    cause: "An Azure Policy of this subscription denies the request.",
    next: "The message lists the policy assignment. Add what it requires (usually tags or the region), or ask for an exemption.",
    source: az,
    samples: [
      `ERROR: Forbidden({"error": {"code": "RequestDisallowedByPolicy", "message": "Resource 'web01' was disallowed by policy."}})`,
    ],
  },
  {
    ...requested,
    id: "scope-locked",
    pattern: /ScopeLocked|following scope\(s\) are locked/i,
    cause: "A lock prevents the change.",
    next: "az lock list --resource-group GROUP shows it. Remove the lock (az lock delete) or use another resource group.",
    source: `${az}; azcmagent in a public report`,
    samples: [
      "FATAL   RequestCorrelationId:9da15c96-31b0-4b1d-9d6c-abdf8be29f57 Message: The scope '/subscriptions/s/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/m' cannot perform delete operation because following scope(s) are locked: '/subscriptions/s/resourceGroups/rg'. Please remove the lock and try again. Code: ScopeLocked httpStatusCode:409",
      `ERROR: Conflict({"error": {"code": "ScopeLocked", "message": "The scope '/subscriptions/s/resourceGroups/edge' cannot perform write operation because following scope(s) are locked: '/subscriptions/s/resourceGroups/edge'. Please remove the lock and try again."}})`,
    ],
  },
  {
    ...requested,
    id: "azure-busy",
    pattern:
      /Too ?Many ?Requests|being throttled|Internal ?Server ?Error\(|InternalServerError|ServiceUnavailable|ServerTimeout/,
    cause: "Azure Resource Manager is busy or failing.",
    next: "Wait a minute and retry; the script and the wizard continue where they stopped.",
    source: az,
    samples: [
      `ERROR: Too Many Requests({"error": {"code": "TooManyRequests", "message": "The request is being throttled."}})`,
      `ERROR: Internal Server Error({"error": {"code": "InternalServerError", "message": "An internal server error occurred."}})`,
    ],
  },
  {
    ...requested,
    id: "request-refused",
    symptom: true,
    pattern: /(?:awaiting response\.\.\.|ERROR|returned error:|Status code:) (?<code>400|401|404|409|412)\b/i,
    cause: "The server rejected the request for {host} ({code}).",
    next: "400: a value in the body or address is wrong. 401: the token is missing or expired. 404: the address or name does not exist. 409: another operation is in progress. Print the response once with curl --fail-with-body.",
    source: `${curl}; ${wget}; ${dnf}`,
    samples: ["curl: (22) The requested URL returned error: 404"],
  },
  {
    ...requested,
    id: "relay-refused",
    step: 8,
    pattern: /assign-?relay.{0,300}(?:Conflict|failed|error|BadRequest)/i,
    cause: "The relay was not assigned.",
    next: "Check that the Arc machine exists (step 7) and that no other operation is running on the VM, and run the step again.",
    source: documented,
    samples: ["ERROR: assign-relay: (Conflict) Another operation is in progress on this resource."],
  },
  {
    ...requested,
    id: "vm-name",
    step: 3,
    pattern: /\^\(?\[a-zA-Z0-9\]\[a-zA-Z0-9\]\{0,62\}/,
    cause:
      "The name of an Operator Nexus VM can contain only letters and digits, no hyphens. The example in Microsoft's article has hyphens.",
    next: "Choose another VM name. The Arc machine can have a different name, with hyphens.",
    source: documented,
    samples: ["String does not match pattern ^([a-zA-Z0-9][a-zA-Z0-9]{0,62}[a-zA-Z0-9])$: my-nexus-vm-name"],
  },
  {
    ...usage,
    id: "msi-resource-id",
    step: 6,
    pattern: /unrecognized arguments:.{0,200}--msi-resource-id/i,
    cause: "az login has no option --msi-resource-id, although Microsoft's article uses it.",
    next: "Use az login --identity --allow-no-subscriptions --resource-id ID.",
    source: az,
    samples: ["ERROR: unrecognized arguments: --msi-resource-id /x"],
  },
  {
    ...usage,
    pattern:
      /unrecognized arguments:.{0,200}--(?:resource-id|client-id|object-id|user-data-content|mi-(?:system|user)-assigned)|'assign-relay' is misspelled or not recognized/i,
    source: az,
    samples: ["ERROR: unrecognized arguments: --resource-id /x"],
  },
  {
    ...usage,
    id: "username-is-no-identity",
    step: 6,
    pattern: /Passing the managed identity ID with --username is no longer supported/i,
    cause: "Since Azure CLI 2.73 --username does not accept a managed identity.",
    next: "Use --client-id, --resource-id or --object-id.",
    source: `azure-cli 2.73, ${documented}`,
    samples: ["ERROR: Passing the managed identity ID with --username is no longer supported."],
  },
  {
    ...usage,
    id: "extension-missing",
    pattern:
      /'(?<name>networkcloud|connectedmachine)' is misspelled or not recognized|requires the extension (?<name2>[a-z-]{1,60})\. (?:Do you want|Unable to prompt)/i,
    cause: "The az extension {name} is not installed.",
    next: "az extension add --name {name} --yes before the first use (through the proxy: aka.ms and *.blob.core.windows.net must be allowed), or az config set extension.use_dynamic_install=yes_without_prompt.",
    source: az,
    samples: [
      "ERROR: 'networkcloud' is misspelled or not recognized by the system.",
      "ERROR: 'connectedmachine' is misspelled or not recognized by the system.",
    ],
  },
  {
    ...usage,
    id: "extension-index",
    symptom: true,
    pattern: /Unable to get extension index|No extension found with name/i,
    cause: "az could not load its list of extensions.",
    next: "Set the proxy before az extension add, and allow aka.ms and *.blob.core.windows.net in the cloud services network.",
    source: az,
    samples: ["ERROR: Unable to get extension index."],
  },
];
