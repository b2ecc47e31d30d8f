import { cloudOf, type EnrollmentTarget } from "../target/target";
import { quoteForShell } from "../dialects/quote";
import { defaultOptions } from "./parts/options";

/** The steps inside the VM. */
export type VmStepNumber = 4 | 5 | 6 | 9 | 10;

const { proxy, noProxy } = defaultOptions;

/**
 * One step inside the VM as the few commands that the article has for it, corrected, for a person at a bash prompt.
 * `vmScript` is the same with retries, checks and a report. Secrets are read from variables, never written.
 */
export function vmCommands(step: VmStepNumber, target: EnrollmentTarget, arcVmId: string): string {
  switch (step) {
    case 4:
      return lines(
        "# On Debian and Ubuntu; other distributions: https://aka.ms/azcli",
        "curl -fsSL https://aka.ms/InstallAzureCLIDeb -o install-azure-cli.sh",
        // sudo-rs passes no variable on, so they stand behind it.
        'sudo HTTPS_PROXY="$HTTPS_PROXY" https_proxy="$HTTPS_PROXY" HTTP_PROXY="$HTTP_PROXY" http_proxy="$HTTP_PROXY" NO_PROXY="$NO_PROXY" no_proxy="$NO_PROXY" bash install-azure-cli.sh',
        "az extension add --upgrade --yes --name networkcloud",
      );
    case 5:
      return lines(
        `export HTTPS_PROXY=${proxy} https_proxy=${proxy} HTTP_PROXY=${proxy} http_proxy=${proxy}`,
        `export NO_PROXY=${noProxy} no_proxy=${noProxy}`,
      );
    case 6:
      return target.flavour === "az" ? signInWithAz(target) : signInWithCurl(target);
    case 9:
      return lines(
        "curl -fsSL https://aka.ms/azcmagent -o install-azcmagent.sh",
        `sudo bash install-azcmagent.sh --proxy ${proxy}`,
        "azcmagent version",
      );
    case 10:
      return connect(target, arcVmId);
  }
}

function signInWithAz(target: EnrollmentTarget): string {
  const { azName } = cloudOf(target);
  const identity =
    target.identity === "user" ? ` --resource-id ${quoteForShell(target.userAssignedIdentityId)}` : "";
  return lines(
    ...(azName === undefined || azName === "AzureCloud" ? [] : [`az cloud set --name ${azName}`]),
    `az login --identity --allow-no-subscriptions${identity}`,
  );
}

function signInWithCurl(target: EnrollmentTarget): string {
  const query = new URLSearchParams({ "api-version": "2018-02-01", resource: cloudOf(target).imdsResource });
  if (target.identity === "user") query.set("msi_res_id", target.userAssignedIdentityId);
  const url = `http://169.254.169.254/metadata/identity/oauth2/token?${query.toString()}`;
  return lines(
    `ACCESS_TOKEN="$(curl -fsS --noproxy '*' -H 'Metadata: true' ${quoteForShell(url)} | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')"`,
  );
}

function connect(target: EnrollmentTarget, arcVmId: string): string {
  const { azcmagentName } = cloudOf(target);
  const flags: [string, string][] = [
    ["--subscription-id", target.subscriptionId],
    ["--resource-group", target.resourceGroup],
    ["--resource-name", target.arcMachineName],
    ["--location", target.location],
    ["--tenant-id", target.tenantId],
    ["--vmid", arcVmId],
  ];
  if (azcmagentName !== undefined && azcmagentName !== "AzureCloud") flags.push(["--cloud", azcmagentName]);
  return lines(
    `sudo azcmagent config set proxy.url ${proxy}`,
    "# PRIVATE_B64: the private key of the key pair, base64 of PKCS#1 DER on one line",
    [
      "sudo azcmagent connect existing",
      ...flags.map(([flag, value]) => `${flag} ${quoteForShell(value)}`),
      '--private-key "$PRIVATE_B64"',
    ].join(" \\\n  "),
    "azcmagent show",
  );
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
