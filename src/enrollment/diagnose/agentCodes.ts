import type { StepNumber } from "../steps/stepNumber";

/** What an error of `azcmagent` or its installer means, and the next move. */
export interface AgentCode {
  readonly cause: string;
  readonly fix: string;
  readonly step: StepNumber;
  /** Matches the agent's own words for this code; other words behind the number mean another failure. */
  readonly words?: RegExp;
}

const himds =
  "Run the command as root and restart the agent's service: systemctl restart himdsd. Then check /var/opt/azcmagent/log/himds.log.";
const network =
  "Check that the agent's proxy is http://169.254.0.11:3128 (azcmagent config get proxy.url) and that the cloud services network allows the hosts of Azure Arc (azcmagent check), then retry.";
const tpm = "Check that the VM's device model has a TPM (T3) and that it is enabled, or connect without TPM.";
const windows = "This is an error of the Windows installer; check its log and retry.";
export const support = "Collect the agent's logs (azcmagent logs) and contact Azure support.";

export const code = (step: StepNumber, cause: string, fix: string, words?: RegExp): AgentCode => ({
  step,
  cause,
  fix,
  ...(words !== undefined && { words }),
});

/**
 * By number: the error code `AZCM00NN` and the exit code `NN` mean the same.
 * Facts: Arc documentation, "Troubleshoot Azure Connected Machine agent connection issues" and the agent's exit codes.
 */
export const agentCodes: ReadonlyMap<number, AgentCode> = new Map([
  [1, code(10, "The agent reports no cause.", `Check the lines before this one. ${support}`)],
  [2, code(10, "The agent had an internal error.", `${himds} ${support}`, /internal/i)],
  [
    3,
    code(
      10,
      "This agent or operating system does not know the operation.",
      "Check the command and update azcmagent.",
      /operation|support/i,
    ),
  ],
  [4, code(10, "The agent's proxy service is not running.", himds, /proxy/i)],
  [
    5,
    code(
      10,
      "The agent cannot write its log file.",
      "Free disk space, and check that root can write /var/opt/azcmagent/log.",
      /log/i,
    ),
  ],
  [
    6,
    code(
      10,
      "The agent could not start.",
      "Check the network and that you are root, then run the command again.",
      /initiali[sz]/i,
    ),
  ],
  [11, code(10, "The command was stopped (Ctrl+C).", "Run it again.", /cancel/i)],
  [
    12,
    code(
      10,
      "The access token is not valid.",
      "Get a new token. connect existing needs none: check that the word existing is there.",
      /token/i,
    ),
  ],
  [
    16,
    code(
      10,
      "A parameter is missing.",
      "connect existing needs --subscription-id, --resource-group, --resource-name, --location, --tenant-id, --vmid and --private-key.",
      /parameter|mandatory|missing|argument/i,
    ),
  ],
  [18, code(10, "The command was not run as root.", "Run it with sudo.", /privilege|root|admin|elevated/i)],
  [19, code(10, "The configuration file of --config does not exist.", "Check its path.", /config/i)],
  [
    20,
    code(
      10,
      "The region is not known.",
      "Use the region's short name, such as eastus, and a region that Azure Arc supports.",
      /region|location/i,
    ),
  ],
  [
    23,
    code(
      10,
      "A parameter has a value that is not allowed.",
      "Check each value; --vmid is a GUID, --private-key is base64 of PKCS#1 DER on one line.",
      /argument|parameter|value|invalid/i,
    ),
  ],
  [
    26,
    code(
      10,
      "An endpoint that the agent needs cannot be reached, or a required private link scope is missing.",
      network,
      /network|endpoint|connect|private link/i,
    ),
  ],
  [
    27,
    code(
      10,
      "Two settings of the agent contradict each other.",
      "Compare azcmagent config list with your options, and clear one of the two settings (azcmagent config clear).",
      /conflict/i,
    ),
  ],
  [28, code(10, "The TPM cannot be opened.", tpm, /tpm/i)],
  [
    41,
    code(
      10,
      "The agent got no token with its credentials.",
      "Use connect existing, which needs none; or sign in again in the right tenant.",
      /credential|token|auth/i,
    ),
  ],
  [
    42,
    code(
      7,
      "Azure did not create the Arc machine.",
      "Read the message after it: usually a missing role, an unregistered resource provider, a quota, or a policy. Use connect existing with a machine that was created before.",
      /create|creat|resource/i,
    ),
  ],
  [
    43,
    code(
      10,
      "Azure did not delete the Arc machine.",
      "Check the right to delete it. If it no longer exists in Azure: azcmagent disconnect --force-local-only.",
      /delete|delet|resource/i,
    ),
  ],
  [
    44,
    code(
      7,
      "An Arc machine with this name already exists.",
      "Choose another name, delete the old machine, or connect to it with connect existing and its own key.",
      /exist|name/i,
    ),
  ],
  [
    45,
    code(
      10,
      "The new public key for a reconnection could not be stored in Azure.",
      network,
      /key|reconnect/i,
    ),
  ],
  [61, code(10, "The agent's service does not respond.", himds, /agent|service|himds|status|respond/i)],
  [
    62,
    code(
      10,
      "Connecting failed.",
      "Read the message after it. If the error persists, delete the Arc machine, create it again (step 7), assign the relay (step 8), and connect.",
      /connect/i,
    ),
  ],
  [
    63,
    code(
      10,
      "Disconnecting failed.",
      "Delete the machine in Azure, then azcmagent disconnect --force-local-only.",
      /disconnect/i,
    ),
  ],
  [64, code(10, "The agent's service does not respond.", himds, /agent|service|himds|status|respond/i)],
  [65, code(10, "The service returns no metadata.", himds, /agent|service|himds|metadata|communicat/i)],
  [66, code(10, "The agent's service returns no status.", himds, /agent|service|himds|status|respond/i)],
  [
    67,
    code(
      10,
      "The VM is already connected to an Arc machine.",
      "If it is the right machine (azcmagent show), nothing to do. Otherwise run azcmagent disconnect first.",
      /connected|already/i,
    ),
  ],
  [
    68,
    code(
      10,
      "A subscription was specified by name and not found.",
      "Specify the subscription's GUID.",
      /subscription/i,
    ),
  ],
  [
    69,
    code(
      10,
      "The agent could not save its configuration.",
      "Check that root can write /etc/azcmagent and /var/opt/azcmagent.",
      /config|sav/i,
    ),
  ],
  [70, code(10, "The agent's service returns no configuration.", himds, /config/i)],
  [72, code(9, "A tool of an extension failed.", "Check the extension's own log.", /extension|tool/i)],
  [
    73,
    code(
      9,
      "The settings of a partner integration cannot be read.",
      "Check that integration's settings.",
      /partner|setting/i,
    ),
  ],
  [
    74,
    code(9, "An extension could not be added.", "Check the extension's package, and retry.", /extension/i),
  ],
  [75, code(10, "The agent could not get the cloud's endpoints.", network, /cloud|endpoint|metadata/i)],
  [76, code(10, "Connecting with the TPM failed.", tpm, /tpm/i)],
  [
    81,
    code(
      10,
      "The machine's identity certificate could not be downloaded: the machine exists, but cannot reach Azure Arc.",
      "Delete the Arc machine and enroll again from step 7.",
      /certificate/i,
    ),
  ],
  [82, code(10, "The certificate could not be obtained through the TPM.", tpm, /certificate|tpm/i)],
  [
    83,
    code(10, "Azure Arc did not accept the credential of the machine.", network, /credential|certificate/i),
  ],
  [
    101,
    code(
      10,
      "The command failed.",
      "Check its syntax with --help and read the agent's log.",
      /pars|command|syntax|flag/i,
    ),
  ],
  [
    102,
    code(
      10,
      "The host name gives no valid machine name.",
      "Specify --resource-name: letters, digits, hyphens, and underscores, not ending in a symbol.",
      /host|name/i,
    ),
  ],
  [
    103,
    code(
      10,
      "The agent could not use the RSA keys.",
      "Check the private key with “Inspect key”: it must be PKCS#1. Otherwise contact Azure support.",
      /rsa|key/i,
    ),
  ],
  [
    104,
    code(
      10,
      "The private key could not be read.",
      "Specify --private-key again: base64 of PKCS#1 DER on one line.",
      /private key|key/i,
    ),
  ],
  [105, code(10, "Azure Arc returned no signed message.", network, /certificate|sign|message/i)],
  [
    106,
    code(
      10,
      "The agent could not save its parameters.",
      "Free disk space and check the rights on /var/opt/azcmagent.",
      /parameter|sav/i,
    ),
  ],
  [
    107,
    code(
      10,
      "A certificate could not be read.",
      "Check the VM's certificate store and its clock.",
      /certificate/i,
    ),
  ],
  [108, code(10, "The agent could not use the keys in the TPM.", tpm, /tpm/i)],
  [130, code(9, "systemctl is missing: the agent needs systemd.", "Use an image with systemd.")],
  [
    131,
    code(
      9,
      "The installer does not recognize the Linux distribution.",
      "Use a distribution that the agent supports.",
    ),
  ],
  [
    132,
    code(
      9,
      "The agent does not support this processor.",
      "Use x86-64, or Arm64 on a distribution that supports it.",
    ),
  ],
  [
    133,
    code(
      9,
      "The agent does not support this distribution, or not on Arm64.",
      "Use a supported distribution.",
    ),
  ],
  [
    141,
    code(
      9,
      "The installer found an Azure VM, which needs no agent.",
      "On a Nexus VM, this means that a metadata service responds like Azure's: install the azcmagent package with the package manager.",
    ),
  ],
  [
    143,
    code(
      9,
      "The package manager did not install azcmagent.",
      "Read its lines before this one; mirrors and packages.microsoft.com must be allowed in the cloud services network.",
    ),
  ],
  [
    145,
    code(
      9,
      "Another run of apt or dpkg held the lock for five minutes.",
      "Wait until the first boot's own updates are done, then run the step again.",
    ),
  ],
  [
    146,
    code(
      9,
      "The package repository's configuration could not be downloaded.",
      "Allow packages.microsoft.com in the cloud services network, and set the proxy before this step.",
    ),
  ],
  [
    147,
    code(
      9,
      "The requested version of the agent does not exist.",
      "Omit the version, or specify one that exists.",
    ),
  ],
  [148, code(9, "The installer could not be downloaded.", network)],
  [149, code(9, "The Windows installer ended with an unexpected code.", windows)],
  [150, code(9, "The installation failed and reports no cause.", support)],
  [151, code(9, "The .NET Framework is too old.", "Install the version that the message names.")],
  [
    152,
    code(
      9,
      "The server runs Azure Stack HCI, which registers with Azure Arc itself.",
      "Use its own registration.",
    ),
  ],
  [153, code(9, "The operating system is not 64-bit x64.", "Use a supported operating system.")],
  [154, code(9, "PowerShell is too old.", "Use PowerShell 3.0 or later.")],
  [155, code(9, "The installer was not run as an administrator.", "Run it again as an administrator.")],
  [156, code(9, "The Windows installer had a fatal error (1603).", windows)],
  [157, code(9, "The installer cannot run curl.", "Install curl, and check that root can execute it.")],
  [158, code(9, "The disk is full.", "Free disk space, or create the VM with a larger disk.")],
  [159, code(9, "Another installation is in progress.", "Wait until it has ended.")],
  [160, code(9, "The Windows installer cannot write its log.", windows)],
  [
    171,
    code(
      9,
      "The installer's signature is not Microsoft's.",
      "Download it again from Microsoft, and check what changes downloads on the network.",
    ),
  ],
]);
