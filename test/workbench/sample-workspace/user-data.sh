#!/usr/bin/env bash
# First-boot data of a virtual machine that enrolls itself into Azure Arc with its own managed identity.
# cloud-init runs it once, as root, on the first boot.
set -euo pipefail

SUBSCRIPTION_ID="00000000-0000-4000-8000-000000000001"
RESOURCE_GROUP="edge-paris"
LOCATION="eastus"
TENANT_ID="00000000-0000-4000-8000-0000000000aa"
MACHINE_NAME="web01"

# The platform's proxy is the only way out; the identity endpoint must not go through it.
export HTTPS_PROXY="http://169.254.0.11:3128"
export NO_PROXY="localhost,127.0.0.1,::1,169.254.169.254"

token_url="http://169.254.169.254/metadata/identity/oauth2/token"
query="api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F"
access_token="$(curl --silent --fail --header "Metadata: true" "${token_url}?${query}" | jq --raw-output .access_token)"

curl --silent --fail --location https://aka.ms/azcmagent --output /tmp/install_azcmagent.sh
bash /tmp/install_azcmagent.sh --proxy "$HTTPS_PROXY"

azcmagent config set proxy.url "$HTTPS_PROXY"
azcmagent connect \
  --access-token "$access_token" \
  --subscription-id "$SUBSCRIPTION_ID" \
  --resource-group "$RESOURCE_GROUP" \
  --tenant-id "$TENANT_ID" \
  --location "$LOCATION" \
  --resource-name "$MACHINE_NAME"
