import type { EnrollmentTarget } from "../../src/enrollment/target/target";

/**
 * The commands of the enrollment article, one after the other in one script, for a system-assigned identity: what a reader would write.
 * It is kinder than the article: the proxy comes before the first download, the VM's name has no hyphen, and only Microsoft's package
 * source is read, for the mirrors of the distribution are no default egress endpoints.
 */
export function articleScript(target: EnrollmentTarget): string {
  return `#!/bin/bash
set -euo pipefail
umask 077
TENANT_ID="${target.tenantId}"
SUBSCRIPTION_ID="${target.subscriptionId}"
RESOURCE_GROUP="${target.resourceGroup}"
LOCATION="${target.location}"
VM_NAME="${target.vmName}"
ARC_MACHINE_NAME="${target.arcMachineName}"
export HOME=/root

export HTTPS_PROXY=http://169.254.0.11:3128 https_proxy=http://169.254.0.11:3128
export HTTP_PROXY=http://169.254.0.11:3128 http_proxy=http://169.254.0.11:3128
export NO_PROXY=localhost,127.0.0.1,::1,169.254.169.254 no_proxy=localhost,127.0.0.1,::1,169.254.169.254
export REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt

mkdir -p /etc/apt/keyrings
curl -fsSL https://packages.microsoft.com/keys/microsoft.asc -o /etc/apt/keyrings/microsoft.asc
echo "deb [signed-by=/etc/apt/keyrings/microsoft.asc] https://packages.microsoft.com/repos/azure-cli/ bookworm main" >/etc/apt/sources.list.d/azure-cli.list
apt-get update -o Dir::Etc::sourceparts=-
apt-get install -y azure-cli
az extension add --name networkcloud

az login --identity --allow-no-subscriptions >/dev/null

tmpdir="$(mktemp -d -t azcmkeys.XXXXXX)"
private_pem="\${tmpdir}/private.pem"
trap 'rm -rf "\${tmpdir}"' EXIT
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "\${private_pem}" 2>/dev/null
PRIVATE_B64="$(openssl pkey -in "\${private_pem}" -traditional -outform DER 2>/dev/null | openssl base64 -A)"
PUBLIC_B64="$(openssl rsa -in "\${private_pem}" -RSAPublicKey_out -outform DER 2>/dev/null | openssl base64 -A)"

ARC_MACHINE_ID="/subscriptions/\${SUBSCRIPTION_ID}/resourceGroups/\${RESOURCE_GROUP}/providers/Microsoft.HybridCompute/machines/\${ARC_MACHINE_NAME}"
ARC_MACHINE_VMID=$(uuidgen)
API_URL="https://management.azure.com$ARC_MACHINE_ID?api-version=2025-02-19-preview"
REQUEST_BODY=$(cat <<EOF
{ "location": "\${LOCATION}", "identity": { "type": "SystemAssigned" },
  "properties": { "osName": "linux", "clientPublicKey": "\${PUBLIC_B64}", "vmId": "\${ARC_MACHINE_VMID}" } }
EOF
)
az rest --method PUT --uri "$API_URL" --body "$REQUEST_BODY" --headers "Content-Type=application/json" >/dev/null

az networkcloud virtualmachine assign-relay -g "$RESOURCE_GROUP" -n "$VM_NAME" --machine-id "$ARC_MACHINE_ID"

curl -fsSL https://aka.ms/azcmagent -o "\${tmpdir}/install_linux_azcmagent.sh"
bash "\${tmpdir}/install_linux_azcmagent.sh"
azcmagent version
azcmagent config set proxy.url "http://169.254.0.11:3128"
azcmagent connect existing \\
  --location "\${LOCATION}" --private-key "\${PRIVATE_B64}" --resource-group "\${RESOURCE_GROUP}" \\
  --resource-name "\${ARC_MACHINE_NAME}" --subscription-id "\${SUBSCRIPTION_ID}" --tenant-id "\${TENANT_ID}" \\
  --vmid "\${ARC_MACHINE_VMID}" --verbose
azcmagent show
`;
}
