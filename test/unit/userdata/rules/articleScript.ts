/**
 * The ten steps of Microsoft's article on enrolling Operator Nexus VMs with the Private Relay (steps 4 to 10, those that
 * run on the VM) as one first-boot script. Where the article is wrong it is put right: `--resource-id` instead of an
 * option that az does not have, a VM name without hyphens, the proxy before the first download.
 */
export const articleScript = `#!/bin/bash
# First boot: enrolls this VM with Azure Arc and puts its traffic on the Private Relay.
set -euo pipefail
umask 077

# Values of this environment
TENANT_ID="00000000-0000-0000-0000-000000000000"
SUBSCRIPTION_ID="00000000-0000-0000-0000-000000000000"
RESOURCE_GROUP="my-nexus-vm-rg"
VM_NAME="mynexusvm"
UAMI_ID="/subscriptions/\${SUBSCRIPTION_ID}/resourceGroups/\${RESOURCE_GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-identity"

# Proxy of the Cloud Services Network
export HTTPS_PROXY="http://169.254.0.11:3128"
export https_proxy="http://169.254.0.11:3128"
export HTTP_PROXY="http://169.254.0.11:3128"
export http_proxy="http://169.254.0.11:3128"
export NO_PROXY="localhost,127.0.0.1,::1,169.254.169.254"
export no_proxy="localhost,127.0.0.1,::1,169.254.169.254"

# Azure CLI with the networkcloud extension
curl -fsSL -o /tmp/install_azcli.sh https://aka.ms/InstallAzureCLIDeb
bash /tmp/install_azcli.sh
az extension add --name networkcloud --yes

# Sign in with the VM's identity
az login --identity --allow-no-subscriptions --resource-id "\${UAMI_ID}"

# Key pair of the machine, for this one connection
tmpdir="$(mktemp -d -t azcmkeys.XXXXXX)"
private_pem="\${tmpdir}/private.pem"
trap 'rm -rf "\${tmpdir}"' EXIT
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "\${private_pem}" 2>/dev/null
PRIVATE_B64="$(openssl pkey -in "\${private_pem}" -traditional -outform DER | openssl base64 -A)"
PUBLIC_B64="$(openssl rsa -in "\${private_pem}" -RSAPublicKey_out -outform DER 2>/dev/null | openssl base64 -A)"

# Arc machine resource
LOCATION="$(az group show --name "$RESOURCE_GROUP" --query location --subscription "$SUBSCRIPTION_ID" -o tsv)"
ARC_MACHINE_NAME="\${VM_NAME}"
ARC_MACHINE_ID="/subscriptions/\${SUBSCRIPTION_ID}/resourceGroups/\${RESOURCE_GROUP}/providers/Microsoft.HybridCompute/machines/\${VM_NAME}"
ARC_MACHINE_VMID=$(uuidgen)
API_URL="https://management.azure.com$ARC_MACHINE_ID?api-version=2025-02-19-preview"
REQUEST_BODY=$(cat <<EOF
{
  "location": "\${LOCATION}",
  "identity": {
    "type": "SystemAssigned"
  },
  "properties": {
    "osName": "linux",
    "clientPublicKey": "\${PUBLIC_B64}",
    "vmId": "\${ARC_MACHINE_VMID}"
  }
}
EOF
)
az rest --method PUT \\
  --uri "$API_URL" \\
  --body "$REQUEST_BODY" \\
  --headers "Content-Type=application/json"

# Private Relay
az networkcloud virtualmachine assign-relay -g "$RESOURCE_GROUP" -n "$VM_NAME" --machine-id "$ARC_MACHINE_ID"
ENDPOINTS_URL="https://management.azure.com\${ARC_MACHINE_ID}/providers/Microsoft.HybridConnectivity/endpoints/default?api-version=2023-03-15"
az rest --method get --uri "$ENDPOINTS_URL"

# Connected Machine agent
curl -fsSL -o /tmp/install_linux_azcmagent.sh https://aka.ms/azcmagent
bash /tmp/install_linux_azcmagent.sh
azcmagent version
azcmagent config set proxy.url "http://169.254.0.11:3128"
azcmagent config list

# Connection
azcmagent connect existing \\
    --location "\${LOCATION}" \\
    --private-key "\${PRIVATE_B64}" \\
    --resource-group "\${RESOURCE_GROUP}" \\
    --resource-name "\${VM_NAME}" \\
    --subscription-id "\${SUBSCRIPTION_ID}" \\
    --tenant-id "\${TENANT_ID}" \\
    --vmid "\${ARC_MACHINE_VMID}" \\
    --verbose
azcmagent show
`;
